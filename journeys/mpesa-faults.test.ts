import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { billing } from '#modules/billing/module.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { ledger } from '#modules/ledger/module.ts'
import { askToPay } from '#modules/payments/commands/ask-to-pay.ts'
import { importMpesaStatement } from '#modules/payments/commands/import-mpesa-statement.ts'
import { mpesaTown } from '#modules/payments/commands/testing.ts'
import { pullPayments } from '#modules/payments/jobs.ts'
import { promptNow } from '#modules/payments/queries/mpesa.ts'
import { statementNow } from '#modules/payments/queries/statements.ts'
import { violationsNow, wallet } from '#modules/payments/testing.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { wake } from '#platform/jobs.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { Fault } from '#sim/mpesa/faults.ts'
import { statementCsv } from '#sim/mpesa/statement.ts'

const origin = { actor: system('test'), name: 'test.work' }
const PRICE = 299_900n
const PAYBILL = '600100'

/** What goes wrong with each thing that M-Pesa tells, in turn: the callback of the prompt, then the confirmation; by hand there is the second only. */
type Case = {
  readonly what: string
  readonly asking?: Fault
  readonly telling?: readonly (readonly Fault[])[]
  readonly byHand?: true
}
const CASES: readonly Case[] = [
  { what: 'both come' },
  { what: 'the callback is lost', telling: [['lose']] },
  { what: 'the confirmation is lost', telling: [[], [], ['lose']] },
  { what: 'both are lost', telling: [['lose'], ['lose']] },
  { what: 'both come late', telling: [['delay'], ['delay']] },
  { what: 'they come in the other order', telling: [['delay']] },
  { what: 'both come twice', telling: [['duplicate'], ['duplicate']] },
  { what: 'twice, and late', telling: [['duplicate', 'delay'], ['delay']] },
  { what: 'they change places', telling: [['reorder']] },
  { what: 'somebody says that it is paid before it is', asking: 'forge' },
  { what: 'there is no receipt', telling: [['without-receipt']] },
  { what: 'nor a confirmation', telling: [['without-receipt'], [], ['lose']] },
  { what: 'asking is answered with 500', asking: 'answer-500' },
  { what: 'asking is not answered', asking: 'no-answer' },
  { what: 'asking is answered too late', asking: 'answer-late' },
  { what: 'asking meets the maintenance window, so by hand', asking: 'maintenance', byHand: true },
  { what: 'by hand', byHand: true },
  { what: 'by hand, lost', byHand: true, telling: [['lose']] },
  { what: 'by hand, twice', byHand: true, telling: [['duplicate']] },
]

test('whatever goes wrong between M-Pesa and us, a receipt is one payment that buys one month; a reversal days later is taken back; all agrees to the cent', async () => {
  await using stack = new AsyncDisposableStack()
  const town = await mpesaTown([ledger, billing])
  stack.defer(() => town.close())
  const { units, sim, pass, shortcodeId, waits } = town
  const unit = <T>(work: (tx: Tx) => Promise<T>) => units.unit(origin, work)
  const read = <T>(work: (read: Read) => Promise<T>) => units.read(origin, work)
  const { id: planVersionId } = await unit((tx) =>
    aPlan(tx, { terms: someTerms({ components: [aComponent({ cents: Number(PRICE) })] }) }),
  )

  // As long as Safaricom has been seen to take.
  sim.faults.byChance({ delay_ms: 71 * 3_600_000, seed: 7 })
  const payers = await Promise.all(
    CASES.map(async ({ what }, n) => {
      const line = await unit((tx) => aService(tx, { planVersionId }))
      return { what, ...line, msisdn: `2547130000${String(n).padStart(2, '0')}`, promptId: '' }
    }),
  )
  for (const [n, { asking, telling = [], byHand }] of CASES.entries()) {
    const payer = payers[n]
    if (!payer) throw new Error('as many payers as cases')
    const { msisdn, number, subscriberId } = payer
    const id = newId(units.clock.now())
    if (!byHand || asking) {
      const amount = kes(PRICE)
      await unit((tx) => askToPay(tx, { id, subscriberId, phone: `+${msisdn}`, amount }))
      if (asking) sim.faults.next(asking)
      waits(asking === 'answer-late' ? 1_000 : 20_000)
      await units.runJobs()
    }
    for (const faults of telling) sim.faults.next(...faults)
    if (byHand) {
      expect(sim.prompts.on(msisdn), payer.what).toBeUndefined()
      await sim.prompts.payByHand(msisdn, PAYBILL, PRICE, number)
      continue
    }
    payer.promptId = id
    expect(sim.prompts.typePin(msisdn, '1234'), payer.what).toBeDefined()
  }

  for (const seconds of [1, 25, 25, 400, 3_600, 71 * 3_600]) {
    await pass(seconds)
    await unit(async (tx) => tx.later(pullPayments, {}))
    await units.runJobs()
  }
  expect(sim.callbacks.left).toBe(0)

  const serviceIds = payers.map(({ serviceId }) => serviceId)
  const heldNow = (r: Read) => servicesHeld(r, { serviceIds })
  const held = await read(heldNow)
  const came = await read((r) =>
    r.sql.selectFrom('payments.payment').select(['receipt', 'subscriber_id', 'cents']).execute(),
  )
  for (const { what, promptId, serviceId, subscriberId } of payers) {
    const paidUntil = held.find((one) => one.serviceId === serviceId)?.paidUntil
    expect(paidUntil?.since(units.clock.now()).total('days'), what).toBeGreaterThan(25)
    expect(paidUntil?.since(units.clock.now()).total('days'), what).toBeLessThan(31)
    expect(await read((r) => wallet(r, subscriberId)), what).toBe(0n)
    expect(
      came.filter((one) => one.subscriber_id === subscriberId),
      what,
    ).toHaveLength(1)
    if (promptId !== '')
      expect((await read((r) => promptNow(r, promptId))).state, what).toBe('paid')
  }
  expect(came.map(({ receipt }) => receipt).toSorted()).toEqual(
    sim.town.payments.map(({ receipt }) => receipt).toSorted(),
  )

  const inBooks = () => read((r) => accountTotal(r, CHART.mpesaPaybill))
  const atMpesa = () => sim.town.shortcodes.get(PAYBILL)?.cents
  expect(await inBooks()).toBe(atMpesa())

  await pass(3 * 86_400)
  const [complainer] = sim.town.payments
  const theirs = payers.find(({ msisdn }) => msisdn === complainer?.phone.msisdn)
  sim.town.reverse(complainer?.receipt ?? '')
  expect(await inBooks()).not.toBe(atMpesa())
  const statementId = newId(units.clock.now())
  const csv = statementCsv(sim.town, PAYBILL)
  await unit((tx) =>
    importMpesaStatement(tx, { id: statementId, shortcodeId, fileName: 'november.csv', csv }),
  )
  await unit(async (tx) => wake(tx, 'payments.compare-statements'))
  await units.runJobs()
  expect(await read((r) => statementNow(r, statementId))).toMatchObject({
    ...{ isCompared: true, open: 0 },
  })
  expect(await inBooks()).toBe(atMpesa())
  // The month that it bought is taken back with it, and nobody else's.
  const isPaid = ({ paidUntil }: { paidUntil: Temporal.Instant | null }) =>
    paidUntil !== null && Temporal.Instant.compare(paidUntil, units.clock.now()) > 0
  const after = await read(heldNow)
  expect(after.filter((one) => !isPaid(one)).map(({ serviceId }) => serviceId)).toEqual([
    theirs?.serviceId,
  ])
  expect(await read((r) => wallet(r, theirs?.subscriberId ?? ''))).toBe(0n)
  expect(await read(violationsNow)).toEqual([])
}, 120_000)
