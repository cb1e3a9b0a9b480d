import { sql } from 'kysely'
import type { Read, Tx } from '#platform/tx.ts'

/** How many entries of this spool are in. */
export async function spoolPosition(read: Read, spool: string): Promise<number> {
  const row = await read.sql
    .selectFrom('access.spool')
    .select('position')
    .where('id', '=', spool)
    .executeTakeFirst()
  return Number(row?.position ?? 0n)
}

/** Moves on from where the caller believes it to be; false when it is somewhere else. */
export async function moveSpool(
  tx: Tx,
  { spool, from, to }: { spool: string; from: number; to: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.spool as t (id, position, moved_at) values (${spool}, ${to}, ${tx.now})
    on conflict (id) do update set position = excluded.position, moved_at = excluded.moved_at
     where t.position = ${from}
  `.execute(tx.sql)
  return Number(numAffectedRows ?? 0n) === 1
}

export async function forgetSpool(tx: Tx, spool: string): Promise<void> {
  await tx.sql.deleteFrom('access.spool').where('id', '=', spool).execute()
}
