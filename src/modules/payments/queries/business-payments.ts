import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  businessPayment as shape,
  type BusinessPayment,
  type listBusinessPayments,
} from '../contract.ts'
import { businessPaymentNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'

/** Each with the one order that was made of it. */
function businessPayments(read: Read) {
  return read.sql
    .selectFrom('payments.business_payment as paid')
    .innerJoin('payments.shortcode as shortcode', 'shortcode.id', 'paid.shortcode_id')
    .innerJoin('ledger.account as account', 'account.code', 'paid.booked_to')
    .innerJoin('payments.conversation as sent', (join) =>
      join
        .onRef('sent.subject_id', '=', 'paid.id')
        .on('sent.subject_kind', '=', 'business-payment'),
    )
    .selectAll('paid')
    .select(['shortcode.name as shortcode_name', 'shortcode.number as shortcode_number'])
    .select(['account.name as account_name', 'sent.state as sent_state', 'sent.look_at'])
}
type Row = Awaited<ReturnType<ReturnType<typeof businessPayments>['execute']>>[number]

export function businessPaymentsPage(
  read: Read,
  input: ParsedInputOf<typeof listBusinessPayments>,
) {
  return listRows(read, input, {
    name: 'payments.list-business-payments',
    query: businessPayments(read),
    id: sql.ref('paid.id'),
    sorts: { askedAt: { by: sql.ref('paid.asked_at'), type: 'timestamptz' } },
    filters: [among(sql.ref('paid.state'), input.state)],
    search: (q) => sql`(paid.receipt = ${q.toUpperCase()} or paid.to_number = ${q})`,
    item: shown,
  })
}

export async function businessPaymentNow(read: Read, id: string): Promise<BusinessPayment> {
  const row = await businessPayments(read).where('paid.id', '=', id).executeTakeFirst()
  if (!row) throw businessPaymentNotFound()
  return shown(row)
}

function shown(row: Row): BusinessPayment {
  return shape.parse({
    id: row.id,
    shortcode: { id: row.shortcode_id, name: row.shortcode_name, number: row.shortcode_number },
    to: { kind: row.to_kind, number: row.to_number, account: row.account },
    amount: moneyToWire(kes(row.cents)),
    bookedTo: { code: row.booked_to, name: row.account_name },
    ...{ reason: row.reason, state: row.state, receipt: row.receipt, whyFailed: row.why_failed },
    order: row.sent_state,
    waitsForPerson: row.state === 'asked' && row.look_at === null,
    askedAt: row.asked_at.toString(),
    settledAt: row.settled_at?.toString() ?? null,
    by: authorFrom(row),
  })
}
