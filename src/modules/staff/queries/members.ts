import type { Selectable } from 'kysely'
import type { DB } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { language, theme, timeFormat } from '../contract.ts'
import { noSuchMember } from '../refusals.ts'

/** A member with the sealed fields opened. */
export type MemberFacts = ReturnType<typeof open>

export const EMAIL_COLUMN = 'staff.member.email_blind'

export function sealedAt(row: string, column: string) {
  return { table: 'staff.member', column, row }
}

export async function findMember(read: Read, id: string): Promise<MemberFacts | undefined> {
  const row = await read.sql
    .selectFrom('staff.member')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && open(read, row)
}

export async function findMemberByEmail(
  read: Read,
  email: string,
): Promise<MemberFacts | undefined> {
  return findMemberByBlind(read, read.vault.blind(EMAIL_COLUMN, email))
}

export async function findMemberByBlind(
  read: Read,
  blind: string,
): Promise<MemberFacts | undefined> {
  const row = await read.sql
    .selectFrom('staff.member')
    .selectAll()
    .where('email_blind', '=', blind)
    .executeTakeFirst()
  return row && open(read, row)
}

/** The member, locked until the unit ends, so that what is decided upon stays true; refuses when there is none. */
export async function lockMember(tx: Tx, id: string): Promise<MemberFacts> {
  const row = await tx.sql
    .selectFrom('staff.member')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noSuchMember()
  return open(tx, row)
}

export async function allMembers(read: Read): Promise<MemberFacts[]> {
  const rows = await read.sql.selectFrom('staff.member').selectAll().execute()
  return rows.map((row) => open(read, row))
}

export async function hasMembers(read: Read): Promise<boolean> {
  const row = await read.sql.selectFrom('staff.member').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Names for lists of other things; members are few. */
export async function memberNames(
  read: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('staff.member')
    .select(['id', 'name_sealed'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map(({ id, name_sealed }) => [
      id,
      read.vault.open(sealedAt(id, 'name_sealed'), name_sealed),
    ]),
  )
}

export async function membersWithTotp(
  read: Read,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await read.sql
    .selectFrom('staff.member')
    .select('id')
    .where('id', 'in', ids)
    .where('totp_added_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

function open(read: Read, row: Selectable<DB['staff.member']>) {
  const opened = (column: string, sealed: string | null) =>
    sealed === null ? null : read.vault.open(sealedAt(row.id, column), sealed)
  return {
    id: row.id,
    name: read.vault.open(sealedAt(row.id, 'name_sealed'), row.name_sealed),
    email: read.vault.open(sealedAt(row.id, 'email_sealed'), row.email_sealed),
    emailBlind: row.email_blind,
    passwordHash: row.password_hash,
    language: language.parse(row.language),
    timeFormat: timeFormat.parse(row.time_format),
    theme: theme.parse(row.theme),
    totpSecret: opened('totp_secret_sealed', row.totp_secret_sealed),
    totpAddedAt: row.totp_added_at,
    totpStep: row.totp_step,
    totpPending: opened('totp_pending_sealed', row.totp_pending_sealed),
    disabledAt: row.disabled_at,
    joinedAt: row.joined_at,
    lastSignInAt: row.last_sign_in_at,
  }
}
