import { sql, type Insertable, type Updateable } from 'kysely'
import type { DB } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * The only writer of schema `staff`. Each function is one statement; what it is for is told by the
 * command that calls it. Values in `…_sealed` columns arrive sealed.
 */
type Row<Table extends keyof DB> = Insertable<DB[Table]>
type Change<Table extends keyof DB> = Omit<Updateable<DB[Table]>, 'id'>

/* ── Members ───────────────────────────────────────────────────────────────────────────────────── */

export async function insertMember(tx: Tx, row: Row<'staff.member'>) {
  await tx.sql.insertInto('staff.member').values(row).execute()
}

export async function updateMember(tx: Tx, id: string, change: Change<'staff.member'>) {
  await tx.sql.updateTable('staff.member').set(change).where('id', '=', id).execute()
}

/** One owner at a time is set up: the second waits here and then finds the first. */
export async function lockMembers(tx: Tx) {
  await sql`lock table staff.member in share row exclusive mode`.execute(tx.sql)
}

export async function replaceMemberRoles(
  tx: Tx,
  memberId: string,
  rows: Omit<Row<'staff.member_role'>, 'member_id'>[],
) {
  await tx.sql.deleteFrom('staff.member_role').where('member_id', '=', memberId).execute()
  if (rows.length > 0)
    await tx.sql
      .insertInto('staff.member_role')
      .values(rows.map((row) => ({ ...row, member_id: memberId })))
      .execute()
}

/* ── Factors ───────────────────────────────────────────────────────────────────────────────────── */

export async function insertPasskey(tx: Tx, row: Row<'staff.passkey'>) {
  await tx.sql.insertInto('staff.passkey').values(row).execute()
}

export async function updatePasskey(tx: Tx, id: string, change: Change<'staff.passkey'>) {
  await tx.sql.updateTable('staff.passkey').set(change).where('id', '=', id).execute()
}

export async function deletePasskey(tx: Tx, id: string) {
  await tx.sql.deleteFrom('staff.passkey').where('id', '=', id).execute()
}

export async function deletePasskeysOf(tx: Tx, memberId: string) {
  await tx.sql.deleteFrom('staff.passkey').where('member_id', '=', memberId).execute()
}

export async function replaceRecoveryCodes(
  tx: Tx,
  memberId: string,
  codes: readonly { slot: string; hash: string }[],
) {
  await tx.sql.deleteFrom('staff.recovery_code').where('member_id', '=', memberId).execute()
  if (codes.length > 0)
    await tx.sql
      .insertInto('staff.recovery_code')
      .values(codes.map(({ slot, hash }) => ({ member_id: memberId, slot, code_hash: hash })))
      .execute()
}

/** True for one caller only, however many give the same code at once. */
export async function useRecoveryCode(tx: Tx, memberId: string, slot: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('staff.recovery_code')
    .set({ used_at: tx.now })
    .where('member_id', '=', memberId)
    .where('slot', '=', slot)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/* ── Signing in ────────────────────────────────────────────────────────────────────────────────── */

export async function insertSignIn(tx: Tx, row: Row<'staff.sign_in'>) {
  await tx.sql.insertInto('staff.sign_in').values(row).execute()
}

export async function updateSignIn(tx: Tx, id: string, change: Change<'staff.sign_in'>) {
  await tx.sql.updateTable('staff.sign_in').set(change).where('id', '=', id).execute()
}

export async function insertMailedCode(tx: Tx, row: Row<'staff.mailed_code'>) {
  await tx.sql.insertInto('staff.mailed_code').values(row).execute()
}

export async function updateMailedCode(tx: Tx, id: string, change: Change<'staff.mailed_code'>) {
  await tx.sql.updateTable('staff.mailed_code').set(change).where('id', '=', id).execute()
}

/** A browser that has just signed this member in; true when it had never done so before. */
export async function rememberDevice(
  tx: Tx,
  tokenHash: string,
  memberId: string,
): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into staff.device (token_hash, member_id, first_seen_at, last_seen_at)
    values (${tokenHash}, ${memberId}, ${tx.now}, ${tx.now})
    on conflict (token_hash, member_id) do update set last_seen_at = excluded.last_seen_at
    returning (xmax = 0) as is_new`.execute(tx.sql)
  return rows[0]?.is_new ?? false
}

export async function forgetDevicesOf(tx: Tx, memberId: string) {
  await tx.sql.deleteFrom('staff.device').where('member_id', '=', memberId).execute()
}

/**
 * Locks the counters of these suspects and reads them, so that tries that arrive together are judged
 * one after another. In one order everywhere, so that two tries never wait for each other.
 */
export async function lockWrongTries(tx: Tx, keys: readonly string[]) {
  const ordered = keys.toSorted()
  await sql`
    insert into staff.wrong_tries (key, tries, last_at)
    select key, 0, ${tx.now} from unnest(${ordered}::text[]) as key order by key
    on conflict (key) do nothing`.execute(tx.sql)
  return tx.sql
    .selectFrom('staff.wrong_tries')
    .selectAll()
    .where('key', 'in', ordered)
    .orderBy('key')
    .forUpdate()
    .execute()
}

export async function setWrongTries(tx: Tx, key: string, tries: number) {
  await tx.sql
    .updateTable('staff.wrong_tries')
    .set({ tries, last_at: tx.now })
    .where('key', '=', key)
    .execute()
}

export async function forgiveWrongTries(tx: Tx, keys: readonly string[]) {
  await tx.sql.deleteFrom('staff.wrong_tries').where('key', 'in', keys).execute()
}

export async function insertSignInAttempt(tx: Tx, row: Row<'staff.sign_in_attempt'>) {
  await tx.sql.insertInto('staff.sign_in_attempt').values(row).execute()
}

/* ── Sessions ──────────────────────────────────────────────────────────────────────────────────── */

export async function insertSession(tx: Tx, row: Row<'staff.session'>) {
  await tx.sql.insertInto('staff.session').values(row).execute()
}

export async function updateSession(tx: Tx, id: string, change: Change<'staff.session'>) {
  await tx.sql.updateTable('staff.session').set(change).where('id', '=', id).execute()
}

/** Ends the open sessions that match and says which members' they were. */
export async function endSessionRows(
  tx: Tx,
  which: { id?: string; memberId?: string; except?: string },
  because: 'signed-out' | 'replaced' | 'revoked' | 'security',
): Promise<{ id: string; member_id: string }[]> {
  return tx.sql
    .updateTable('staff.session')
    .set({ ended_at: tx.now, ended_because: because, challenge: null, challenge_until: null })
    .where('ended_at', 'is', null)
    .$if(which.id !== undefined, (q) => q.where('id', '=', which.id ?? ''))
    .$if(which.memberId !== undefined, (q) => q.where('member_id', '=', which.memberId ?? ''))
    .$if(which.except !== undefined, (q) => q.where('id', '!=', which.except ?? ''))
    .returning(['id', 'member_id'])
    .execute()
}

/* ── Invitations, roles, keys ──────────────────────────────────────────────────────────────────── */

export async function insertInvitation(tx: Tx, row: Row<'staff.invitation'>) {
  await tx.sql.insertInto('staff.invitation').values(row).execute()
}

export async function updateInvitation(tx: Tx, id: string, change: Change<'staff.invitation'>) {
  await tx.sql.updateTable('staff.invitation').set(change).where('id', '=', id).execute()
}

export async function insertRole(tx: Tx, row: Row<'staff.role'>) {
  await tx.sql.insertInto('staff.role').values(row).execute()
}

export async function updateRole(tx: Tx, id: string, change: Change<'staff.role'>) {
  await tx.sql.updateTable('staff.role').set(change).where('id', '=', id).execute()
}

export async function deleteRole(tx: Tx, id: string) {
  await tx.sql.deleteFrom('staff.role').where('id', '=', id).execute()
}

/** The permissions among these that no role has been offered yet; from now on they are known. */
export async function learnPermissions(tx: Tx, permissions: readonly string[]): Promise<string[]> {
  if (permissions.length === 0) return []
  const rows = await tx.sql
    .insertInto('staff.known_permission')
    .values(permissions.map((permission) => ({ permission })))
    .onConflict((conflict) => conflict.column('permission').doNothing())
    .returning('permission')
    .execute()
  return rows.map((row) => row.permission)
}

export async function addToRole(tx: Tx, seed: string, permissions: readonly string[]) {
  await sql`
    update staff.role
    set permissions = array(select distinct unnest(permissions || ${permissions}::text[]) order by 1)
    where seed = ${seed}`.execute(tx.sql)
}

export async function insertApiKey(tx: Tx, row: Row<'staff.api_key'>) {
  await tx.sql.insertInto('staff.api_key').values(row).execute()
}

export async function updateApiKey(tx: Tx, id: string, change: Change<'staff.api_key'>) {
  await tx.sql.updateTable('staff.api_key').set(change).where('id', '=', id).execute()
}

/* ── Setting up, mail, forgetting ──────────────────────────────────────────────────────────────── */

export async function insertSetUpCode(tx: Tx, row: Row<'staff.set_up_code'>) {
  await tx.sql.insertInto('staff.set_up_code').values(row).execute()
}

export async function deleteSetUpCodes(tx: Tx) {
  await tx.sql.deleteFrom('staff.set_up_code').execute()
}

export async function insertMail(tx: Tx, row: Row<'staff.mail'>) {
  await tx.sql.insertInto('staff.mail').values(row).execute()
}

export async function deleteMail(tx: Tx, id: string) {
  await tx.sql.deleteFrom('staff.mail').where('id', '=', id).execute()
}

/** Drops what nobody needs any more; the audit trail keeps what must be known for longer. */
export async function forgetBefore(
  tx: Tx,
  limits: { soon: Temporal.Instant; later: Temporal.Instant },
) {
  const { soon, later } = limits
  await tx.sql.deleteFrom('staff.sign_in').where('ends_at', '<', soon).execute()
  await tx.sql.deleteFrom('staff.mailed_code').where('ends_at', '<', soon).execute()
  await tx.sql.deleteFrom('staff.wrong_tries').where('last_at', '<', soon).execute()
  await tx.sql.deleteFrom('staff.set_up_code').where('ends_at', '<', soon).execute()
  await tx.sql.deleteFrom('staff.mail').where('written_at', '<', soon).execute()
  await tx.sql
    .deleteFrom('staff.session')
    .where((row) => row.or([row('ended_at', '<', later), row('ends_at', '<', later)]))
    .execute()
  await tx.sql.deleteFrom('staff.sign_in_attempt').where('at', '<', later).execute()
  await tx.sql.deleteFrom('staff.device').where('last_seen_at', '<', later).execute()
}
