import type { Tx } from '#platform/tx.ts'
import { accessChanged, memberEnabled } from '../events.ts'
import { lockMember } from '../queries/members.ts'
import { notDisabled } from '../refusals.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { updateMember } from '../store.ts'
import { checkNotAbove } from './check-not-above.ts'

/** Lets a disabled member in again, with the roles, password and factors they had. */
export async function enableMember(
  tx: Tx,
  given: { memberId: string; catalogue: Catalogue },
): Promise<void> {
  const { memberId, catalogue } = given
  const member = await lockMember(tx, memberId)
  if (!member.disabledAt) throw notDisabled()
  await checkNotAbove(tx, { memberId, catalogue })
  await updateMember(tx, memberId, { disabled_at: null, disabled_because_sealed: null })
  tx.emit(accessChanged, {})
  tx.emit(memberEnabled, { memberId })
}
