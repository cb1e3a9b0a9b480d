import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { brandNow } from '#modules/organization/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { qr as shape, type Qr } from '../contract.ts'
import { qrNotFound } from '../refusals.ts'
import { wholeShillings } from '../rules/mpesa-words.ts'
import { doorOfShortcode } from './doors.ts'
import { siteOfPayer } from './reach.ts'

function codes(read: Read) {
  return read.sql
    .selectFrom('payments.qr as qr')
    .innerJoin('payments.shortcode as shortcode', 'shortcode.id', 'qr.shortcode_id')
    .selectAll('qr')
    .select(['shortcode.number', 'shortcode.kind'])
}

export async function qrNow(read: Read, qrId: string): Promise<Qr> {
  const row = await codes(read).where('qr.id', '=', qrId).executeTakeFirst()
  if (!row) throw qrNotFound()
  return shape.parse({
    ...{ id: row.id, state: row.state, amount: moneyToWire(kes(row.cents)) },
    png: row.png?.toString('base64') ?? null,
    to: { kind: row.kind, number: row.number, account: row.account },
  })
}

/** One of their own; another is as if it were not there. */
export async function myQrNow(read: Read, qrId: string): Promise<Qr> {
  const row = await read.sql
    .selectFrom('payments.qr')
    .select('subscriber_id')
    .where('id', '=', qrId)
    .executeTakeFirst()
  if (row?.subscriber_id !== callingSubscriber(read)) throw qrNotFound()
  return qrNow(read, qrId)
}

/** Where its subscriber is. */
export async function siteOfQr(read: Read, { qrId }: { qrId: string }) {
  const row = await read.sql
    .selectFrom('payments.qr')
    .select('subscriber_id')
    .where('id', '=', qrId)
    .executeTakeFirst()
  return row && siteOfPayer(read, { subscriberId: row.subscriber_id })
}

/** What Daraja needs to make it; nothing where it is made. */
export async function qrToMake(read: Read, qrId: string) {
  const row = await read.sql
    .selectFrom('payments.qr')
    .select(['shortcode_id', 'account', 'cents'])
    .where('id', '=', qrId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (!row) return undefined
  const { name } = await brandNow(read)
  const { door } = await doorOfShortcode(read, row.shortcode_id)
  return { door, name, account: row.account, shillings: row.cents / 100n }
}

/** Of these subscribers and amounts, the codes that there are: PNG in base64, by `subscriberId:cents`. */
export async function qrsReady(
  read: Read,
  wanted: readonly { subscriberId: string; cents: bigint }[],
): Promise<Map<string, string>> {
  const due = wanted.filter(({ cents }) => cents > 0n)
  if (due.length === 0) return new Map()
  const { rows } = await sql<{ subscriber_id: string; cents: bigint; png: Buffer }>`
    select distinct on (qr.subscriber_id, qr.cents) qr.subscriber_id, qr.cents, qr.png from payments.qr
    join payments.shortcode on shortcode.id = qr.shortcode_id and shortcode.is_on
    where qr.state = 'ready' and (qr.subscriber_id, qr.cents) in (
      select * from unnest(${due.map(({ subscriberId }) => subscriberId)}::uuid[], ${due.map(({ cents }) => String(wholeShillings(cents) * 100n))}::bigint[]))
    order by qr.subscriber_id, qr.cents, qr.asked_at desc`.execute(read.sql)
  const made = new Map(
    rows.map((row) => [`${row.subscriber_id}:${row.cents}`, row.png.toString('base64')]),
  )
  return new Map(
    due.flatMap(({ subscriberId, cents }) => {
      const png = made.get(`${subscriberId}:${wholeShillings(cents) * 100n}`)
      return png === undefined ? [] : [[`${subscriberId}:${cents}`, png] as const]
    }),
  )
}

/** Further behind than this nobody waits for it. */
const NEAR = 20

/** Whether the code for somebody's payment of this amount will be there in some seconds: it is asked for, and few stand before it. */
export async function isQrComing(
  read: Read,
  { subscriberId, cents }: { subscriberId: string; cents: bigint },
): Promise<boolean> {
  const { rows } = await sql<{ is_coming: boolean }>`
    select exists (select from payments.qr where subscriber_id = ${subscriberId} and state = 'waiting'
        and cents = ${wholeShillings(cents) * 100n} and asked_at > ${read.now.subtract({ minutes: 1 })})
      and (select count(*) from (select from payments.qr where state = 'waiting' limit ${NEAR}) as waiting) < ${NEAR} as is_coming`.execute(
    read.sql,
  )
  return rows[0]?.is_coming ?? false
}
