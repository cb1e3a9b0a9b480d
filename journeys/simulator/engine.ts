import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { chargeSubscriber } from '#modules/billing/commands/charge-subscriber.ts'
import { renewService } from '#modules/billing/commands/renew-service.ts'
import { chargeSubscriber as chargeEndpoint } from '#modules/billing/contract.ts'
import { billing } from '#modules/billing/module.ts'
import { BILLING_RUN } from '#modules/billing/rules/billing-run.ts'
import { addCoupon } from '#modules/catalog/commands/add-coupon.ts'
import { useCoupon } from '#modules/catalog/index.ts'
import { catalog } from '#modules/catalog/module.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { CHART } from '#modules/ledger/index.ts'
import { ledger } from '#modules/ledger/module.ts'
import { organization } from '#modules/organization/module.ts'
import {
  askRefund,
  assignPayment,
  confirmRefund,
  daraja,
  failRefund,
  receivePayment,
  reversePayment,
  unassignPayment,
} from '#modules/payments/index.ts'
import { payments } from '#modules/payments/module.ts'
import {
  activateService,
  endService,
  liftHold,
  orderService,
  setHold,
} from '#modules/services/index.ts'
import { services } from '#modules/services/module.ts'
import { setTaxStanding } from '#modules/subscribers/commands/set-tax-standing.ts'
import { noDetails, usualTerms } from '#modules/subscribers/contract/shapes.ts'
import { googleOverOpenId, subscriberFacts } from '#modules/subscribers/index.ts'
import { subscribers } from '#modules/subscribers/module.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { countUsage, decideUsage, reserveQuota } from '#modules/usage/index.ts'
import { usage } from '#modules/usage/module.ts'
import { aCountedService } from '#modules/usage/testing.ts'
import { movedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import type { JobDoor } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { settleJobs } from '#platform/queue/settle.ts'
import { testVault } from '#platform/testing/vault.ts'
import type { Tx } from '#platform/tx.ts'
import { createUnits } from '#platform/units.ts'
import type { Deed, DeedOf, Outcome, Told } from './deeds.ts'
import { aCoupon, planOf, quotaOf } from './engine-terms.ts'
import { openChanges } from './engine-changes.ts'
import { openFaults } from './faults.ts'
import type { Micros } from './oracle/calendar.ts'
import type { Terms } from './oracle/terms.ts'
import { openPaperwork } from './paperwork.ts'

const ORIGIN = { actor: system('town'), name: 'town.act' }

export const ROOMS: readonly Manifest[] = [
  organization({ settings: () => [] }),
  ...[
    catalog,
    ledger,
    subscribers({ google: googleOverOpenId(), origin: () => new URL('http://127.0.0.1') }),
    services,
    usage,
  ],
  // Nobody in the town is asked by M-Pesa, and nobody asks it.
  payments({ mpesa: daraja(() => 0), origin: () => new URL('http://127.0.0.1') }),
  billing,
]

const WORKING = ROOMS.filter(({ name }) =>
  ['services', 'usage', 'payments', 'billing'].includes(name),
)
/** What changes nothing that the town looks at. */
const SELDOM = new Set(['usage.fold-hours'])

export type Engine = Awaited<ReturnType<typeof openEngine>>

/** The real engine on a real PostgreSQL, with a clock of its own. `url` names a migrated database that is its alone. */
export async function openEngine(given: { url: string; zone: string; terms: readonly Terms[] }) {
  const database = openDatabase({ url: given.url, name: 'kasi town', connections: 6 })
  const faults = openFaults(database.pool)
  const clock = movedClock('2026-01-01T00:00:00Z')
  const putOff: { reaction: string; cause: unknown }[] = []
  const units = createUnits({
    ...{ database, clock, vault: testVault, manifests: ROOMS },
    onPutOff: (reaction, cause) => putOff.push({ reaction, cause }),
  })
  const unit = <T>(work: (tx: Tx) => Promise<T>) => units.unit(ORIGIN, work)
  const door: JobDoor = {
    unit,
    read: (work) => units.read(ORIGIN, work),
    signal: new AbortController().signal,
    attempt: 1,
  }

  await sql`update organization.isp set vat_registered = true, time_zone = ${given.zone}`.execute(
    database.sql,
  )
  const plans = new Map<string, string>()
  const graces = new Map<string, number>()
  const afterwards = new Set(given.terms.flatMap((one) => (one.afterwards ? one.key : [])))
  const metered = new Set(given.terms.flatMap((one) => (one.perGigabyte > 0n ? one.key : [])))
  for (const terms of given.terms) {
    const { id } = await unit((tx) => aPlan(tx, planOf(terms)))
    plans.set(terms.key, id)
    graces.set(terms.key, terms.graceHours * 3600)
  }

  const people = new Map<string, { id: string; number: string }>()
  /** What the engine calls what the town named: services, payments, refunds, holds, charges. */
  const ids = new Map<string, string>()
  const numbers = new Map<string, string>()
  const counted = new Map<string, string>()
  const coupons = new Map<string, string>()
  const idOf = (name: string) => must(ids.get(name), `${name} is known`)
  const whoIs = (name: string) => must(people.get(name), `${name} has joined`)
  const paperwork = openPaperwork(door, { zone: given.zone, idOf: (name) => whoIs(name).id })
  const changes = await openChanges(door)
  const named = (name: string, now: Temporal.Instant) => {
    const id = ids.get(name) ?? newId(now)
    ids.set(name, id)
    return id
  }

  async function join(tx: Tx, { who, taxes, afterwards, parent }: DeedOf<'join'>) {
    const id = await aSubscriber(tx, {
      name: who,
      ...(afterwards && { kind: 'company' }),
      ...(parent !== undefined && { parentId: whoIs(parent).id }),
      terms: {
        ...{ ...usualTerms, cycleAnchor: 1 },
        billedTo: parent === undefined ? 'self' : 'parent',
      },
      details: { ...noDetails, kraPin: 'A123456789Z' },
    })
    if (taxes !== 'standard')
      await setTaxStanding(tx, {
        ...{ subscriberId: id, kind: taxes, certificate: 'KRA/1', documentId: null },
        ...{ from: '2020-01-01', until: null },
      })
    const facts = await subscriberFacts(tx, [id])
    return { id, number: must(facts.get(id), 'it was added').number }
  }

  async function order(tx: Tx, deed: DeedOf<'order'>) {
    const { serviceId, number } = await orderService(tx, {
      ...{ subscriberId: whoIs(deed.who).id, planVersionId: idOfPlan(deed.terms) },
      ...{ grace_s: graces.get(deed.terms) ?? 0, access: 'pppoe' },
      pay: afterwards.has(deed.terms) ? 'postpaid' : metered.has(deed.terms) ? 'payg' : 'prepaid',
      ...{ waitsFor: deed.waitsFor, autoRenew: deed.autoRenew },
    })
    await sql`update services.service set renew_priority = ${deed.priority} where id = ${serviceId}`.execute(
      tx.sql,
    )
    return { serviceId, number }
  }
  const idOfPlan = (key: string) => must(plans.get(key), `there is a plan ${key}`)

  const receive = (who: string, told: Told) =>
    unit(async (tx) => {
      const { id: subscriberId, number } = whoIs(who)
      const [first = ''] = [...numbers].flatMap(([name, one]) =>
        name.startsWith(`${who}/`) ? [one] : [],
      )
      const account = { number, 'service-number': first, asked: null, wrong: 'nobody' }[told.typed]
      const { paymentId } = await receivePayment(tx, {
        ...{ rail: 'mpesa', receipt: told.receipt, channel: told.channel },
        ...{ into: { account: CHART.mpesaPaybill }, amount: kes(told.cents), account },
        paidAt: instantOf(told.paidAt),
        ...(told.typed === 'asked' && { owner: { subscriberId, by: 'caller' as const } }),
      })
      return paymentId
    })

  async function act(deed: Deed): Promise<void> {
    const now = clock.now()
    switch (deed.do) {
      case 'work':
        return work()
      case 'bill':
        await job('billing.begin-nightly-run')
        return reconcile(({ name }) => name === BILLING_RUN)
      case 'join':
        people.set(deed.who, await unit((tx) => join(tx, deed)))
        return undefined
      case 'order': {
        const { serviceId, number } = await unit((tx) => order(tx, deed))
        ids.set(deed.service, serviceId)
        numbers.set(deed.service, number)
        return undefined
      }
      case 'activate':
        return unit((tx) => activateService(tx, { serviceId: idOf(deed.service) }))
      case 'renew':
        await unit((tx) => renewService(tx, { serviceId: idOf(deed.service) }))
        return undefined
      case 'change':
      case 'change-at-end':
        return changes.plan(deed, {
          serviceId: idOf(deed.service),
          planVersionId: idOfPlan(deed.terms),
        })
      case 'add':
        return changes.add(deed, { serviceId: idOf(deed.service), id: named(deed.addon, now) })
      case 'drop':
        return changes.drop(deed, { serviceId: idOf(deed.service), id: idOf(deed.addon) })
      case 'end':
        return unit((tx) => endService(tx, { serviceId: idOf(deed.service), because: 'asked' }))
      case 'pay': {
        const told = await allOf(deed.told.map((one) => receive(deed.who, one)))
        for (const [place, one] of deed.told.entries()) ids.set(one.receipt, told[place] ?? '')
        return undefined
      }
      case 'assign':
        return unit((tx) =>
          assignPayment(tx, {
            ...{ paymentId: idOf(deed.receipt), subscriberId: whoIs(deed.who).id },
            reason: 'The payer called.',
          }),
        )
      case 'unassign':
        return unit((tx) =>
          unassignPayment(tx, {
            ...{ paymentId: idOf(deed.receipt), reason: 'It was a neighbour’s.' },
            whenSpent: deed.letThemOwe ? 'let-them-owe' : 'refuse',
          }),
        )
      case 'reverse':
        return unit((tx) =>
          reversePayment(tx, {
            ...{ paymentId: idOf(deed.receipt), because: deed.because, reason: 'Taken back.' },
          }),
        )
      case 'refund':
        return unit((tx) =>
          askRefund(tx, {
            ...{ id: named(deed.refund, now), paymentId: idOf(deed.receipt) },
            ...{ amount: kes(deed.cents), reason: 'Asked for.' },
          }),
        )
      case 'refund-paid':
        return unit((tx) =>
          confirmRefund(tx, { refundId: idOf(deed.refund), receipt: `R${deed.refund}` }),
        )
      case 'refund-failed':
        return unit((tx) => failRefund(tx, { refundId: idOf(deed.refund), why: 'No such phone.' }))
      case 'hold': {
        const { reason, to, service, hold } = deed
        const holdId = await unit((tx) =>
          setHold(tx, {
            ...{ serviceId: idOf(service), reason, bills: deed.bills },
            to: to === null ? null : instantOf(to),
          }),
        )
        if (holdId !== null) ids.set(hold, holdId)
        return undefined
      }
      case 'lift':
        return unit((tx) => liftHold(tx, { holdId: idOf(deed.hold) }))
      case 'charge':
        await unit((tx) =>
          chargeSubscriber(
            tx,
            chargeEndpoint.input.parse({
              ...{ subscriberId: whoIs(deed.who).id, id: named(deed.charge, now) },
              ...{ words: { en: 'Installation', sw: '' }, quantity: 1, dueInDays: deed.dueInDays },
              amount: { cents: String(deed.cents), currency: 'KES' },
              ...{ taxMode: 'inclusive', taxClassId: 'goods' },
            }),
          ),
        )
        return undefined
      case 'credit':
        return paperwork.credit(deed)
      case 'promise':
        return paperwork.promise(deed, named(deed.promise, now))
      case 'certify':
        return paperwork.certify(deed, named(deed.certificate, now))
      case 'dispute':
      case 'dispute-ends':
        return paperwork.dispute(deed)
      case 'close-books':
        return paperwork.closeBooks()
      case 'count': {
        const { serviceId } = await unit((tx) => aCountedService(tx, quotaOf(deed.bytes)))
        counted.set(deed.service, serviceId)
        // As the reaction to its activation does.
        return unit(async (tx) => void (await decideUsage(tx, [serviceId])))
      }
      case 'reserve':
        await unit((tx) =>
          reserveQuota(tx, {
            ...{ serviceId: must(counted.get(deed.service), 'it is counted'), seq: deed.seq },
            ...{ sessionId: named(deed.session, now), meter: 'data', wanted: deed.bytes },
            expires: instantOf(deed.expires),
          }),
        )
        return undefined
      case 'use': {
        const { service, session, bytes, from, to } = deed
        const serviceId = must(counted.get(service), 'it is counted')
        const [from_ms, to_ms] = [Number(from / 1000n), Number(to / 1000n)]
        const moved = { up: 0n, down: bytes, from_ms, to_ms }
        await unit((tx) =>
          countUsage(tx, [{ serviceId, sessionId: named(session, now), ...moved }]),
        )
        return undefined
      }
      case 'surf': {
        const { service, session, bytes, from, to } = deed
        const [from_ms, to_ms] = [Number(from / 1000n), Number(to / 1000n)]
        const moved = { up: 0n, down: bytes, from_ms, to_ms }
        const sessionId = named(session, now)
        await unit((tx) => countUsage(tx, [{ serviceId: idOf(service), sessionId, ...moved }]))
        return undefined
      }
      case 'coupon': {
        const { coupon, who, key } = deed
        const couponId = coupons.get(coupon) ?? (await unit((tx) => addCoupon(tx, aCoupon(coupon))))
        coupons.set(coupon, couponId)
        const subscriberId = whoIs(who).id
        return unit((tx) => useCoupon(tx, { couponId, subscriberId, key }))
      }
    }
  }

  /** All that the worker would do in this minute, as far as it is about money and what it buys. */
  const work = () => reconcile(({ name }) => !SELDOM.has(name))

  async function reconcile(which: (one: { name: string }) => boolean) {
    for (const { reconcilers = [] } of WORKING)
      for (const one of reconcilers)
        if (which(one)) for (let left = 1; left > 0;) ({ left } = await one.close(door))
  }

  async function job(name: string) {
    const worker = must(
      ROOMS.flatMap(({ jobs = [] }) => jobs).find((one) => one.job.name === name),
      `some room does ${name}`,
    )
    await worker.run(door, worker.job.payload.parse({}))
  }

  return {
    ...{ database, clock, units, faults, ids, people, numbers, counted, coupons, putOff },
    at(moment: Micros) {
      clock.set(instantOf(moment).toString())
    },
    /** Does what the deed says; a refusal is an outcome, anything else that is thrown is the caller's. */
    async play(deed: Deed): Promise<Outcome> {
      try {
        await act(deed)
        return 'done'
      } catch (error) {
        if (error instanceof Refusal) return 'refused'
        throw error
      }
    },
    /** Reactions that wait in the queue, and jobs that are due. */
    settle: () => settleJobs({ manifests: ROOMS, units, database, clock }),
    job,
    close: () => database.close(),
  }
}

export const instantOf = (at: Micros) => Temporal.Instant.fromEpochNanoseconds(at * 1000n)

/** Waits for all of them before any failure is told: two payments at once do not stop for each other. */
async function allOf<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(works)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason as Error
    return one.value
  })
}
