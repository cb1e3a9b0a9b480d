import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import { statementCsv } from '#sim/mpesa/statement.ts'
import { balancesNow } from '../queries/balances.ts'
import { businessPaymentNow } from '../queries/business-payments.ts'
import { paymentNow } from '../queries/payments.ts'
import { differencesPage, statementNow } from '../queries/statements.ts'
import { violationsNow, wallet } from '../testing.ts'
import { askBalance } from './ask-balance.ts'
import { askRefund } from './ask-refund.ts'
import { askReversal } from './ask-reversal.ts'
import { assignPayment } from './assign-payment.ts'
import { importMpesaStatement } from './import-mpesa-statement.ts'
import { judgeBusinessPayment } from './judge-business-payment.ts'
import { payBusiness } from './pay-business.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
let town: MpesaTown
let people = 0

beforeAll(async () => {
  town = await mpesaTown()
})
beforeEach(() => town.sim.faults.calm())
afterAll(() => town.close())

const unit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
const held = (account: number) => town.units.read(origin, (read) => accountTotal(read, account))

async function pass(seconds = 1) {
  await town.pass(seconds)
  await unit(async (tx) => wake(tx, 'payments.look-after-orders'))
  await town.units.runJobs()
  await town.pass()
}

/** Somebody typed a number that is nobody's: the money waits. */
async function strayPayment(cents = 50_000n) {
  const msisdn = `25473300${String(++people).padStart(4, '0')}`
  const paid = await town.sim.prompts.payByHand(msisdn, '600100', cents, 'nobody')
  if (!paid) throw new Error('the simulated payer pays')
  await town.pass()
  const row = await town.units.read(origin, (read) =>
    read.sql
      .selectFrom('payments.payment')
      .select('id')
      .where('receipt', '=', paid.receipt)
      .executeTakeFirstOrThrow(),
  )
  return { paymentId: row.id, receipt: paid.receipt, phone: town.sim.town.phone(msisdn) }
}
const payment = (paymentId: string) =>
  town.units.read(origin, (read) => paymentNow(read, paymentId))

test('M-Pesa says what a paybill holds, beside what the books say; silence is said, and asked again', async () => {
  await strayPayment()
  const balances = () => town.units.read(origin, balancesNow)
  town.sim.faults.next('lose')
  expect(await unit(askBalance)).toBe(1)
  await town.units.runJobs()
  expect((await balances()).balances[0]).toMatchObject({ told: null, asked: { failed: null } })
  await pass(130)
  expect((await balances()).balances[0]).toMatchObject({ asked: { failed: 'no answer' } })
  await unit(askBalance)
  await town.units.runJobs()
  await pass()
  const now = await balances()
  const total = moneyToWire(kes(await held(CHART.mpesaPaybill)))
  expect(now.balances[0]).toMatchObject({
    ...{ asked: null, told: { amount: total } },
  })
  expect(now.accounts).toMatchObject([
    { code: CHART.mpesaPaybill, told: total, booked: total, isWhole: true },
  ])
})

describe('a reversal that we ask for', () => {
  const ask = (paymentId: string) =>
    unit((tx) => askReversal(tx, { paymentId, reason: 'The payer mistyped' }))

  test.each([
    ['it is given back from the queue, though it is made', 'queue-timeout'],
    ['the answer is lost', 'no-answer'],
  ] as const)('gives the money back to the payer once: %s', async (_, fault) => {
    const { paymentId, phone } = await strayPayment()
    const before = phone.cents
    town.sim.faults.next(fault)
    await ask(paymentId)
    await expect(ask(paymentId)).rejects.toThrow('was asked to take this payment back')
    await expect(
      unit((tx) =>
        askRefund(tx, { id: newId(tx.now), paymentId, amount: kes(100n), reason: 'also' }),
      ),
    ).rejects.toThrow('was asked to take this payment back')
    await town.units.runJobs()
    await pass(200)
    expect(await payment(paymentId)).toMatchObject({
      ...{ state: 'reversed', reversal: { state: 'done' } },
    })
    expect(phone.cents).toBe(before + 50_000n)
    await expect(ask(paymentId)).rejects.toThrow('was reversed')
  })

  test('what M-Pesa refuses says why, and may be asked for again; an owner who spent it owes it', async () => {
    const { paymentId } = await strayPayment()
    const subscriberId = await unit(aSubscriber)
    await unit((tx) => assignPayment(tx, { paymentId, subscriberId, reason: 'Theirs' }))
    const paybill = town.sim.town.shortcodes.get('600100')
    const float = paybill?.cents ?? 0n
    if (paybill) paybill.cents = 0n
    await ask(paymentId)
    await town.units.runJobs()
    await pass()
    expect(await payment(paymentId)).toMatchObject({
      ...{
        state: 'owned',
        reversal: { state: 'failed', said: expect.stringContaining('balance') },
      },
    })
    if (paybill) paybill.cents = float
    await ask(paymentId)
    await town.units.runJobs()
    await pass()
    expect(await payment(paymentId)).toMatchObject({ state: 'reversed' })
    expect(await town.units.read(origin, (read) => wallet(read, subscriberId))).toBe(0n)
  })

  test('that somebody else had it reversed before is the same fact', async () => {
    const { paymentId, receipt } = await strayPayment()
    town.sim.town.reverse(receipt)
    await ask(paymentId)
    await town.units.runJobs()
    await pass()
    expect(await payment(paymentId)).toMatchObject({ state: 'reversed' })
  })
})

describe('a payment to a business', () => {
  const pay = (id: string, cents = 10_000n) =>
    unit((tx) =>
      payBusiness(tx, {
        ...{ id, shortcodeId: town.shortcodeId, reason: 'To the bank', amount: kes(cents) },
        to: { kind: 'paybill', number: '247247', account: '0123456789' },
        bookedTo: CHART.bank,
      }),
    )
  const now = (id: string) => town.units.read(origin, (read) => businessPaymentNow(read, id))
  const sent = () => town.sim.town.transfers.length
  beforeAll(() => strayPayment(500_000n))

  test.each([
    ['its result comes before the answer', 'early-result'],
    ['it has no receipt', 'without-receipt'],
  ] as const)('arrives once and is booked when it has: %s', async (_, fault) => {
    const before = { bank: await held(CHART.onWayToBank), sent: sent() }
    const id = newId(town.units.clock.now())
    town.sim.faults.next(fault)
    await pay(id)
    await pay(id)
    await town.units.runJobs()
    for (let n = 0; n < 3; n++) await pass(200)
    expect(await now(id)).toMatchObject({ state: 'paid', order: 'done' })
    expect(sent()).toBe(before.sent + 1)
    // In the bank when the bank says so.
    expect(await held(CHART.onWayToBank)).toBe(before.bank + 10_000n)
    expect(await held(CHART.bank)).toBe(0n)
  })

  test('too little money fails it; cents, wallets and income are no way for money', async () => {
    const id = newId(town.units.clock.now())
    await pay(id, 90_000_000n)
    await town.units.runJobs()
    await pass()
    expect(await now(id)).toMatchObject({
      ...{ state: 'failed', whyFailed: expect.stringContaining('balance') },
    })
    await expect(pay(newId(town.units.clock.now()), 1_050n)).rejects.toThrow('whole shillings')
    await expect(
      unit((tx) =>
        payBusiness(tx, {
          ...{
            id: newId(tx.now),
            shortcodeId: town.shortcodeId,
            reason: 'No',
            amount: kes(5_000n),
          },
          ...{ to: { kind: 'till', number: '55555', account: null }, bookedTo: CHART.wallets },
        }),
      ),
    ).rejects.toThrow('account of ours')
  })

  test('its answer is lost: it waits for a person, who sees it on the statement; nothing is sent again', async () => {
    const before = sent()
    const id = newId(town.units.clock.now())
    town.sim.faults.byChance({ perMille: { lose: 1000 } })
    town.sim.faults.next('no-answer')
    await pay(id)
    await town.units.runJobs()
    await expect(
      unit((tx) =>
        judgeBusinessPayment(tx, { businessPaymentId: id, receipt: null, reason: 'no' }),
      ),
    ).rejects.toThrow('still being asked')
    await pass(100)
    expect(await now(id)).toMatchObject({ state: 'asked', order: 'unknown', waitsForPerson: true })
    const statementId = newId(town.units.clock.now())
    await unit((tx) =>
      importMpesaStatement(tx, {
        ...{ id: statementId, shortcodeId: town.shortcodeId, fileName: 'org.csv' },
        csv: statementCsv(town.sim.town, '600100'),
      }),
    )
    await unit(async (tx) => wake(tx, 'payments.compare-statements'))
    await town.units.runJobs()
    const open = () =>
      town.units.read(origin, (read) =>
        differencesPage(read, { state: ['open'], limit: 10, sort: '-foundAt', format: 'json' }),
      )
    expect((await open()).items).toMatchObject([{ kind: 'unknown-out' }])
    const receipt = town.sim.town.transfers.at(-1)?.receipt ?? ''
    await unit((tx) => judgeBusinessPayment(tx, { businessPaymentId: id, receipt, reason: 'Seen' }))
    expect(await now(id)).toMatchObject({ state: 'paid', receipt })
    expect((await open()).items).toEqual([])
    expect(sent()).toBe(before + 1)
    expect(await town.units.read(origin, (read) => statementNow(read, statementId))).toMatchObject({
      open: 0,
      isCompared: true,
    })
    expect(await town.units.read(origin, violationsNow)).toEqual([])
  })
})
