import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import {
  aComponent,
  aCoupon,
  anAddon,
  aPlan,
  aPriceChange,
  someTerms,
} from '#modules/catalog/testing.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { changePlan, liftHold, setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { testTx as anyTx, type TestTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { listInvoices } from '../contract.ts'
import { invariants } from '../queries/invariants.ts'
import { invoiceNow, invoicesPage } from '../queries/invoices.ts'
import { extrasNow } from '../queries/extras.ts'
import { runNow } from '../queries/runs.ts'
import { KeptVersions } from '../rules/cycle-facts.ts'
import { beginCycles } from './begin-cycles.ts'
import { beginRun } from './begin-run.ts'
import { billChunk } from './bill-chunk.ts'
import { endRun } from './end-run.ts'
import { keepStretch } from './keep-stretch.ts'
import { retryParked } from './retry-parked.ts'
import { sellAddon } from './sell-addon.ts'
import { takeCoupon } from './take-coupon.ts'
import { bills } from './testing.ts'

const testTx = (work: (tx: TestTx) => Promise<void>, about: { at: string }) =>
  anyTx(async (tx) => {
    await tx.sql.updateTable('organization.isp').set({ vat_registered: true }).execute()
    await work(tx)
  }, about)

function at(tx: TestTx, moment: string): TestTx {
  return { ...tx, now: Temporal.Instant.from(moment) }
}

/** A company that pays afterwards, monthly from the first unless said. */
const payer = (tx: Tx, terms: Partial<typeof usualTerms> = {}, more: object = {}) =>
  aSubscriber(tx, { terms: { ...usualTerms, cycleAnchor: 1, ...terms }, ...more })

async function postpaidPlan(tx: Tx, given: Parameters<typeof someTerms>[0] = {}) {
  const plan = await aPlan(tx, {
    name: 'Office 50',
    terms: someTerms({ payment: 'postpaid', ...given }),
  })
  return plan.id
}

const aLine = (tx: Tx, subscriberId: string, planVersionId: string) =>
  aService(tx, { subscriberId, planVersionId, pay: 'postpaid' })

async function linesOf(tx: Tx, subscriberId: string) {
  const { items } = await invoicesPage(
    tx,
    listInvoices.input.parse({ subscriber: subscriberId, sort: 'issuedAt' }),
  )
  const lines: string[] = []
  for (const { id } of items) {
    const { lines: of } = await invoiceNow(tx, id)
    for (const { words, gross } of of) lines.push(`${words.en} = ${gross.cents}`)
  }
  return lines
}

async function holds(tx: Tx) {
  for (const { violations } of invariants) expect(await violations(tx)).toEqual([])
}

test('all who pay afterwards begin their cycles, in however many parts they are begun', async () => {
  await testTx(
    async (tx) => {
      const plan = await postpaidPlan(tx)
      const all: string[] = []
      for (let n = 0; n < 5; n++) all.push(await payer(tx))
      for (const subscriberId of all) await aLine(tx, subscriberId, plan)
      await beginCycles(tx, { atOnce: 2 })
      await beginCycles(tx, { atOnce: 2 })
      const begun = await tx.sql.selectFrom('billing.cycle').select('payer_id').execute()
      expect(begun.map((row) => row.payer_id).toSorted()).toEqual(all.toSorted())
    },
    { at: '2026-11-20T12:00:00+03:00' },
  )
})

describe('a bill run', () => {
  test('invoices the time that is over: a part of the first month by its days, then whole months, gapless and once', async () => {
    await testTx(
      async (tx) => {
        const subscriberId = await payer(tx)
        await aLine(tx, subscriberId, await postpaidPlan(tx))
        // Nothing is over yet.
        expect(await bills(tx)).toMatchObject({ due: 0, invoiced: 0 })
        const december = at(tx, '2026-12-01T03:00:00Z')
        expect(await bills(december)).toMatchObject({
          state: 'done',
          due: 1,
          invoiced: 1,
          parked: 0,
        })
        expect(await bills(december)).toMatchObject({ due: 0, invoiced: 0 })
        await bills(at(tx, '2027-01-01T03:00:00Z'))
        expect(await linesOf(tx, subscriberId)).toEqual([
          '11 of 30 days of Office 50 at 2,999, 20 Nov 2026 – 30 Nov 2026 = 109963',
          'Office 50, 1 Dec 2026 – 31 Dec 2026 = 299900',
        ])
        expect(
          (await balanceOf(tx, { kind: 'subscriber', id: subscriberId }, CHART.receivable)).cents,
        ).toBe(409_863n)
        await holds(tx)
      },
      { at: '2026-11-20T15:00:00Z' },
    )
  })

  test.each([
    [
      'weekly',
      { cycleUnit: 'week', cycleAnchor: null },
      '2026-11-27T03:00:00Z',
      ['7 of 30 days of Office 50 at 2,999, 20 Nov 2026 – 26 Nov 2026 = 69977'],
    ],
    [
      'quarterly',
      { cycleUnit: 'quarter', cycleAnchor: 20 },
      '2027-02-20T03:00:00Z',
      ['3 × Office 50, 20 Nov 2026 – 19 Feb 2027 = 899700'],
    ],
    [
      'yearly',
      { cycleUnit: 'year', cycleAnchor: 20 },
      '2027-11-20T03:00:00Z',
      ['12 × Office 50, 20 Nov 2026 – 19 Nov 2027 = 3598800'],
    ],
    [
      'monthly on the 31st',
      { cycleAnchor: 31 },
      '2026-11-30T03:00:00Z',
      ['10 of 30 days of Office 50 at 2,999, 20 Nov 2026 – 29 Nov 2026 = 99967'],
    ],
  ] as const)('%s', async (_, terms, end, lines) => {
    await testTx(
      async (tx) => {
        const subscriberId = await payer(tx, terms)
        await aLine(tx, subscriberId, await postpaidPlan(tx))
        await bills(at(tx, end))
        expect(await linesOf(tx, subscriberId)).toEqual(lines)
        await holds(tx)
      },
      { at: '2026-11-19T21:00:00Z' },
    )
  })

  test('puts all lines of a company, and of those billed to it, on one invoice; what they have pays it', async () => {
    await testTx(
      async (tx) => {
        const planVersionId = await postpaidPlan(tx)
        const company = await payer(tx, {}, { kind: 'company' })
        const branch = await payer(tx, { billedTo: 'parent' }, { parentId: company })
        await aLine(tx, company, planVersionId)
        await aLine(tx, branch, planVersionId)
        await aLine(tx, branch, planVersionId)
        await aPayment(tx, { subscriberId: company, cents: 100_000n })
        const december = at(tx, '2026-12-01T03:00:00Z')
        expect(await bills(december)).toMatchObject({ due: 1, invoiced: 1 })
        const { items } = await invoicesPage(tx, listInvoices.input.parse({}))
        expect(items).toMatchObject([
          { subscriber: { id: company }, gross: { cents: '899700' }, open: { cents: '799700' } },
        ])
        expect(await linesOf(tx, branch)).toEqual([])
        await holds(tx)
      },
      { at: '2026-10-31T21:00:00Z' },
    )
  })

  test('charges each plan for the days that it was held, and no day on a hold that does not bill', async () => {
    await testTx(
      async (tx) => {
        const cheap = await postpaidPlan(tx)
        const dear = (
          await aPlan(tx, {
            name: 'Office 100',
            terms: someTerms({ payment: 'postpaid', components: [aComponent({ cents: 600_000 })] }),
          })
        ).id
        const subscriberId = await payer(tx)
        const { serviceId } = await aLine(tx, subscriberId, cheap)
        const change = at(tx, '2026-11-11T09:00:00Z')
        await changePlan(change, { serviceId, planVersionId: dear, pay: 'postpaid', grace_s: 0 })
        await keepStretch(change, { serviceId, subscriberId, planVersionId: cheap })
        const pause = at(tx, '2026-11-15T21:00:00Z')
        const holdId = await setHold(pause, { serviceId, reason: 'voluntary', bills: false })
        await liftHold(at(tx, '2026-11-20T21:00:00Z'), { holdId: holdId ?? '' })
        await bills(at(tx, '2026-12-01T03:00:00Z'))
        expect(await linesOf(tx, subscriberId)).toEqual([
          '10 of 30 days of Office 50 at 2,999, 1 Nov 2026 – 11 Nov 2026 = 99967',
          '15 of 30 days of Office 100 at 6,000, 11 Nov 2026 – 30 Nov 2026 = 300000',
        ])
        await holds(tx)
      },
      { at: '2026-10-31T21:00:00Z' },
    )
  })

  test('parks whom it cannot price, with the reason; mended, a retry invoices them', async () => {
    await testTx(
      async (tx) => {
        const good = await payer(tx)
        await aLine(tx, good, await postpaidPlan(tx))
        const bad = await payer(tx)
        const component = aComponent({ key: 'dials', kind: 'usage', meter: 'sessions' })
        await aLine(tx, bad, await postpaidPlan(tx, { components: [aComponent(), component] }))
        const december = at(tx, '2026-12-01T03:00:00Z')
        const run = await bills(december)
        expect(run).toMatchObject({ invoiced: 1, parked: 1, state: 'done' })
        expect(run.parkedPayers).toMatchObject([
          {
            payer: { id: bad },
            code: 'billing.sessions_not_counted',
            reason: expect.stringContaining('Office 50'),
          },
        ])
        await retryParked(december, { runId: run.id })
        expect(await runNow(tx, run.id)).toMatchObject({ state: 'running', parked: 0 })
        await holds(tx)
      },
      { at: '2026-10-31T21:00:00Z' },
    )
  })

  test('is the same however many payers are in a unit; a dry one says the same and writes nothing', async () => {
    const outcome = async (limit: number) => {
      let invoices: unknown
      await testTx(
        async (tx) => {
          const planVersionId = await postpaidPlan(tx)
          for (let n = 0; n < 5; n++) await aLine(tx, await payer(tx), planVersionId)
          // Two cycles late, a dry one prices both of each, and says how many are so late.
          const late = await bills(at(tx, '2027-01-01T03:00:00Z'), 'dry', limit)
          expect([late.invoiced, late.behind]).toEqual([10, 5])
          const december = at(tx, '2026-12-01T03:00:00Z')
          const dry = await bills(december, 'dry', limit)
          expect((await invoicesPage(tx, listInvoices.input.parse({}))).items).toEqual([])
          const live = await bills(december, 'live', limit)
          expect([dry.gross, dry.vat, dry.invoiced]).toEqual([live.gross, live.vat, live.invoiced])
          const january = await bills(at(tx, '2027-01-01T03:00:00Z'), 'dry', limit)
          expect(january).toMatchObject({ before: { id: live.id }, differs: false })
          invoices = (
            await sql`select number, gross_cents from billing.invoice order by number`.execute(
              tx.sql,
            )
          ).rows
          await holds(tx)
        },
        { at: '2026-10-31T21:00:00Z' },
      )
      return invoices
    }
    expect(await outcome(2)).toEqual(await outcome(100))
  })
})

test('a dry run of somebody who is far behind comes to what the live one invoices: a coupon of two months is used for two', async () => {
  await testTx(
    async (tx) => {
      const subscriberId = await payer(tx)
      const { serviceId } = await aLine(tx, subscriberId, await postpaidPlan(tx))
      const code = 'TWICE'
      await aCoupon(tx, { code, cycles: 2 })
      await takeCoupon(tx, { serviceId, code })
      const spring = at(tx, '2027-03-02T03:00:00Z')
      const dry = await bills(spring, 'dry')
      const live = await bills(spring)
      expect(dry).toMatchObject({ invoiced: 4, behind: 1, parked: 0 })
      expect([dry.gross, dry.vat, dry.excise, dry.invoiced]).toEqual([
        ...[live.gross, live.vat, live.excise, live.invoiced],
      ])
    },
    { at: '2026-11-20T12:00:00+03:00' },
  )
})

type Charge = ReturnType<typeof aComponent>['charge']

describe('usage', () => {
  const GB = 1_000_000_000n
  const tiers: Charge = {
    model: 'graduated',
    flatAtZero: false,
    tiers: [
      {
        upTo: String(10n * GB),
        price: { amount: { cents: '0', currency: 'KES' }, per: '1' },
        flat: { cents: '0', currency: 'KES' },
      },
      {
        upTo: null,
        price: { amount: { cents: '5000', currency: 'KES' }, per: String(GB) },
        flat: { cents: '0', currency: 'KES' },
      },
    ],
  }

  const moved = (tx: Tx, serviceId: string, hour: string, bytes: bigint) =>
    sql`insert into usage.hour_other as h values (${serviceId}, ${hour}, 0, ${bytes}, 60)
        on conflict (service_id, hour) do update set down = h.down + excluded.down`.execute(tx.sql)

  test('is charged by its tiers with the month; what comes to light later is the difference, once', async () => {
    await testTx(
      async (tx) => {
        const usage = aComponent({
          key: 'data',
          kind: 'usage',
          meter: 'data',
          name: { en: 'Data', sw: 'Data' },
        })
        const planVersionId = await postpaidPlan(tx, {
          components: [aComponent(), { ...usage, charge: tiers }],
        })
        const subscriberId = await payer(tx)
        const { serviceId } = await aLine(tx, subscriberId, planVersionId)
        await moved(tx, serviceId, '2026-10-31T21:00:00Z', 8n * GB)
        await moved(tx, serviceId, '2026-11-30T20:00:00Z', 5n * GB)
        await moved(tx, serviceId, '2026-11-30T21:00:00Z', 50n * GB)
        await bills(at(tx, '2026-12-01T03:00:00Z'))
        await moved(tx, serviceId, '2026-11-15T20:00:00Z', 2n * GB)
        await bills(at(tx, '2027-01-01T03:00:00Z'))
        await bills(at(tx, '2027-02-01T03:00:00Z'))
        expect(await linesOf(tx, subscriberId)).toEqual([
          'Office 50, 1 Nov 2026 – 30 Nov 2026 = 299900',
          'Office 50: Data: 13.00 GB of data, 1 Nov 2026 – 30 Nov 2026 = 15000',
          'Office 50, 1 Dec 2026 – 31 Dec 2026 = 299900',
          'Office 50: Data: 50.00 GB of data, 1 Dec 2026 – 31 Dec 2026 = 200000',
          'Office 50: Data: 2.00 GB of data that came to light later, 1 Nov 2026 – 30 Nov 2026 = 10000',
          'Office 50, 1 Jan 2027 – 31 Jan 2027 = 299900',
        ])
        await holds(tx)
      },
      { at: '2026-10-31T21:00:00Z' },
    )
  })

  test('as one goes is taken from the wallet each night', async () => {
    await testTx(
      async (tx) => {
        const price = { amount: { cents: '10000', currency: 'KES' }, per: String(GB) } as const
        const usage = aComponent({
          key: 'data',
          kind: 'usage',
          meter: 'data',
          charge: { model: 'flat', price },
        })
        const planVersionId = await postpaidPlan(tx, { payment: 'payg', components: [usage] })
        const { serviceId, subscriberId } = await aService(tx, { planVersionId, pay: 'payg' })
        await aPayment(tx, { subscriberId, cents: 100_000n })
        // In the hour in which it began.
        await moved(tx, serviceId, '2026-11-01T09:45:00Z', 3n * GB)
        await bills(at(tx, '2026-11-01T21:15:00Z'))
        expect(
          (await balanceOf(tx, { kind: 'subscriber', id: subscriberId }, CHART.wallets)).cents,
        ).toBe(70_000n)
        // Three days in which nothing ran are three invoices of their own, of which two are of nothing.
        expect(await bills(at(tx, '2026-11-04T21:15:00Z'))).toMatchObject({
          invoiced: 0,
          nothing: 3,
        })
        await holds(tx)
      },
      { at: '2026-11-01T09:40:00Z' },
    )
  })
})
test('a dearer price that is announced while a run is at work prices nobody in it anew, and everybody in the next, each once', async () => {
  await testTx(
    async (tx) => {
      const priceRise = { kind: 'next-renewal', noticeDays: 0 } as const
      const terms = someTerms({ payment: 'postpaid', priceRise })
      const plan = await aPlan(tx, { name: 'Office 50', terms })
      const payers: string[] = []
      for (let n = 0; n < 4; n++) {
        const subscriberId = await payer(tx)
        await aLine(tx, subscriberId, plan.id)
        payers.push(subscriberId)
      }
      const begins = at(tx, '2026-12-01T03:00:00Z')
      const runId = await beginRun(begins, { mode: 'live' })
      const { cutoffAt } = await runNow(begins, runId)
      const facts = { runId, cutoff: Temporal.Instant.from(cutoffAt), kept: new KeptVersions() }
      const meanwhile = at(tx, '2026-12-01T03:01:00Z')
      const announces = () =>
        aPriceChange(meanwhile, {
          ...{ planId: plan.planId, cents: 360_000, effectiveOn: '2026-12-01' },
          ...{ profiles: plan.terms.profiles, payment: 'postpaid' },
        })
      await billChunk(begins, { ...facts, limit: 2 })
      await announces()
      // The same process, which keeps what it knows of plans, and one that has just started.
      await billChunk(meanwhile, { ...facts, limit: 1 })
      await billChunk(meanwhile, { ...facts, kept: new KeptVersions(), limit: 1 })
      await endRun(meanwhile, { runId })
      await bills(at(tx, '2027-01-01T03:00:00Z'))
      for (const subscriberId of payers)
        expect(await linesOf(tx, subscriberId)).toEqual([
          'Office 50, 1 Nov 2026 – 30 Nov 2026 = 299900',
          'Office 50, 1 Dec 2026 – 31 Dec 2026 = 360000',
        ])
      await holds(tx)
    },
    { at: '2026-10-31T21:00:00Z' },
  )
})

test('options, coupons for as many periods as they have, and add-ons as they were sold are in the price', async () => {
  await testTx(
    async (tx) => {
      const subscriberId = await payer(tx, { cycleUnit: 'month', cycleCount: 3 })
      const components = [
        aComponent({ cents: 300_000 }),
        aComponent({ key: 'tv', kind: 'add-on', cents: 40_000, optional: true }),
      ]
      const { serviceId } = await aLine(tx, subscriberId, await postpaidPlan(tx, { components }))
      await tx.sql
        .updateTable('services.service')
        .set({ chosen: JSON.stringify({ tv: 1 }) })
        .where('id', '=', serviceId)
        .execute()
      const amount = { cents: '50000', currency: 'KES' } as const
      await aCoupon(tx, { code: 'KARIBU', cycles: 2, effect: { kind: 'amount-off', amount } })
      await takeCoupon(tx, { serviceId, code: 'KARIBU' })
      const productId = await anAddon(tx)
      await sellAddon(tx, { serviceId, id: newId(tx.now), productId, quantity: 1 })

      await bills(at(tx, '2027-04-01T03:00:00Z'))
      expect(await linesOf(tx, subscriberId)).toEqual([
        'Office 50, 1 Jan 2027 – 31 Jan 2027; list price 3,000, less 500 = 250000',
        'Office 50: Internet, 1 Jan 2027 – 31 Jan 2027 = 40000',
        'Office 50, 1 Feb 2027 – 28 Feb 2027; list price 3,000, less 500 = 250000',
        'Office 50: Internet, 1 Feb 2027 – 28 Feb 2027 = 40000',
        'Office 50, 1 Mar 2027 – 31 Mar 2027 = 300000',
        'Office 50: Internet, 1 Mar 2027 – 31 Mar 2027 = 40000',
        'Static IP, 1 Jan 2027 – 31 Jan 2027 = 50000',
        'Static IP, 1 Feb 2027 – 28 Feb 2027 = 50000',
        'Static IP, 1 Mar 2027 – 31 Mar 2027 = 50000',
      ])
      const { coupons } = await extrasNow(tx, serviceId)
      expect(coupons.map(({ state, used }) => `${state} ${used}`)).toEqual(['over 2'])
      await holds(tx)
    },
    { at: '2026-12-31T21:00:00Z' },
  )
})
