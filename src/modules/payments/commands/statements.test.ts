import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { aSite } from '#modules/organization/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { wake } from '#platform/jobs.ts'
import type { Read, Tx } from '#platform/tx.ts'
import * as contract from '../contract.ts'
import { dayNow } from '../queries/account-days.ts'
import { dayCloseNow } from '../queries/day-close.ts'
import { differencesPage, quietHoursPage, statementNow } from '../queries/statements.ts'
import { aPayment, violationsNow, wallet } from '../testing.ts'
import { askRefund } from './ask-refund.ts'
import { closeDay } from './close-day.ts'
import { importMpesaStatement } from './import-mpesa-statement.ts'
import { noticeQuietHours } from './notice-quiet-hours.ts'
import { settleDifference } from './settle-difference.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
const HEADING =
  'Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Reason Type,Linked Transaction ID,A/C No.'
let town: MpesaTown
let payer: string
let account: string

beforeAll(async () => {
  town = await mpesaTown()
  payer = await unit((tx) => aSubscriber(tx))
  const facts = await read((r) => subscriberFacts(r, [payer]))
  account = facts.get(payer)?.number ?? ''
})
afterAll(() => town.close())

const unit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
const read = <T>(work: (read: Read) => Promise<T>) => town.units.read(origin, work)

async function importing(...rows: string[]) {
  const id = newId(town.units.clock.now())
  const csv = [HEADING, ...rows].join('\n')
  await unit((tx) =>
    importMpesaStatement(tx, { id, shortcodeId: town.shortcodeId, fileName: 'nov.csv', csv }),
  )
  await unit(async (tx) => wake(tx, 'payments.compare-statements'))
  await town.units.runJobs()
  return read((r) => statementNow(r, id))
}
const differences = async (state: 'open' | 'settled' = 'open') =>
  (
    await read((r) =>
      differencesPage(r, contract.listDifferences.input.parse({ state, sort: 'foundAt' })),
    )
  ).items
const settle = (
  differenceId: string,
  way: contract.WayOut,
  also: { refundId?: string; note?: string } = {},
) => unit((tx) => settleDifference(tx, { differenceId, way, refundId: null, note: null, ...also }))

test('a statement is compared to the cent: what we had, what nobody told us, what went, and what neither explains', async () => {
  const at = (time: string) => Temporal.Instant.from(`2026-11-20T${time}+03:00`)
  const told = (receipt: string, cents: bigint, time: string) =>
    unit((tx) => aPayment(tx, { receipt, cents, paidAt: at(time), subscriberId: payer }))
  await told('TKA0000001', 100_000n, '10:00:00')
  const short = await told('TKA0000002', 90_000n, '10:05:00')
  const gone = await told('TKA0000003', 50_050n, '10:10:00')
  const forged = await told('TKA0000004', 70_000n, '10:20:00')
  const refundId = newId(town.units.clock.now())
  await unit((tx) =>
    askRefund(tx, {
      id: refundId,
      paymentId: short.paymentId,
      amount: kes(20_000n),
      reason: 'Too much',
    }),
  )
  const rows = [
    'TKA0000001,2026-11-20 10:00:00,Pay Bill,Completed,1000,,Pay Bill,,x',
    'TKA0000001,2026-11-20 10:00:00,Pay Bill Charge,Completed,,5.50,,,',
    'TKA0000002,2026-11-20 10:05:00,Pay Bill,Completed,950,,Pay Bill,,x',
    'TKA0000003,2026-11-20 10:10:00,Pay Bill,Completed,500.50,,Pay Bill,,x',
    'TKA0000005,2026-11-20 10:12:00,Pay Bill from 2547****001 - JO,Completed,300,,Pay Bill,,' +
      account,
    'TKA0000006,2026-11-20 10:30:00,Reversal,Completed,,500.50,Payment Reversal,TKA0000003,',
    'TKA0000007,2026-11-20 10:40:00,B2C Payment,Completed,,200,Business Payment,,',
    'TKA0000008,2026-11-20 10:50:00,Organization Settlement,Completed,,600,,,',
    'TKA0000009,2026-11-20 11:00:00,Something new,Completed,20,,,,',
    'TKA0000010,2026-11-20 11:01:00,Pay Bill,Failed,99,,,,',
  ]
  expect(await importing(...rows)).toMatchObject({
    ...{ isCompared: true, lines: 9, skipped: 1, matched: 2, booked: 3, open: 5 },
  })
  // Believed to the letter: the payment that nobody told of is the subscriber's, and the reversed one is gone.
  expect(await read((r) => wallet(r, payer))).toBe(100_000n + 90_000n + 70_000n + 30_000n - 20_000n)
  const found = await differences()
  expect(found.map(({ kind, amount }) => `${kind} ${amount.cents}`).toSorted()).toEqual([
    ...['missing-there -70000', 'other-amount 5000', 'unknown-in 2000'],
    ...['unknown-out -20000', 'unknown-out -60000'],
  ])

  const of = (kind: string, cents: string) =>
    found.find((one) => one.kind === kind && one.amount.cents === cents)?.id ?? ''
  const payout = of('unknown-out', '-20000')
  await expect(settle(payout, 'correct')).rejects.toThrow('cannot be settled in this way')
  await expect(settle(payout, 'is-refund')).rejects.toThrow('Choose the refund')
  await settle(payout, 'is-refund', { refundId })
  await settle(of('unknown-out', '-60000'), 'transfer')
  await settle(of('other-amount', '5000'), 'correct')
  await settle(of('unknown-in', '2000'), 'book')
  await expect(settle(of('missing-there', '-70000'), 'accept')).rejects.toThrow(
    'Say in a few words',
  )
  const day = Temporal.PlainDate.from('2026-11-20')
  const close = (note: string | null = null) =>
    unit((tx) => closeDay(tx, { account: CHART.mpesaPaybill, day: day.toString(), note }))
  town.units.clock.passes('P1D')
  await expect(close()).rejects.toThrow('No statement holds all of this day')
  // The same lines in a file of the next day change nothing, and hold the day.
  expect(
    await importing(...rows, 'TKB0000001,2026-11-21 09:00:00,Pay Bill,Completed,10,,Pay Bill,,?'),
  ).toMatchObject({ knownLines: 9, booked: 1 })
  await expect(close()).rejects.toThrow('1 differences are open')
  await settle(of('missing-there', '-70000'), 'reverse')
  await expect(settle(of('missing-there', '-70000'), 'reverse')).rejects.toThrow(
    'settled this already',
  )
  await close()
  const now = await read((r) => dayNow(r, CHART.mpesaPaybill, day))
  expect(now).toMatchObject({ open: 0, closedAt: expect.anything() })
  expect(now.statementCents).toBe(now.ledgerCents)
  // Its paper: all five, each with its way out; nobody of the staff closed it.
  const paper = await read((r) => dayCloseNow(r, CHART.mpesaPaybill, day))
  expect(paper).toMatchObject({ now, account: { code: CHART.mpesaPaybill }, closedBy: null })
  expect(paper?.differences.map(({ way }) => way).toSorted()).toEqual([
    ...['book', 'correct', 'is-refund', 'reverse', 'transfer'],
  ])
  expect(await read((r) => dayCloseNow(r, 9_999, day))).toBeUndefined()
  expect(await read((r) => accountTotal(r, CHART.mpesaPaybill))).toBe(now.ledgerCents + 1_000n)
  expect([gone.paymentId, forged.paymentId]).toHaveLength(2)
  expect(await read(violationsNow)).toEqual([])
})

test('the same file is refused, one of another shortcode too, and what is no statement says where', async () => {
  const row = 'TKC0000001,2026-11-20 10:00:00,Pay Bill,Completed,1,,Pay Bill,,'
  await importing(row)
  await expect(importing(row)).rejects.toThrow('imported already')
  const csv = `Short Code:,999999\n${HEADING}\n${row}`
  const { shortcodeId } = town
  const other = { id: newId(town.units.clock.now()), shortcodeId, fileName: 'x.csv', csv }
  await expect(unit((tx) => importMpesaStatement(tx, other))).rejects.toThrow('of 999999')
  await expect(unit((tx) => importMpesaStatement(tx, { ...other, csv: 'a,"b' }))).rejects.toThrow(
    'quotation mark',
  )
})

test('an hour without money where such hours bring much is noticed, once', async () => {
  const hour = town.units.clock
    .now()
    .subtract({ hours: 2 })
    .round({ smallestUnit: 'hour', roundingMode: 'floor' })
  for (let week = 1; week <= 4; week++)
    for (let n = 0; n < 9; n++)
      await unit((tx) =>
        aPayment(tx, {
          paidAt: hour.subtract({ hours: week * 168 }).add({ minutes: n }),
          subscriberId: payer,
        }),
      )
  town.units.clock.passes('PT15M')
  const moment = hour.add({ hours: 1, minutes: 12 })
  for (let n = 0; n < 2; n++) await unit((tx) => noticeQuietHours({ ...tx, now: moment }))
  const { items } = await read((r) => quietHoursPage(r, contract.listQuietHours.input.parse({})))
  expect(items).toMatchObject([
    { site: null, expectedPayments: 9, payments: 0, hour: hour.toString() },
  ])
})

test('of two sites the one that is silent is noticed, and not the one that is paid as ever', async () => {
  const hour = town.units.clock
    .now()
    .add({ hours: 30 })
    .round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const paidAt = (siteId: string, week: number) =>
    unit(async (tx) => {
      const subscriberId = await aSubscriber(tx, { siteId })
      for (let minutes = 0; minutes < 9; minutes++) {
        const at = hour.subtract({ hours: week * 168 }).add({ minutes })
        await aPayment({ ...tx, now: hour.add({ hours: 1 }) }, { subscriberId, paidAt: at })
      }
    })
  const [silent, busy] = await unit(async (tx) => [(await aSite(tx)).id, (await aSite(tx)).id])
  for (let week = 1; week <= 4; week++) {
    await paidAt(silent, week)
    await paidAt(busy, week)
  }
  await paidAt(busy, 0)
  await unit((tx) => noticeQuietHours({ ...tx, now: hour.add({ hours: 1, minutes: 12 }) }))
  const { items } = await read((r) => quietHoursPage(r, contract.listQuietHours.input.parse({})))
  const ofThen = items.filter((one) => one.hour === hour.toString())
  expect(ofThen.map(({ site }) => site?.id ?? null)).toContain(silent)
  expect(ofThen.map(({ site }) => site?.id ?? null)).not.toContain(busy)
})
