import type { Tx } from '#platform/tx.ts'
import { getMember } from '../queries/member-list.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { changeProfile, type Profile } from './change-profile.ts'
import { checkNotAbove } from './check-not-above.ts'

/** Corrects how a colleague is called or spoken to. */
export async function changeMember(
  tx: Tx,
  given: Pick<Profile, 'name' | 'language'> & { memberId: string; catalogue: Catalogue },
): Promise<void> {
  const { memberId, name, language, catalogue } = given
  await getMember(tx, memberId)
  await checkNotAbove(tx, { memberId, catalogue })
  await changeProfile(tx, { memberId, name, language })
}
