import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { listRows } from '#platform/list.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { listMyPayments, MyPrompt } from '../contract/portal.ts'
import { RAILS } from '../contract.ts'
import { promptNotFound } from '../refusals.ts'
import { promptAccount } from '../rules/mpesa-words.ts'
import { promptNow, shortcodeFor } from './mpesa.ts'

/** What the one who asks types by hand; nothing where there is no shortcode. */
export async function howToPayNow(read: Read) {
  const subscriberId = callingSubscriber(read)
  const facts = (await subscriberFacts(read, [subscriberId])).get(subscriberId)
  const shortcode = facts && (await shortcodeFor(read, facts.siteId))
  if (!facts || !shortcode) return { byHand: null }
  const kind: 'till' | 'paybill' = shortcode.kind === 'till' ? 'till' : 'paybill'
  return { byHand: { kind, number: shortcode.number, account: promptAccount(facts.number) } }
}

/** A prompt of their own; another one is as if it were not there. */
export async function myPromptNow(read: Read, promptId: string): Promise<MyPrompt> {
  const { owner, id, amount, state, why, againAt, byHand } = await promptNow(read, promptId)
  if (owner?.id !== callingSubscriber(read)) throw promptNotFound()
  return { id, amount, state, why, againAt, byHand }
}

export async function myPaymentsPage(read: Read, input: ParsedInputOf<typeof listMyPayments>) {
  return listRows(read, input, {
    name: 'payments.list-my-payments',
    query: read.sql
      .selectFrom('payments.payment')
      .select(['id', 'receipt', 'rail', 'cents', 'paid_at'])
      .where('subscriber_id', '=', callingSubscriber(read))
      .where('state', '=', 'owned'),
    id: sql.ref('payment.id'),
    sorts: { paidAt: { by: sql.ref('paid_at'), type: 'timestamptz' } },
    item: (row) => ({
      ...{ id: row.id, receipt: row.receipt, amount: moneyToWire(kes(row.cents)) },
      rail: RAILS.find((rail) => rail === row.rail) ?? 'other',
      paidAt: row.paid_at.toString(),
    }),
  })
}

/** Whether a payment is of the one who asks. */
export async function isMyPayment(read: Read, paymentId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('payments.payment')
    .select('id')
    .where('id', '=', paymentId)
    .where('subscriber_id', '=', callingSubscriber(read))
    .executeTakeFirst()
  return row !== undefined
}
