import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import * as contract from '../contract.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { tellingsPage } from '../queries/mpesa.ts'
import { refundNow } from '../queries/refunds.ts'
import { aPayment, violationsNow } from '../testing.ts'
import { askBalance } from './ask-balance.ts'
import { askRefund } from './ask-refund.ts'
import { sendRefund } from './send-refund.ts'
import { settleRefundByHand } from './settle-refund-by-hand.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
let town: MpesaTown
let people = 0
let msisdn: string

beforeAll(async () => {
  town = await mpesaTown()
  await town.sim.prompts.payByHand('254700000009', '600100', 900_000n, 'float')
  await town.pass()
})
beforeEach(() => {
  town.sim.faults.calm()
  msisdn = `25474400${String(++people).padStart(4, '0')}`
})
afterAll(() => town.close())

const unit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
const send = (refundId: string) => unit((tx) => sendRefund(tx, { refundId, phone: `+${msisdn}` }))
const now = (refundId: string) => town.units.read(origin, (read) => refundNow(read, refundId))

async function asked(cents = 30_000n): Promise<string> {
  const id = newId(town.units.clock.now())
  await unit(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const { paymentId } = await aPayment(tx, { subscriberId })
    await askRefund(tx, { id, paymentId, amount: kes(cents), reason: 'Paid twice' })
  })
  return id
}
async function pass(seconds = 1) {
  await town.pass(seconds)
  await unit(async (tx) => wake(tx, 'payments.look-after-pay-outs'))
  await town.units.runJobs()
  await town.pass()
}

test.each([
  ['the result comes', []],
  ['it comes before the answer', ['early-result']],
  ['it has no receipt', ['without-receipt']],
  ['it is given back from the queue', ['queue-timeout']],
] as const)('a refund is paid to the phone, once: %s', async (_, faults) => {
  const refundId = await asked()
  if (faults.length > 0) town.sim.faults.next(...faults)
  await send(refundId)
  await expect(send(refundId)).rejects.toThrow('was sent, or may have been')
  await town.units.runJobs()
  for (let n = 0; n < 3; n++) await pass(200)
  expect(await now(refundId)).toMatchObject({ state: 'paid', payOut: { state: 'done' } })
  expect(town.sim.payouts.paidTo(msisdn)).toBe(30_000n)
})

test('the answer is lost: nobody knows, it is not sent again, and M-Pesa is asked until it says', async () => {
  const refundId = await asked()
  town.sim.faults.byChance({ perMille: { lose: 1000 } })
  town.sim.faults.next('no-answer')
  await send(refundId)
  await town.units.runJobs()
  expect(await now(refundId)).toMatchObject({ state: 'asked', payOut: { state: 'unknown' } })
  await expect(send(refundId)).rejects.toThrow('was sent, or may have been')
  town.sim.faults.calm()
  for (let n = 0; n < 3; n++) await pass(400)
  expect(await now(refundId)).toMatchObject({ state: 'paid', payOut: { state: 'done' } })
  expect(town.sim.payouts.paidTo(msisdn)).toBe(30_000n)
})

test.each(['answer-error', 'answer-busy', 'answer-500', 'answer-late'] as const)(
  '%s though it was made: nobody knows, and it is paid once',
  async (fault) => {
    const refundId = await asked()
    // So that there is a token, and it is the payout itself that is answered so.
    await unit(askBalance)
    await pass()
    town.sim.faults.byChance({ perMille: { lose: 1000 } })
    town.sim.faults.next(fault)
    if (fault === 'answer-late') town.waits(1_000)
    await send(refundId)
    await town.units.runJobs()
    town.waits(20_000)
    expect(await now(refundId)).toMatchObject({ state: 'asked', payOut: { state: 'unknown' } })
    await expect(send(refundId)).rejects.toThrow('was sent, or may have been')
    town.sim.faults.calm()
    for (let n = 0; n < 3; n++) await pass(400)
    expect(await now(refundId)).toMatchObject({ state: 'paid', payOut: { state: 'done' } })
    expect(town.sim.payouts.paidTo(msisdn)).toBe(30_000n)
  },
)

test('in the maintenance window nobody knows, and nothing is sent again by itself', async () => {
  const refundId = await asked()
  town.sim.faults.next('maintenance')
  await send(refundId)
  await town.units.runJobs()
  for (let n = 0; n < 3; n++) await pass(400)
  expect(await now(refundId)).toMatchObject({ state: 'asked', payOut: { state: 'unknown' } })
  expect(town.sim.payouts.paidTo(msisdn)).toBe(0n)
})

test('what M-Pesa did not pay says why and may be sent again; cents are paid by hand; the books hold', async () => {
  const refundId = await asked()
  const paybill = town.sim.town.shortcodes.get('600100')
  const float = paybill?.cents ?? 0n
  if (paybill) paybill.cents = 0n
  await send(refundId)
  await town.units.runJobs()
  await pass()
  expect(await now(refundId)).toMatchObject({
    ...{ state: 'asked', payOut: { state: 'failed', said: expect.stringContaining('balance') } },
  })
  if (paybill) paybill.cents = float
  await send(refundId)
  await town.units.runJobs()
  await pass()
  expect(await now(refundId)).toMatchObject({ state: 'paid' })
  expect(town.sim.payouts.paidTo(msisdn)).toBe(30_000n)
  await expect(send(await asked(30_050n))).rejects.toThrow('whole shillings')
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

test('while it may have arrived nobody gives it up or says that it was paid otherwise; what nobody asks about any more is for a person', async () => {
  const refundId = await asked()
  town.sim.faults.next('maintenance')
  await send(refundId)
  await town.units.runJobs()
  const giveUp = () => unit((tx) => settleRefundByHand(tx, refundId, { why: 'Paid in cash' }))
  const paid = () => unit((tx) => settleRefundByHand(tx, refundId, { receipt: 'SLK4ABCDE1' }))
  await expect(giveUp()).rejects.toThrow('was sent, or may have been')
  await expect(paid()).rejects.toThrow('was sent, or may have been')
  for (const seconds of [100, 100, 400, 1_000, 4_000, 15_000, 90_000]) await pass(seconds)
  expect(await now(refundId)).toMatchObject({ state: 'asked', payOut: { state: 'unknown' } })
  await giveUp()
  expect(await now(refundId)).toMatchObject({ state: 'failed', payOut: { state: 'failed' } })
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

test('M-Pesa says that it failed, and later that it was paid: it was paid, and is not sent again', async () => {
  const refundId = await asked()
  town.sim.faults.byChance({ perMille: { lose: 1000 } })
  await send(refundId)
  await town.units.runJobs()
  await tell(refundId, { ResultCode: 1, ResultDesc: 'Insufficient', TransactionID: 'SIM0000000' })
  expect(await now(refundId)).toMatchObject({ state: 'asked', payOut: { state: 'failed' } })
  await tell(refundId, { ResultCode: 0, ResultDesc: 'Processed', TransactionID: 'SLK4ABCDE2' })
  expect(await now(refundId)).toMatchObject({
    ...{ state: 'paid', receipt: 'SLK4ABCDE2', payOut: { state: 'done' } },
  })
  await expect(send(refundId)).rejects.toThrow('settled')
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

test('it was given up, and M-Pesa paid it all the same: somebody has to look, and the books say no word that is not so', async () => {
  const refundId = await asked()
  town.sim.faults.byChance({ perMille: { lose: 1000 } })
  await send(refundId)
  await town.units.runJobs()
  await tell(refundId, { ResultCode: 1, ResultDesc: 'Insufficient', TransactionID: 'SIM0000000' })
  await unit((tx) => settleRefundByHand(tx, refundId, { why: 'No money there' }))
  await tell(refundId, { ResultCode: 0, ResultDesc: 'Processed', TransactionID: 'SLK4ABCDE3' })
  expect(await now(refundId)).toMatchObject({ state: 'failed', payOut: { state: 'done' } })
  const page = await town.units.read(origin, (read) =>
    tellingsPage(read, contract.listTellings.input.parse({ state: ['odd'] })),
  )
  expect(page.items).toMatchObject([{ kind: 'result', why: 'paid-after-all' }])
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

/** What M-Pesa says of the latest payout of a refund, at the address that it was given. */
async function tell(refundId: string, Result: object): Promise<void> {
  const { id, secret } = await town.units.read(origin, async (read) => {
    const row = await read.sql
      .selectFrom('payments.conversation')
      .select('id')
      .where('subject_id', '=', refundId)
      .where('kind', '=', 'pay-out')
      .executeTakeFirstOrThrow()
    return { id: row.id, secret: (await doorOfShortcode(read, town.shortcodeId)).hookSecret }
  })
  await town.http.inject({
    method: 'POST',
    url: `/hooks/sfc/${secret}/result-${id.replaceAll('-', '')}`,
    payload: JSON.stringify({ Result }),
    remoteAddress: '127.0.0.1',
  })
  await town.pass()
}
