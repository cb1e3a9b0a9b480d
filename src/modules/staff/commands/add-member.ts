import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { memberJoined } from '../events.ts'
import { EMAIL_COLUMN, findMember, sealedAt, type MemberFacts } from '../queries/members.ts'
import type { GivenRole } from '../rules/holdings.ts'
import type { Language } from '../rules/letters.ts'
import { insertMember, replaceMemberRoles } from '../store.ts'

/** Writes down a new member with their roles. Who may be added with what is decided by the caller. */
export async function addMember(
  tx: Tx,
  person: {
    name: string
    email: string
    passwordHash: string
    language: Language
    roles: readonly GivenRole[]
    givenBy: string | null
  },
): Promise<MemberFacts> {
  const id = newId(tx.now)
  await insertMember(tx, {
    id,
    name_sealed: tx.vault.seal(sealedAt(id, 'name_sealed'), person.name),
    email_sealed: tx.vault.seal(sealedAt(id, 'email_sealed'), person.email),
    email_blind: tx.vault.blind(EMAIL_COLUMN, person.email),
    password_hash: person.passwordHash,
    password_changed_at: tx.now,
    language: person.language,
    joined_at: tx.now,
  })
  await replaceMemberRoles(
    tx,
    id,
    person.roles.map(({ roleId, siteIds, until }) => ({
      role_id: roleId,
      site_ids: siteIds && [...siteIds],
      until,
      given_by: person.givenBy,
      given_at: tx.now,
    })),
  )
  tx.emit(memberJoined, { memberId: id })
  return must(await findMember(tx, id), 'the member has just been written')
}
