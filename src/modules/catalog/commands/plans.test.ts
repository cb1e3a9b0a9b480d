import { describe, expect, test } from 'vitest'
import { testTx, testUnits } from '#platform/testing.ts'
import { sql } from 'kysely'
import {
  addPlan as endpoint,
  changeVersion as changeVersionEndpoint,
  listPlans,
  saveDraft as saveDraftEndpoint,
  type planTerms,
} from '../contract.ts'
import { everyVersionReads, oneVersionOnSale } from '../queries/invariants.ts'
import { planNow, plansPage } from '../queries/plans.ts'
import { versionForRenewal } from '../queries/price-changes.ts'
import { aComponent, aPlan, aPlanInput, someTerms } from '../testing.ts'
import { addPlan } from './add-plan.ts'
import { announcePriceChange } from './announce-price-change.ts'
import { archivePlan } from './archive-plan.ts'
import { changeVersion } from './change-version.ts'
import { discardDraft } from './discard-draft.ts'
import { planPriceChange } from './plan-price-change.ts'
import { publishVersion } from './publish-version.ts'
import { saveDraft } from './save-draft.ts'
import { withdrawVersion } from './withdraw-version.ts'
import type { z } from 'zod'

const parsed = (given: Parameters<typeof aPlanInput>[0] = {}) =>
  endpoint.input.parse(aPlanInput(given))
const draft = (planId: string, given: Partial<z.input<typeof planTerms>> = {}) =>
  saveDraftEndpoint.input.parse({ planId, terms: someTerms(given), speed: null, notes: '' })
const dearer = { components: [aComponent({ cents: 349_900 })] }

describe('a plan', () => {
  test('goes on sale with its speed found or made, its code kept for ever', async () => {
    await testTx(async (tx) => {
      const first = await aPlan(tx, { code: 'home-20' })
      expect(first).toMatchObject({ planCode: 'HOME-20', number: 1, state: 'published' })
      expect(first.profiles.speed?.rate).toEqual({ down_bps: 20_000_000, up_bps: 10_000_000 })
      expect(tx.announced.map(({ name }) => name)).toContain('catalog.plan-published')
      const second = await aPlan(tx)
      expect(second.terms.profiles.speed).toBe(first.terms.profiles.speed)
      await expect(addPlan(tx, parsed({ code: 'HOME-20' }))).rejects.toMatchObject({
        ...{ code: 'catalog.code_taken', issues: [{ path: 'code' }] },
      })
      const page = await plansPage(tx, listPlans.input.parse({ q: 'home-20' }))
      expect(page.items).toMatchObject([
        { code: 'HOME-20', versionState: 'on-sale', listed: '299900', inclusive: true },
      ])
    })
  })

  test.each([
    ['no price', { components: [] }, 'terms.components'],
    ['a price of nothing', { components: [aComponent({ cents: 0 })] }, 'terms.components'],
    ['a trial that costs', { payment: 'trial' as const }, 'terms.components'],
    [
      'a minimum that nobody asks for',
      { components: [aComponent(), aComponent({ key: 'least', kind: 'minimum' })] },
      'terms.components.1.kind',
    ],
    ['pay-as-you-go without usage', { payment: 'payg' as const }, 'terms.components'],
  ])('with %s is kept as a draft and not sold', async (_, terms, path) => {
    await testTx(async (tx) => {
      const planId = await addPlan(tx, parsed({ release: 'keep-draft', terms: someTerms(terms) }))
      await expect(publishVersion(tx, { planId, sellFrom: null })).rejects.toMatchObject({
        ...{ code: 'catalog.not_ready_to_sell', issues: [{ path }] },
      })
      expect((await planNow(tx, planId)).versions).toMatchObject([{ state: 'draft' }])
    })
  })

  test('without a speed cannot go online, and IPTV need not', async () => {
    await testTx(async (tx) => {
      const input = { speed: null, release: 'publish' as const }
      await expect(addPlan(tx, parsed(input))).rejects.toMatchObject({
        issues: [{ path: 'speed' }],
      })
      await addPlan(tx, parsed({ ...input, serviceTypeId: 'iptv' }))
    })
  })

  test.each([
    ['without a tax class', { taxClassId: '' }, 'terms.components.0.taxClassId'],
    ['below zero', { charge: flat('-100', 'KES') }, 'terms.components.0.charge.price.amount'],
    [
      'of more than a hundred million',
      { charge: flat('10000000001', 'KES') },
      'terms.components.0.charge.price.amount',
    ],
    [
      'of half a cent',
      { charge: flat('299900.5', 'KES') },
      'terms.components.0.charge.price.amount.cents',
    ],
    [
      'in dollars',
      { charge: flat('2000', 'USD') },
      'terms.components.0.charge.price.amount.currency',
    ],
  ])('is not made with a price %s', (_, component, path) => {
    const terms = { ...someTerms(), components: [{ ...aComponent(), ...component }] }
    const result = endpoint.input.safeParse({ ...aPlanInput(), terms })
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  test('with a tax class that does not exist is refused by name', async () => {
    await testTx(async (tx) => {
      const terms = someTerms({ components: [aComponent({ taxClassId: 'nothing' })] })
      await expect(addPlan(tx, parsed({ terms }))).rejects.toMatchObject({
        code: 'catalog.no_tax_class',
        issues: [{ path: 'terms.components.0.taxClassId' }],
      })
    })
  })
})

function flat(cents: string, currency: string) {
  return { model: 'flat', price: { amount: { cents, currency }, per: '1' } }
}

describe('a published version', () => {
  test('is never changed, neither by a command nor past it', async () => {
    await testTx(async (tx) => {
      const sold = await aPlan(tx)
      const change = changeVersionEndpoint.input.parse({
        ...draft(sold.planId, dearer),
        terms: someTerms(dearer),
        planVersionId: sold.id,
      })
      await expect(changeVersion(tx, change)).rejects.toMatchObject({
        ...{ code: 'catalog.version_is_published', facts: { number: 1 } },
      })
      for (const statement of [
        sql`update catalog.plan_version set terms = terms || '{"graceHours": 5}' where id = ${sold.id}`,
        sql`delete from catalog.plan_version where id = ${sold.id}`,
        sql`update catalog.plan_version set state = 'draft', sell_from = null where id = ${sold.id}`,
        sql`delete from catalog.plan_price where plan_version_id = ${sold.id}`,
        sql`update catalog.profile_version set content = '{}' where id = ${sold.terms.profiles.speed}`,
      ]) {
        await sql`savepoint before`.execute(tx.sql)
        await expect(statement.execute(tx.sql)).rejects.toMatchObject({ code: '23001' })
        await sql`rollback to before`.execute(tx.sql)
      }
    })
  })

  test('gives way to the next one at its moment, and a draft can be thrown away', async () => {
    await testTx(async (tx) => {
      const { planId, id } = await aPlan(tx)
      await saveDraft(
        tx,
        draft(planId, {
          ...dearer,
          profiles: (await planNow(tx, planId)).versions[0]!.terms.profiles,
        }),
      )
      await discardDraft(tx, { planId })
      await expect(discardDraft(tx, { planId })).rejects.toMatchObject({ code: 'catalog.no_draft' })
      const profiles = (await planNow(tx, planId)).versions[0]!.terms.profiles
      await saveDraft(tx, draft(planId, { ...dearer, profiles }))
      await expect(
        publishVersion(tx, { planId, sellFrom: tx.now.subtract({ hours: 1 }).toString() }),
      ).rejects.toMatchObject({ code: 'catalog.sell_from_past' })
      const later = tx.now.add({ hours: 48 }).toString()
      const next = await publishVersion(tx, { planId, sellFrom: later })
      expect(await planNow(tx, planId)).toMatchObject({
        onSaleId: id,
        versions: [
          { id: next, sellFrom: later, sellUntil: null },
          { id, sellUntil: later },
        ],
      })
      // What was to come comes no more, so what is sold now is sold on.
      await withdrawVersion(tx, { planId, planVersionId: next })
      expect(await planNow(tx, planId)).toMatchObject({
        onSaleId: id,
        versions: [
          { id: next, state: 'withdrawn' },
          { id, sellUntil: null },
        ],
      })
      await withdrawVersion(tx, { planId, planVersionId: id })
      expect(await planNow(tx, planId)).toMatchObject({ onSaleId: null })
      expect(await oneVersionOnSale.violations(tx)).toEqual([])
      expect(await everyVersionReads.violations(tx)).toEqual([])
      await archivePlan(tx, { planId, version: 1 })
      await expect(saveDraft(tx, draft(planId))).rejects.toMatchObject({
        code: 'catalog.plan_is_archived',
      })
    })
  })

  test('two who save a draft at once leave one draft', async () => {
    const units = await testUnits()
    const origin = { actor: { kind: 'system' as const, name: 'test' }, name: 'test.draft' }
    const { planId } = await units.unit(origin, (tx) => aPlan(tx))
    await Promise.all(
      [1, 2, 3].map((hours) =>
        units.unit(origin, (tx) => saveDraft(tx, draft(planId, { graceHours: hours }))),
      ),
    )
    const { versions } = await units.read(origin, (read) => planNow(read, planId))
    expect(versions.map(({ state }) => state)).toEqual(['draft', 'published'])
  })
})

describe('a planned price change', () => {
  test('moves holders when effective, announced and the promised notice is over', async () => {
    await testTx(async (tx) => {
      const held = await aPlan(tx)
      const { planId } = held
      await saveDraft(tx, draft(planId, { ...dearer, profiles: held.terms.profiles }))
      const toVersionId = await publishVersion(tx, { planId, sellFrom: null })
      const change = { planId, toVersionId, kind: 'next-renewal' as const, reason: 'Fuel' }
      await expect(
        planPriceChange(tx, { ...change, effectiveOn: '2026-11-19', noticeDays: 14 }),
      ).rejects.toMatchObject({ code: 'catalog.change_from_past' })
      const id = await planPriceChange(tx, { ...change, effectiveOn: '2026-12-01', noticeDays: 14 })
      await expect(
        planPriceChange(tx, { ...change, effectiveOn: '2026-12-02', noticeDays: 1 }),
      ).rejects.toMatchObject({ code: 'catalog.price_change_exists' })
      const renewsAt = async (day: string) =>
        (
          await versionForRenewal(tx, {
            ...{ planVersionId: held.id, at: Temporal.Instant.from(`${day}T12:00:00+03:00`) },
          })
        ).number
      expect(await renewsAt('2027-06-01')).toBe(1)
      await announcePriceChange(tx, { priceChangeId: id, version: 1 })
      // The version held promises 30 days, so 14 are not enough: 20 November and 30 days.
      expect(await renewsAt('2026-12-05')).toBe(1)
      expect(await renewsAt('2026-12-19')).toBe(1)
      expect(await renewsAt('2026-12-20')).toBe(2)
      await expect(
        announcePriceChange(tx, { priceChangeId: id, version: 2 }),
      ).rejects.toMatchObject({ code: 'catalog.price_change_over' })
    })
  })

  test('leaves those alone whose version is promised to stay, unless it gets cheaper', async () => {
    await testTx(async (tx) => {
      const kept = { priceRise: { kind: 'grandfather' as const } }
      const held = await aPlan(tx, { terms: someTerms(kept) })
      const { planId } = held
      const profiles = held.terms.profiles
      const moveTo = async (cents: number) => {
        await saveDraft(tx, draft(planId, { components: [aComponent({ cents })], profiles }))
        const toVersionId = await publishVersion(tx, { planId, sellFrom: null })
        const change = { planId, toVersionId, kind: 'next-renewal' as const, reason: 'Prices' }
        const id = await planPriceChange(tx, {
          ...change,
          effectiveOn: '2026-11-20',
          noticeDays: 0,
        })
        await announcePriceChange(tx, { priceChangeId: id, version: 1 })
        return (await versionForRenewal(tx, { planVersionId: held.id, at: tx.now })).number
      }
      expect(await moveTo(349_900)).toBe(1)
      expect(await moveTo(249_900)).toBe(3)
    })
  })
})
