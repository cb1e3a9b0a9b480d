import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { among, listRows } from '#platform/list.ts'
import { atSites, callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import {
  LIVING,
  standingOrder as shape,
  type listStandingOrders,
  type MyStandingOrder,
  type StandingOrder,
} from '../contract.ts'
import { standingOrderNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { frequencyOf, GRACE_days, nextExecution } from '../rules/standing-order.ts'
import { payerPhone } from '../store/standing-orders.ts'
import { ownersOf } from './payments.ts'
import { siteOfPayer } from './reach.ts'

/** A payer who did not answer by then has not seen it, or does not want it. */
const ANSWER_hours = 1
const MINE_MAX = 20

function orders(read: Read) {
  return read.sql
    .selectFrom('payments.standing_order as standing')
    .innerJoin('payments.shortcode as shortcode', 'shortcode.id', 'standing.shortcode_id')
    .selectAll('standing')
    .select('shortcode.number')
}
type Row = Awaited<ReturnType<ReturnType<typeof orders>['execute']>>[number]

export async function standingOrdersPage(
  read: Read,
  input: ParsedInputOf<typeof listStandingOrders>,
) {
  const page = await listRows(read, input, {
    name: 'payments.list-standing-orders',
    query: orders(read),
    id: sql.ref('standing.id'),
    sorts: { askedAt: { by: sql.ref('standing.asked_at'), type: 'timestamptz' } },
    filters: [
      atSites(
        read,
        sql`(select site_id from subscribers.subscriber where subscriber.id = standing.subscriber_id)`,
      ),
      among(sql.ref('standing.state'), input.state),
      input.subscriber === undefined
        ? undefined
        : sql`standing.subscriber_id = ${input.subscriber}`,
    ],
    search: (q) => sql`standing.account = ${q}`,
    item: (row) => row,
  })
  return { ...page, items: await shown(read, page.items) }
}

export async function standingOrderNow(read: Read, id: string): Promise<StandingOrder> {
  const row = await orders(read).where('standing.id', '=', id).executeTakeFirst()
  const [one] = row ? await shown(read, [row]) : []
  if (!one) throw standingOrderNotFound()
  return one
}

export async function myStandingOrders(read: Read): Promise<MyStandingOrder[]> {
  const rows = await orders(read)
    .where('standing.subscriber_id', '=', callingSubscriber(read))
    .orderBy('standing.asked_at', 'desc')
    .limit(MINE_MAX)
    .execute()
  return (await shown(read, rows)).map(({ owner: _owner, by: _by, ...mine }) => mine)
}

/** One of their own; another is as if it were not there. */
export async function myStandingOrder(read: Read, id: string): Promise<MyStandingOrder> {
  const found = (await myStandingOrders(read)).find((one) => one.id === id)
  if (!found) throw standingOrderNotFound()
  return found
}

async function shown(read: Read, rows: readonly Row[]): Promise<StandingOrder[]> {
  const owners = await ownersOf(
    read,
    rows.map((row) => row.subscriber_id),
  )
  return rows.map((row) =>
    shape.parse({
      ...{ id: row.id, owner: owners.get(row.subscriber_id), phone: payerPhone(read, row) },
      ...{ amount: moneyToWire(kes(row.cents)), frequency: row.frequency, state: row.state },
      ...{ startsOn: row.starts_on.toString(), endsOn: row.ends_on.toString(), why: row.why },
      ...{ nextOn: row.next_on?.toString() ?? null, paidOn: row.paid_on?.toString() ?? null },
      ...{ missed: row.missed, askedAt: row.asked_at.toString(), by: authorFrom(row) },
      to: { number: row.number, account: row.account },
    }),
  )
}

export async function isStandingOrder(read: Read, id: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('payments.standing_order')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a subscriber has one that pays, or may be about to. */
export async function hasStandingOrder(read: Read, subscriberId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('payments.standing_order')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .where('state', 'in', [...LIVING])
    .executeTakeFirst()
  return row !== undefined
}

export async function siteOfStandingOrder(
  read: Read,
  { standingOrderId }: { standingOrderId: string },
) {
  const row = await read.sql
    .selectFrom('payments.standing_order')
    .select('subscriber_id')
    .where('id', '=', standingOrderId)
    .executeTakeFirst()
  return row && siteOfPayer(read, { subscriberId: row.subscriber_id })
}

/** Those of which an execution is due, and those that nobody answered. */
export async function standingOrdersDue(read: Read, limit: number): Promise<string[]> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const { rows } = await sql<{ id: string }>`
    select id from payments.standing_order where next_on < ${today}
    union all
    select id from payments.standing_order where state in ('asking', 'open')
      and asked_at < ${read.now.subtract({ hours: ANSWER_hours })}
    limit ${limit}`.execute(read.sql)
  return rows.map(({ id }) => id)
}

type Due = Pick<Row, 'subscriber_id' | 'cents' | 'frequency' | 'starts_on' | 'ends_on'> & {
  readonly next_on: Temporal.PlainDate
}

/** The day of a payment that may be the execution that was due: M-Pesa's, of this amount, on its day or soon after, before the next. */
export async function executionOf(
  read: Read,
  due: Due,
  timeZone: string,
): Promise<Temporal.PlainDate | undefined> {
  const terms = { frequency: frequencyOf(due), startsOn: due.starts_on, endsOn: due.ends_on }
  const next = nextExecution(terms, due.next_on.add({ days: 1 }))
  const late = due.next_on.add({ days: GRACE_days + 1 })
  const before = next && Temporal.PlainDate.compare(next, late) < 0 ? next : late
  const begins = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant()
  const row = await read.sql
    .selectFrom('payments.payment')
    .select('paid_at')
    .where('subscriber_id', '=', due.subscriber_id)
    .where('rail', '=', 'mpesa')
    .where('cents', '=', due.cents)
    .where('state', '<>', 'reversed')
    .where('paid_at', '>=', begins(due.next_on))
    .where('paid_at', '<', begins(before))
    .orderBy('paid_at')
    .limit(1)
    .executeTakeFirst()
  return row?.paid_at.toZonedDateTimeISO(timeZone).toPlainDate()
}
