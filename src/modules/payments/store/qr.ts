import { sql, type Updateable } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { PaymentsQr } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'

/** Asked for again after this long: nobody says how long M-Pesa knows a code. */
const GOOD_days = 30
/** What failed is not asked for at every click. */
const AGAIN_s = 30

/** The one of this shortcode, subscriber and amount; `isDue`: M-Pesa has to make it, now or anew. */
export async function keepQr(
  tx: Tx,
  wanted: { shortcodeId: string; subscriberId: string; account: string; cents: bigint },
): Promise<{ id: string; isDue: boolean }> {
  const { rows } = await sql<{ id: string }>`
    insert into payments.qr as known (id, shortcode_id, subscriber_id, account, cents, state, asked_at)
    values (${newId(tx.now)}, ${wanted.shortcodeId}, ${wanted.subscriberId}, ${wanted.account}, ${wanted.cents}, 'waiting', ${tx.now})
    on conflict (subscriber_id, shortcode_id, cents) do update
      set state = 'waiting', png = null, said = null, account = excluded.account, asked_at = excluded.asked_at
      where known.asked_at < case when known.state = 'ready' then ${tx.now.subtract({ hours: 24 * GOOD_days })}::timestamptz
        else ${tx.now.subtract({ seconds: AGAIN_s })}::timestamptz end
    returning id`.execute(tx.sql)
  if (rows[0]) return { id: rows[0].id, isDue: true }
  const known = await tx.sql
    .selectFrom('payments.qr')
    .select('id')
    .where('subscriber_id', '=', wanted.subscriberId)
    .where('shortcode_id', '=', wanted.shortcodeId)
    .where('cents', '=', wanted.cents)
    .executeTakeFirstOrThrow()
  return { id: known.id, isDue: false }
}

/** Codes that were asked for so long ago that nobody scans them any more. Answers how many went. */
export async function deleteOldQrs(tx: Tx, limit: number): Promise<number> {
  const old = tx.now.subtract({ hours: 24 * 2 * GOOD_days })
  const done = await sql`
    delete from payments.qr where id in (select id from payments.qr where asked_at < ${old} order by asked_at limit ${limit})`.execute(
    tx.sql,
  )
  return Number(done.numAffectedRows ?? 0n)
}

export async function updateQr(
  tx: Tx,
  id: string,
  set: Pick<Updateable<PaymentsQr>, 'state' | 'png' | 'said'>,
): Promise<void> {
  await tx.sql
    .updateTable('payments.qr')
    .set(set)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}
