import { newTotpSecret, totpUri } from '#platform/totp.ts'
import type { Tx } from '#platform/tx.ts'
import { lockMember, sealedAt } from '../queries/members.ts'
import { ispName } from '../queries/policy.ts'
import { updateMember } from '../store.ts'
import { actingSession } from '../queries/acting.ts'

/** Begins adding an authenticator app. The one in use, if any, stays until the first code of the new one. */
export async function startTotp(tx: Tx): Promise<{ secret: string; uri: string }> {
  const { memberId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const secret = newTotpSecret()
  await updateMember(tx, memberId, {
    totp_pending_sealed: tx.vault.seal(sealedAt(memberId, 'totp_pending_sealed'), secret),
  })
  return { secret, uri: totpUri(secret, { issuer: await ispName(tx), account: member.email }) }
}
