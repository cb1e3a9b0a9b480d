import type { Insertable, Updateable } from 'kysely'
import type { PaymentsBusinessPayment } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import { businessPaymentNotFound } from '../refusals.ts'
import { stamp } from '../store.ts'

type Columns = Omit<
  Insertable<PaymentsBusinessPayment>,
  'state' | 'asked_at' | 'by_kind' | 'by_id' | 'currency'
>

/** False when it is there already. */
export async function insertBusinessPayment(tx: Tx, columns: Columns): Promise<boolean> {
  const { changed_at: asked_at, ...by } = stamp(tx)
  const inserted = await tx.sql
    .insertInto('payments.business_payment')
    .values({ ...columns, currency: 'KES', state: 'asked', asked_at, ...by })
    .onConflict((known) => known.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockBusinessPayment(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('payments.business_payment')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw businessPaymentNotFound()
  return row
}
export type BusinessPaymentRow = Awaited<ReturnType<typeof lockBusinessPayment>>

export async function updateBusinessPayment(
  tx: Tx,
  id: string,
  end: Pick<Updateable<PaymentsBusinessPayment>, 'state' | 'receipt' | 'why_failed'>,
) {
  await tx.sql
    .updateTable('payments.business_payment')
    .set({ ...end, settled_at: tx.now })
    .where('id', '=', id)
    .execute()
}
