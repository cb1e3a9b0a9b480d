import type { Tx } from '#platform/tx.ts'
import { optionsForPasskey } from '#platform/webauthn.ts'
import { passkeysOf } from '../queries/factors.ts'
import { CHALLENGE_LASTS } from '../rules/limits.ts'
import { updateSession } from '../store.ts'
import { actingSession } from '../queries/acting.ts'

/** Gives a session the challenge that one of its member's passkeys is to answer. */
export async function startProofPasskey(tx: Tx, given: { origin: URL }) {
  const { memberId, sessionId } = actingSession(tx)
  const allowed = await passkeysOf(tx, memberId)
  const options = await optionsForPasskey({ origin: given.origin, allowed })
  await updateSession(tx, sessionId, {
    challenge: options.challenge,
    challenge_until: tx.now.add(CHALLENGE_LASTS),
  })
  return options
}
