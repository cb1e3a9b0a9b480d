import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { verifyNewPasskey, type PasskeyResponse } from '#platform/webauthn.ts'
import { lockPasskey } from '../queries/factors.ts'
import { lockMember } from '../queries/members.ts'
import { passkeyTaken, wrongPasskey } from '../refusals.ts'
import { insertPasskey } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { takeChallenge } from './take-challenge.ts'
import { welcomeFactor, type WelcomedFactor } from './welcome-factor.ts'

/** Adds the passkey that the browser has just made for this session's challenge. */
export async function addPasskey(
  tx: Tx,
  given: { name: string; response: PasskeyResponse; origin: URL },
): Promise<WelcomedFactor & { passkeyId: string }> {
  const { memberId, sessionId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const challenge = await takeChallenge(tx, sessionId)
  const made = challenge && (await verifyNewPasskey({ ...given, challenge }))
  if (!made) throw wrongPasskey()
  if (await lockPasskey(tx, made.credentialId)) throw passkeyTaken()

  const id = newId(tx.now)
  await insertPasskey(tx, {
    id,
    member_id: memberId,
    credential_id: made.credentialId,
    public_key: Buffer.from(made.publicKey),
    counter: made.counter,
    transports: [...made.transports],
    synced: made.synced,
    name: given.name,
    added_at: tx.now,
  })
  return { passkeyId: id, ...(await welcomeFactor(tx, { member, sessionId, factor: 'passkey' })) }
}
