import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { changeSetting } from '#modules/organization/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { holdsDuring } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { testTx, type TestTx } from '#platform/testing.ts'
import { chargeSubscriber as chargeEndpoint, type LateFeePolicy } from '../contract.ts'
import { dunningOfNow, policyNow, previewNow } from '../queries/dunning.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { moneyNow } from '../queries/money.ts'
import { restoreWhen } from '../queries/settings.ts'
import { changeDunning } from './change-dunning.ts'
import { chargeLateFees } from './charge-late-fees.ts'
import { chargeSubscriber } from './charge-subscriber.ts'
import { disputeInvoice } from './dispute-invoice.ts'
import { dun } from './dun.ts'
import { endDispute } from './end-dispute.ts'
import { promiseToPay } from './promise-to-pay.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { holds, invoices } from './testing.ts'
import { withdrawPromise } from './withdraw-promise.ts'

/** Nine in the morning in Nairobi, so many days after the invoice was due. */
function on(tx: TestTx, day: number, time = 'T09:00:00+03:00'): TestTx {
  const date = Temporal.PlainDate.from('2026-11-20').add({ days: day })
  return { ...tx, now: Temporal.Instant.from(`${date.toString()}${time}`) }
}

/** Somebody who pays afterwards and owes 1,000 that is due today. */
async function ower(tx: TestTx) {
  const { subscriberId, serviceId } = await aService(tx, { pay: 'postpaid' })
  return { subscriberId, serviceId, invoiceId: await charge(tx, subscriberId) }
}

/** 1,000 that is due today. */
const charge = (tx: TestTx, subscriberId: string) =>
  chargeSubscriber(
    tx,
    chargeEndpoint.input.parse({
      ...{ subscriberId, id: newId(tx.now), words: { en: 'Repair', sw: 'Ukarabati' } },
      ...{ amount: { cents: '100000', currency: 'KES' }, taxMode: 'inclusive' },
      ...{ taxClassId: 'internet', dueInDays: 0 },
    }),
  )

const steps = async (tx: TestTx, subscriberId: string) =>
  (await dunningOfNow(tx, subscriberId)).taken.map(({ action }) => action)

const dunningOf = async (tx: TestTx, serviceId: string) =>
  (
    await tx.sql
      .selectFrom('services.service')
      .select('dunning')
      .where('id', '=', serviceId)
      .executeTakeFirstOrThrow()
  ).dunning

const isHeld = async (tx: TestTx, serviceId: string) =>
  (
    await holdsDuring(tx, {
      ...{ serviceIds: [serviceId], from: tx.now, to: tx.now.add({ seconds: 1 }) },
    })
  ).some(({ reason }) => reason === 'nonpayment')

test('takes each step once, none at night, and makes up for none that was missed', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await ower(tx)
    const dueDay = on(tx, 0)
    expect(await dun(on(tx, 0, 'T07:59:00+03:00'), { limit: 10 })).toBe(0)
    expect(await dun(dueDay, { limit: 10 })).toBe(1)
    expect(await dun(dueDay, { limit: 10 })).toBe(0)
    expect(await steps(tx, subscriberId)).toEqual(['remind'])
    expect(tx.announced.at(-1)).toMatchObject({
      name: 'billing.dunning-stepped',
      payload: { action: 'remind', channels: ['sms', 'email'], dueOn: '2026-11-20' },
    })
    // A week in which nothing ran: the step of the fifth day, and not those of the first and third.
    await dun(on(tx, 7), { limit: 10 })
    expect(await steps(tx, subscriberId)).toEqual(['walled-garden', 'remind'])
    expect(await dunningOf(tx, serviceId)).toBe('walled-garden')
    await dun(on(tx, 40), { limit: 10 })
    expect(await isHeld(on(tx, 40), serviceId)).toBe(true)

    // The payment opens it in its own transaction.
    const pays = on(tx, 41)
    await aPayment(pays, { subscriberId, cents: 100_000n })
    await renewFromWallets(pays, { subscriberIds: [subscriberId] })
    expect([await isHeld(pays, serviceId), await dunningOf(tx, serviceId)]).toEqual([false, 'none'])
    expect(await dun(on(tx, 60), { limit: 10 })).toBe(0)
  })
})

test('looks into the wallet before it shuts anything', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await ower(tx)
    await aPayment(tx, { subscriberId, cents: 100_000n })
    await dun(on(tx, 6), { limit: 10 })
    expect(await steps(tx, subscriberId)).toEqual([])
    expect(await dunningOf(tx, serviceId)).toBe('none')
  })
})

test('stops while a promise holds, opens what was shut, and goes on where it stands when it is broken', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await ower(tx)
    await dun(on(tx, 40), { limit: 10 })
    const today = on(tx, 41)
    const promise = (untilOn: string) =>
      promiseToPay(today, { subscriberId, id: newId(today.now), untilOn })
    await expect(promise('2027-02-01')).rejects.toMatchObject({ code: 'billing.promise_too_long' })
    await promise('2027-01-05')
    expect(await isHeld(today, serviceId)).toBe(false)
    expect(await dunningOfNow(today, subscriberId)).toMatchObject({
      stopped: 'promise',
      step: null,
    })
    await expect(promise('2027-01-06')).rejects.toMatchObject({ code: 'billing.promise_stands' })
    expect(await dun(today, { limit: 10 })).toBe(0)
    expect(await dunningOfNow(on(tx, 47), subscriberId)).toMatchObject({
      ...{ stopped: null, step: { action: 'suspend' } },
    })
    await withdrawPromise(today, { subscriberId })
    await expect(withdrawPromise(today, { subscriberId })).rejects.toMatchObject({
      code: 'billing.no_promise',
    })
  })
})

test('leaves disputed invoices alone until somebody has looked', async () => {
  await testTx(async (tx) => {
    const { subscriberId, invoiceId } = await ower(tx)
    await disputeInvoice(tx, { invoiceId, reason: 'Never repaired' })
    expect(await dun(on(tx, 40), { limit: 10 })).toBe(0)
    expect(await dunningOfNow(tx, subscriberId)).toMatchObject({ stopped: 'dispute' })
    await endDispute(tx, { invoiceId, outcome: 'stands', reason: 'The line was up' })
    expect(await dun(on(tx, 40), { limit: 10 })).toBe(1)
  })
})

test.each([
  ['Africa/Nairobi', 'T09:00:00+03:00'],
  // Morning there is the evening before in Greenwich.
  ['Pacific/Auckland', 'T09:00:00+13:00'],
])(
  'shows where everybody would stand, and under a new policy repeats nothing, in %s',
  async (zone, nine) => {
    await testTx(async (tx) => {
      await tx.sql.updateTable('organization.isp').set({ time_zone: zone }).execute()
      await ower(tx)
      const today = on(tx, 6, nine)
      await dun(today, { limit: 10 })
      const { version, policy } = await policyNow(tx)
      expect((await previewNow(today, policy)).steps.filter((one) => one.subscribers > 0)).toEqual([
        { step: 4, subscribers: 1, open: { cents: '100000', currency: 'KES' } },
      ])
      await changeDunning(today, { version, policy: { ...policy, promiseDaysMax: 7 } })
      await expect(changeDunning(today, { version, policy })).rejects.toMatchObject({
        code: 'billing.policy_changed',
      })
      expect(await dun(today, { limit: 10 })).toBe(0)
    })
  },
)

test('being late costs once for an invoice, of those issued since there are late fees, and never while it is disputed', async () => {
  await testTx(async (tx) => {
    const before = await ower(tx)
    const { version, policy } = await policyNow(tx)
    const lateFee: LateFeePolicy = {
      ...{ afterDays: 7, kind: 'percent', percent_bp: 500, taxClassId: 'outside' },
      ...{ fixed: kes(0n), most: kes(100_000n) },
    }
    const since = on(tx, 0, 'T19:00:00+03:00')
    await changeDunning(since, { version, policy: { ...policy, lateFee } })
    const { subscriberId, invoiceId } = await ower(since)
    const disputed = await ower(since)
    await disputeInvoice(since, { invoiceId: disputed.invoiceId, reason: 'It was down' })
    const promised = await ower(since)
    const late = on(tx, 7)
    const untilOn = '2026-12-01'
    await promiseToPay(late, { subscriberId: promised.subscriberId, id: newId(late.now), untilOn })

    expect(await chargeLateFees(on(tx, 6), { limit: 10 })).toBe(0)
    expect(await chargeLateFees(late, { limit: 10 })).toBe(1)
    expect(await chargeLateFees(on(tx, 8), { limit: 10 })).toBe(0)
    const [fee] = await invoices(late, subscriberId)
    expect(fee).toMatchObject({ gross: { cents: '5000' } })
    expect((await invoiceNow(late, fee?.id ?? '')).lines).toMatchObject([
      { words: { en: `Late payment of ${(await invoiceNow(late, invoiceId)).code}` } },
    ])
    expect(await invoices(late, before.subscriberId)).toHaveLength(1)
    // The promise was broken.
    expect(await chargeLateFees(on(tx, 12), { limit: 10 })).toBe(1)
    // A fee bears no fee, however long it is open.
    expect(await chargeLateFees(on(tx, 90), { limit: 10 })).toBe(0)
    await holds(late)
  })
})

test('a payment opens what was shut when nothing but disputes is overdue, or enough is paid by the rule', async () => {
  await testTx(async (tx) => {
    const day40 = on(tx, 40)
    const pays = async (when: TestTx, subscriberId: string, cents: bigint) => {
      await aPayment(when, { subscriberId, cents })
      await renewFromWallets(when, { subscriberIds: [subscriberId] })
    }
    const [disputes, oldest, share] = [await ower(tx), await ower(tx), await ower(tx)]
    const all = [disputes, oldest, share]
    const second = new Map<string, string>()
    for (const { subscriberId } of all)
      second.set(subscriberId, await charge(on(tx, 38), subscriberId))
    await dun(day40, { limit: 10 })
    for (const { serviceId } of all) expect(await isHeld(day40, serviceId)).toBe(true)

    await disputeInvoice(day40, {
      ...{ invoiceId: second.get(disputes.subscriberId) ?? '', reason: 'Never ordered' },
    })
    expect(await isHeld(day40, disputes.serviceId)).toBe(true)
    await pays(day40, disputes.subscriberId, 150_000n)
    expect(await isHeld(day40, disputes.serviceId)).toBe(false)
    // What is disputed took nothing; when somebody has looked, what is there pays a part of it.
    expect((await moneyNow(day40, disputes.subscriberId)).wallet.cents).toBe('50000')
    await endDispute(day40, {
      ...{
        invoiceId: second.get(disputes.subscriberId) ?? '',
        outcome: 'stands',
        reason: 'Asked for',
      },
    })
    expect(await moneyNow(day40, disputes.subscriberId)).toMatchObject({
      ...{ wallet: { cents: '0' }, overdue: { cents: '50000' } },
    })

    await changeSetting(day40, { setting: restoreWhen, value: 'oldest-overdue', version: 0 })
    await pays(day40, oldest.subscriberId, 99_999n)
    expect(await isHeld(day40, oldest.serviceId)).toBe(true)
    await pays(day40, oldest.subscriberId, 1n)
    expect(await isHeld(day40, oldest.serviceId)).toBe(false)

    await changeSetting(day40, { setting: restoreWhen, value: 'share', version: 1 })
    await pays(day40, share.subscriberId, 60_000n)
    expect(await isHeld(day40, share.serviceId)).toBe(true)
    await pays(day40, share.subscriberId, 40_000n)
    expect(await isHeld(day40, share.serviceId)).toBe(false)
    await dun(day40, { limit: 10 })
    expect(await isHeld(day40, share.serviceId)).toBe(false)
  })
})
