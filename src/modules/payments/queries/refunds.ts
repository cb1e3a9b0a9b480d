import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  PAY_OUT_STATES,
  REFUND_STATES,
  type listRefunds,
  type Owner,
  type RefundRow,
} from '../contract.ts'
import { refundNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { ownersOf } from './payments.ts'
import { payOutsOf } from './payouts.ts'
import { paymentsInReach } from './reach.ts'

type Row = {
  id: string
  payment_id: string
  subscriber_id: string | null
  cents: bigint
  state: string
  reason: string
  receipt: string | null
  why_failed: string | null
  asked_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  by_kind: string
  by_id: string
}

const COLUMNS = [
  ...(['refund.id', 'payment_id', 'refund.subscriber_id', 'refund.cents'] as const),
  ...(['refund.state', 'reason', 'refund.receipt', 'why_failed'] as const),
  ...(['asked_at', 'settled_at', 'refund.by_kind', 'refund.by_id'] as const),
] as const

export async function refundsPage(read: Read, input: ParsedInputOf<typeof listRefunds>) {
  const page = await listRows(read, input, {
    name: 'payments.list-refunds',
    query: read.sql
      .selectFrom('payments.refund as refund')
      .innerJoin('payments.payment as payment', 'payment.id', 'refund.payment_id')
      .select(COLUMNS),
    id: sql.ref('refund.id'),
    sorts: { askedAt: { by: sql.ref('asked_at'), type: 'timestamptz' } },
    filters: [paymentsInReach(read), among(sql.ref('refund.state'), input.state)],
    search: (q) => sql`refund.receipt = ${q.toUpperCase()}`,
    item: (row) => row,
  })
  return { ...page, items: await shown(read, page.items) }
}

export async function refundsOf(read: Read, paymentId: string): Promise<RefundRow[]> {
  const rows = await read.sql
    .selectFrom('payments.refund as refund')
    .select(COLUMNS)
    .where('payment_id', '=', paymentId)
    .orderBy('asked_at', 'desc')
    .orderBy('refund.id')
    .limit(100)
    .execute()
  return shown(read, rows)
}

export async function refundNow(read: Read, refundId: string): Promise<RefundRow> {
  const rows = await read.sql
    .selectFrom('payments.refund as refund')
    .select(COLUMNS)
    .where('refund.id', '=', refundId)
    .execute()
  const [refund] = await shown(read, rows)
  if (!refund) throw refundNotFound()
  return refund
}

function payOutShown(payOut: { state: string; said: string | null } | undefined) {
  return payOut === undefined
    ? null
    : { state: z.enum(PAY_OUT_STATES).parse(payOut.state), said: payOut.said }
}

async function shown(read: Read, rows: readonly Row[]): Promise<RefundRow[]> {
  const owners: Map<string, Owner> = await ownersOf(
    read,
    rows.map(({ subscriber_id }) => subscriber_id),
  )
  const payOuts = await payOutsOf(
    read,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    payOut: payOutShown(payOuts.get(row.id)),
    id: row.id,
    paymentId: row.payment_id,
    owner: row.subscriber_id === null ? null : (owners.get(row.subscriber_id) ?? null),
    amount: moneyToWire(kes(row.cents)),
    state: z.enum(REFUND_STATES).parse(row.state),
    reason: row.reason,
    receipt: row.receipt,
    whyFailed: row.why_failed,
    askedAt: row.asked_at.toString(),
    settledAt: row.settled_at?.toString() ?? null,
    by: authorFrom(row),
  }))
}
