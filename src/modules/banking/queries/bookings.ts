import type { Read } from '#platform/tx.ts'
import { lineNotFound } from '../refusals.ts'

export async function lineForBooking(read: Read, lineId: string) {
  const row = await read.sql
    .selectFrom('banking.line')
    .select(['id', 'day', 'cents', 'reference'])
    .where('id', '=', lineId)
    .executeTakeFirst()
  if (!row) throw lineNotFound()
  return row
}

export function bookingOf(read: Read, lineId: string) {
  return read.sql
    .selectFrom('banking.booking')
    .select('kind')
    .where('line_id', '=', lineId)
    .executeTakeFirst()
}

/** A payment that came by a bank under this receipt, of the same amount, and is not taken back. */
export async function paymentThatCameBack(
  read: Read,
  { receipt, cents }: { receipt: string; cents: bigint },
): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('payments.payment')
    .select('id')
    .where('receipt', '=', receipt.trim().toUpperCase())
    .where('rail', 'in', ['bank', 'cheque'])
    .where('cents', '=', cents)
    .where('state', '<>', 'reversed')
    .executeTakeFirst()
  return row?.id
}
