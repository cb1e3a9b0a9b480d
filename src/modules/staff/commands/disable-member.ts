import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { accessChanged, memberDisabled } from '../events.ts'
import { lockMember, sealedAt } from '../queries/members.ts'
import { alreadyDisabled, notOneself } from '../refusals.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { forgetDevicesOf, updateMember } from '../store.ts'
import { checkNotAbove } from './check-not-above.ts'
import { endSessions } from './end-sessions.ts'
import { keepAnOwner } from './keep-an-owner.ts'

/** Shuts a member out at once: sessions end, API keys stop, the password opens nothing (ASVS 5.0 V7.4.2). */
export async function disableMember(
  tx: Tx,
  given: { memberId: string; reason: string; catalogue: Catalogue },
): Promise<void> {
  const { memberId, reason, catalogue } = given
  if (tx.actor.kind === 'staff' && tx.actor.id === memberId) throw notOneself()
  const member = await lockMember(tx, memberId)
  if (member.disabledAt) throw alreadyDisabled()
  await checkNotAbove(tx, { memberId, catalogue })
  await keepAnOwner(tx, { without: memberId })
  await updateMember(tx, memberId, {
    disabled_at: tx.now,
    disabled_because_sealed: tx.vault.seal(sealedAt(memberId, 'disabled_because_sealed'), reason),
  })
  await endSessions(tx, { memberId }, 'revoked')
  await forgetDevicesOf(tx, memberId)
  // Also when no session was open: keys stop too.
  tx.emit(accessChanged, {})
  audit(tx, { objects: [{ table: 'staff.member', id: memberId }], reason })
  tx.emit(memberDisabled, { memberId })
}
