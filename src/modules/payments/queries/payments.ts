import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { parseNumber } from '#modules/subscribers/contract.ts'
import { subscriberNames } from '#modules/subscribers/index.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  MATCHED_BY,
  PAY_OUT_STATES,
  PAYMENT_STATES,
  RAILS,
  type listPayments,
  type Owner,
  type Payment,
  type PaymentRow,
} from '../contract.ts'
import { paymentNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { PAYER_PHONE, payerBlind, payerShape, sealedAt } from '../store.ts'
import { lastReversal } from './orders.ts'
import { paymentsInReach } from './reach.ts'
import { refundsOf } from './refunds.ts'

const rail = z.enum(RAILS)
const state = z.enum(PAYMENT_STATES)
const matchedBy = z.enum(MATCHED_BY)

/** Names and numbers of owners, for what is shown on one screen. */
export async function ownersOf(
  read: Read,
  ids: readonly (string | null)[],
): Promise<Map<string, Owner>> {
  const wanted = [...new Set(ids.filter((one) => one !== null))]
  if (wanted.length === 0) return new Map()
  const names = await subscriberNames(read, wanted)
  return new Map([...names].map(([id, { name, number }]) => [id, { id, name, number }]))
}

/** Payments that the caller's permission reaches, the latest first unless said. */
export async function paymentsPage(read: Read, input: ParsedInputOf<typeof listPayments>) {
  const page = await listRows(read, input, {
    name: 'payments.list-payments',
    query: read.sql
      .selectFrom('payments.payment as payment')
      .select(['payment.id', 'payment.number', 'rail', 'receipt', 'channel', 'cents'])
      .select(['payment.state', 'subscriber_id', 'paid_at', 'received_at']),
    id: sql.ref('payment.id'),
    sorts: {
      receivedAt: { by: sql.ref('received_at'), type: 'timestamptz' },
      paidAt: { by: sql.ref('paid_at'), type: 'timestamptz' },
      amount: { by: sql.ref('cents'), type: 'bigint' },
    },
    filters: [
      paymentsInReach(read),
      among(sql.ref('payment.state'), input.state),
      among(sql.ref('rail'), input.rail),
      input.subscriber === undefined ? undefined : sql`subscriber_id = ${input.subscriber}`,
      input.from === undefined ? undefined : sql`received_at >= ${startOf(input.from)}`,
      input.to === undefined
        ? undefined
        : sql`received_at < ${startOf(input.to)} + interval '1 day'`,
      ONLY[input.only],
    ],
    search: (q) => searched(read, q),
    item: (row) => row,
  })
  const owners = await ownersOf(
    read,
    page.items.map(({ subscriber_id }) => subscriber_id),
  )
  return { ...page, items: page.items.map((row) => paymentRow(row, owners)) }
}

/** The local day's start, in the ISP's zone. */
function startOf(date: string) {
  return sql`(${date}::timestamp at time zone (select time_zone from organization.isp))`
}

const ONLY = {
  all: undefined,
  'told-differently': sql`exists (select from payments.sighting
    where sighting.payment_id = payment.id and sighting.cents <> payment.cents)`,
  refunded: sql`exists (select from payments.refund where refund.payment_id = payment.id)`,
}

/** A receipt from its beginning, an account number, or the phone that paid. */
function searched(read: Read, q: string) {
  const receipt = parseReceipt(q)?.replaceAll(/[\\%_]/g, '\\$&')
  const number = parseNumber(q)
  const phone = parsePhone(q)
  return sql`(${sql.join(
    [
      receipt === undefined ? undefined : sql`receipt like ${`${receipt}%`}`,
      number === undefined
        ? undefined
        : sql`subscriber_id = (select id from subscribers.subscriber where number = ${number})`,
      phone === undefined
        ? undefined
        : // By the phone itself, as payments were kept first, and by its hash.
          sql`payer_phone_blind in (${read.vault.blind(PAYER_PHONE, phone)}, ${payerBlind(read.vault, { name: null, phone, told: null })})`,
      /^\d{1,15}$/.test(q) ? sql`payment.number = ${q}::bigint` : undefined,
      sql`false`,
    ].filter((condition) => condition !== undefined),
    sql` or `,
  )})`
}

type Row = {
  id: string
  number: bigint
  rail: string
  receipt: string
  channel: string
  cents: bigint
  state: string
  subscriber_id: string | null
  paid_at: Temporal.Instant
  received_at: Temporal.Instant
}

function paymentRow(row: Row, owners: Map<string, Owner>): PaymentRow {
  return {
    id: row.id,
    number: String(row.number),
    rail: rail.parse(row.rail),
    receipt: row.receipt,
    channel: row.channel,
    amount: moneyToWire(kes(row.cents)),
    state: state.parse(row.state),
    owner: row.subscriber_id === null ? null : (owners.get(row.subscriber_id) ?? null),
    paidAt: row.paid_at.toString(),
    receivedAt: row.received_at.toString(),
  }
}

/** What a receipt says of each of these, by their ids. */
export async function paymentsTold(read: Read, paymentIds: readonly string[]) {
  const { rows } = await sql<Pick<Row, 'id' | 'receipt' | 'cents' | 'state' | 'paid_at'>>`
    /* often */ select id, receipt, cents, state, paid_at from payments.payment
    where id = any(${[...paymentIds]}::uuid[])`.execute(read.sql)
  return new Map(
    rows.map(({ id, receipt, cents, state: how, paid_at: paidAt }) => [
      id,
      { receipt, cents, state: state.parse(how), paidAt },
    ]),
  )
}

/** One payment with all that is known of it. */
export async function paymentNow(read: Read, paymentId: string): Promise<Payment> {
  const row = await read.sql
    .selectFrom('payments.payment')
    .innerJoin('ledger.account', 'ledger.account.code', 'payments.payment.into_account')
    .selectAll('payments.payment')
    .select('ledger.account.name as account_name')
    .where('payments.payment.id', '=', paymentId)
    .executeTakeFirst()
  if (!row) throw paymentNotFound()
  const sightings = await read.sql
    .selectFrom('payments.sighting')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('seen_at')
    .limit(100)
    .execute()
  const assignments = await read.sql
    .selectFrom('payments.assignment')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('at', 'desc')
    .limit(100)
    .execute()
  const refunds = await refundsOf(read, paymentId)
  const owners = await ownersOf(read, [
    row.subscriber_id,
    ...assignments.map(({ subscriber_id }) => subscriber_id),
  ])
  const open = (column: 'account_sealed' | 'note_sealed', sealed: string | null) =>
    sealed === null ? null : read.vault.open(sealedAt(column, row.id), sealed)
  const given = refunds
    .filter((refund) => refund.state !== 'failed')
    .reduce((sum, refund) => sum + BigInt(refund.amount.cents), 0n)
  return {
    ...paymentRow(row, owners),
    matchedBy: row.matched_by === null ? null : matchedBy.parse(row.matched_by),
    account: open('account_sealed', row.account_sealed),
    payer:
      row.payer_sealed === null
        ? null
        : payerShape.parse(read.vault.openJson(sealedAt('payer_sealed', row.id), row.payer_sealed)),
    note: open('note_sealed', row.note_sealed),
    into: { code: row.into_account, name: row.account_name },
    sightings: sightings.map((seen) => ({
      channel: seen.channel,
      amount: moneyToWire(kes(seen.cents)),
      seenAt: seen.seen_at.toString(),
      differs: seen.cents !== row.cents,
    })),
    assignments: assignments.map((assignment) => ({
      to: assignment.subscriber_id === null ? null : (owners.get(assignment.subscriber_id) ?? null),
      reason: assignment.reason,
      at: assignment.at.toString(),
      by: authorFrom(assignment),
    })),
    refunds,
    refundable: moneyToWire(kes(row.state === 'reversed' ? 0n : row.cents - given)),
    reversal: reversalShown(await lastReversal(read, paymentId)),
    by: authorFrom(row),
    version: row.version,
  }
}

function reversalShown(asked: Awaited<ReturnType<typeof lastReversal>>): Payment['reversal'] {
  if (!asked) return null
  return {
    ...{ state: z.enum(PAY_OUT_STATES).parse(asked.state), said: asked.said },
    ...{ askedAt: asked.begun_at.toString(), isOver: asked.look_at === null },
  }
}
