import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { PAYMENT_STATES } from '#modules/payments/contract.ts'
import { subscriberNames } from '#modules/subscribers/index.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { BOOKED_AS, FOUND_BY, type listLines } from '../contract.ts'
import { at } from '../store.ts'

/** Movements with the payments that they became, as those are now. */
export async function linesPage(
  read: Read,
  input: ParsedInputOf<typeof listLines>,
): Promise<ReplyOf<typeof listLines>> {
  const page = await listRows(read, input, {
    name: 'banking.list-lines',
    query: read.sql
      .selectFrom('banking.line as line')
      .leftJoin('payments.payment as payment', 'payment.id', 'line.payment_id')
      .select(['line.id', 'line.account_id', 'line.day', 'line.cents', 'line.reference'])
      .select(['line.words_sealed', 'line.payer_sealed', 'line.payment_id'])
      .leftJoin('banking.booking as booking', 'booking.line_id', 'line.id')
      .leftJoin('ledger.account as account', 'account.code', 'booking.account')
      .select(['payment.number', 'payment.state', 'payment.subscriber_id'])
      .select(['booking.kind as booked_as', 'booking.payment_id as came_back'])
      .leftJoin('banking.arrival as arrival', (join) =>
        join.onRef('arrival.line_id', '=', 'line.id').on('arrival.undone_at', 'is', null),
      )
      .leftJoin('ledger.journal as left_by', 'left_by.number', 'arrival.journal')
      .select(['left_by.id as transfer_id', 'left_by.memo as transfer_memo', 'arrival.found_by'])
      .select(['account.code as account_code', 'account.name as account_name']),
    id: sql.ref('line.id'),
    sorts: { day: { by: sql.ref('line.day'), type: 'date' } },
    filters: [
      among(sql.ref('line.account_id'), input.account),
      input.import === undefined ? undefined : sql`line.import_id = ${input.import}`,
      input.from === undefined ? undefined : sql`line.day >= ${input.from}::date`,
      input.to === undefined ? undefined : sql`line.day <= ${input.to}::date`,
      input.what &&
        sql`case when arrival.id is not null then 'arrived' when payment.id is not null then payment.state
          when booking.line_id is not null then 'booked' when line.cents > 0 then 'perhaps' else 'out' end = any (${input.what}::text[])`,
    ],
    search: (q) => sql`line.reference = ${q}`,
    item: (row) => row,
  })
  const names = await subscriberNames(
    read,
    page.items.flatMap(({ subscriber_id }) => subscriber_id ?? []),
  )
  const ownerOf = (id: string | null) => {
    const found = id === null ? undefined : names.get(id)
    return id === null || !found ? null : { id, ...found }
  }
  return {
    ...page,
    items: page.items.map((row) => ({
      ...{ id: row.id, accountId: row.account_id, day: row.day.toString() },
      ...{ amount: moneyToWire(kes(row.cents)), reference: row.reference },
      words: read.vault.open(at('words_sealed', row.id), row.words_sealed),
      payer:
        row.payer_sealed === null
          ? null
          : read.vault.open(at('payer_sealed', row.id), row.payer_sealed),
      payment:
        row.payment_id === null
          ? null
          : {
              ...{ id: row.payment_id, number: String(row.number) },
              state: z.enum(PAYMENT_STATES).parse(row.state),
              owner: ownerOf(row.subscriber_id),
            },
      booked:
        row.booked_as === null
          ? null
          : {
              as: z.enum(BOOKED_AS).parse(row.booked_as),
              account:
                row.account_code === null
                  ? null
                  : { code: row.account_code, name: row.account_name ?? '' },
              paymentId: row.came_back,
            },
      arrival:
        row.transfer_id === null
          ? null
          : {
              id: row.transfer_id,
              memo: row.transfer_memo,
              by: z.enum(FOUND_BY).parse(row.found_by),
            },
    })),
  }
}
