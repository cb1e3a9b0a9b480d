import type { Tx } from '#platform/tx.ts'
import { optionsForNewPasskey } from '#platform/webauthn.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember } from '../queries/members.ts'
import { ispName } from '../queries/policy.ts'
import { CHALLENGE_LASTS } from '../rules/limits.ts'
import { updateSession } from '../store.ts'
import { actingSession } from '../queries/acting.ts'

/** Begins adding a passkey: the challenge for the browser, which will not offer authenticators already added. */
export async function startPasskey(tx: Tx, given: { origin: URL }) {
  const { memberId, sessionId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const options = await optionsForNewPasskey({
    origin: given.origin,
    issuer: await ispName(tx),
    ownerId: memberId,
    account: member.email,
    displayName: member.name,
    existing: await passkeysOf(tx, memberId),
  })
  await updateSession(tx, sessionId, {
    challenge: options.challenge,
    challenge_until: tx.now.add(CHALLENGE_LASTS),
  })
  return options
}
