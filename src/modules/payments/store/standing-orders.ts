import type { Insertable, Updateable } from 'kysely'
import type { PaymentsStandingOrder } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { standingOrderNotFound } from '../refusals.ts'
import { stamp } from '../store.ts'

const PHONE = { table: 'payments.standing_order', column: 'phone_sealed' } as const

type Columns = Omit<
  Insertable<PaymentsStandingOrder>,
  'state' | 'asked_at' | 'by_kind' | 'by_id' | 'phone_sealed'
>

/** False where this id is there already, or the subscriber has a living one. */
export async function insertStandingOrder(
  tx: Tx,
  { phone, ...columns }: Columns & { phone: string },
): Promise<boolean> {
  const { changed_at: asked_at, ...by } = stamp(tx)
  const phone_sealed = tx.vault.seal({ ...PHONE, row: columns.id }, phone)
  const done = await tx.sql
    .insertInto('payments.standing_order')
    .values({ ...columns, phone_sealed, state: 'asking', asked_at, ...by })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

export function payerPhone(read: Pick<Read, 'vault'>, row: { id: string; phone_sealed: string }) {
  return read.vault.open({ ...PHONE, row: row.id }, row.phone_sealed)
}

export async function lockStandingOrder(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('payments.standing_order')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw standingOrderNotFound()
  return row
}

export async function updateStandingOrder(
  tx: Tx,
  id: string,
  set: Pick<
    Updateable<PaymentsStandingOrder>,
    'state' | 'why' | 'mandate' | 'next_on' | 'paid_on' | 'missed'
  >,
): Promise<void> {
  await tx.sql
    .updateTable('payments.standing_order')
    .set({ ...set, ...(set.state !== undefined && { settled_at: tx.now }) })
    .where('id', '=', id)
    .execute()
}
