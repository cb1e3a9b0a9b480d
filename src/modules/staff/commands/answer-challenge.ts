import type { Tx } from '#platform/tx.ts'
import { verifyPasskey, type PasskeyResponse } from '#platform/webauthn.ts'
import { lockPasskey } from '../queries/factors.ts'
import { updatePasskey } from '../store.ts'
import { takeChallenge } from './take-challenge.ts'

/** Does a passkey of this member answer the challenge that their session was given? Each takes one answer. */
export async function answerChallenge(
  tx: Tx,
  given: { sessionId: string; memberId: string; response: PasskeyResponse; origin: URL },
): Promise<boolean> {
  const { sessionId, memberId, response, origin } = given
  const challenge = await takeChallenge(tx, sessionId)
  const passkey = await lockPasskey(tx, response.id)
  if (!challenge || !passkey || passkey.memberId !== memberId) return false
  const verified = await verifyPasskey({ origin, challenge, response, passkey })
  if (!verified) return false
  await updatePasskey(tx, passkey.id, { counter: verified.counter, last_used_at: tx.now })
  return true
}
