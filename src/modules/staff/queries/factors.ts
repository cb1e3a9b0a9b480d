import type { Selectable } from 'kysely'
import type { DB } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { StoredPasskey } from '#platform/webauthn.ts'

export type MemberPasskey = StoredPasskey & {
  readonly id: string
  readonly memberId: string
  readonly name: string
  readonly synced: boolean
  readonly addedAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | null
}

export async function passkeysOf(read: Read, memberId: string): Promise<MemberPasskey[]> {
  const rows = await read.sql
    .selectFrom('staff.passkey')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('added_at')
    .execute()
  return rows.map(toPasskey)
}

/** Locked, so that one answer of a passkey is not used twice at once. */
export async function lockPasskey(
  tx: Tx,
  credentialId: string,
): Promise<MemberPasskey | undefined> {
  const row = await tx.sql
    .selectFrom('staff.passkey')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .forUpdate()
    .executeTakeFirst()
  return row && toPasskey(row)
}

export async function recoveryCodesLeft(read: Read, memberId: string): Promise<number> {
  const row = await read.sql
    .selectFrom('staff.recovery_code')
    .select(({ fn }) => fn.countAll<bigint>().as('left'))
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.left)
}

export async function findRecoveryCode(read: Read, memberId: string, slot: string) {
  return read.sql
    .selectFrom('staff.recovery_code')
    .select(['slot', 'code_hash'])
    .where('member_id', '=', memberId)
    .where('slot', '=', slot)
    .where('used_at', 'is', null)
    .executeTakeFirst()
}

/** How many passkeys each of these members has. */
export async function passkeyCounts(
  read: Read,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (memberIds.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('staff.passkey')
    .select(({ fn }) => ['member_id', fn.countAll<bigint>().as('count')])
    .where('member_id', 'in', memberIds)
    .groupBy('member_id')
    .execute()
  return new Map(rows.map((row) => [row.member_id, Number(row.count)]))
}

function toPasskey(row: Selectable<DB['staff.passkey']>): MemberPasskey {
  return {
    id: row.id,
    memberId: row.member_id,
    name: row.name,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    synced: row.synced,
    addedAt: row.added_at,
    lastUsedAt: row.last_used_at,
  }
}
