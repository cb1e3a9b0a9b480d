import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { memberFactorsReset } from '../events.ts'
import { lockMember } from '../queries/members.ts'
import { notOneself } from '../refusals.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { deletePasskeysOf, forgetDevicesOf, replaceRecoveryCodes, updateMember } from '../store.ts'
import { checkNotAbove } from './check-not-above.ts'
import { endSessions } from './end-sessions.ts'
import { writeLetter } from './write-letter.ts'

/**
 * Removes the factors of a member who lost them, after somebody made sure who they are (ASVS 5.0 V6.4.4). The next
 * sign-in takes the password and an e-mailed code, then enrols anew.
 */
export async function resetMemberFactors(
  tx: Tx,
  given: { memberId: string; reason: string; catalogue: Catalogue },
): Promise<void> {
  const { memberId, reason, catalogue } = given
  if (tx.actor.kind === 'staff' && tx.actor.id === memberId) throw notOneself()
  const member = await lockMember(tx, memberId)
  await checkNotAbove(tx, { memberId, catalogue })
  await updateMember(tx, memberId, {
    totp_secret_sealed: null,
    totp_added_at: null,
    totp_step: null,
    totp_pending_sealed: null,
  })
  await deletePasskeysOf(tx, memberId)
  await replaceRecoveryCodes(tx, memberId, [])
  await forgetDevicesOf(tx, memberId)
  await endSessions(tx, { memberId }, 'security')
  await writeLetter(tx, member, { kind: 'factors-reset' })
  audit(tx, { objects: [{ table: 'staff.member', id: memberId }], reason })
  tx.emit(memberFactorsReset, { memberId })
}
