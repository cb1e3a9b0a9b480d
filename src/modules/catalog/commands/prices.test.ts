import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testTx, testUnits } from '#platform/testing.ts'
import {
  addTaxRate as rateEndpoint,
  couponInput,
  packageContent,
  priceFacts,
  productContent,
  ruleInput,
  segmentInput,
  type CouponInput,
  type RuleInput,
} from '../contract.ts'
import { everyCouponCounts } from '../queries/invariants.ts'
import { couponNow } from '../queries/coupons.ts'
import { planVersionNow } from '../queries/plan-version.ts'
import { priceOf } from '../queries/price-book.ts'
import { taxDeskNow, taxPreview } from '../queries/tax-desk.ts'
import { aPlan } from '../testing.ts'
import { addCoupon } from './add-coupon.ts'
import { addPackage } from './add-package.ts'
import { addProduct } from './add-product.ts'
import { addRule } from './add-rule.ts'
import { addSegment } from './add-segment.ts'
import { addTaxRate } from './add-tax-rate.ts'
import { agreePrice } from './agree-price.ts'
import { changeCoupon } from './change-coupon.ts'
import { changeTaxClass } from './change-tax-class.ts'
import { composePlan } from './compose-plan.ts'
import { removeTaxRate } from './remove-tax-rate.ts'
import { settleCouponUse } from './settle-coupon-use.ts'
import { switchRule } from './switch-rule.ts'
import { useCoupon } from './use-coupon.ts'

const scope = { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring' as const] }
const aRule = (given: Partial<RuleInput> = {}) =>
  ruleInput.parse({
    name: { en: 'Students', sw: 'Wanafunzi' },
    ...{ priority: 10, exclusive: false, scope },
    when: {
      ...{ segmentId: null, from: null, lastDay: null, hours: null, monthsServed: null },
      ...{ referral: null, firstCycles: null },
    },
    effect: { kind: 'percent-off', share_bp: 1000 },
    ...given,
  } satisfies RuleInput)
const aCoupon = (given: Partial<CouponInput> = {}) =>
  couponInput.parse({
    ...{ code: 'karibu', name: { en: 'Welcome', sw: 'Karibu' }, scope, segmentId: null },
    effect: { kind: 'percent-off', share_bp: 1000 },
    ...{ newSubscribersOnly: false, from: null, lastDay: null, usesMax: 3 },
    ...{ usesPerSubscriberMax: 1, cycles: 1, stacks: true, exclusive: false, ...given },
  } satisfies CouponInput)
const origin = { actor: { kind: 'system' as const, name: 'test' }, name: 'test.coupon' }

describe('price rules', () => {
  test('that can meet have an order, or are refused by name', async () => {
    await testTx(async (tx) => {
      const first = await addRule(tx, aRule())
      await expect(addRule(tx, aRule({ name: { en: 'Other', sw: '' } }))).rejects.toMatchObject({
        ...{ code: 'catalog.rules_overlap', facts: { name: 'Students', priority: 10 } },
        issues: [{ path: 'priority' }],
      })
      await addRule(tx, aRule({ priority: 11 }))
      const season = { ...aRule().when, from: '2027-01-01', lastDay: null }
      await switchRule(tx, { ruleId: first, version: 1, state: 'off' })
      await addRule(tx, aRule({ when: season }))
      await expect(
        switchRule(tx, { ruleId: first, version: 2, state: 'on' }),
      ).rejects.toMatchObject({
        code: 'catalog.rules_overlap',
      })
      await expect(
        addRule(tx, aRule({ priority: 30, scope: { ...scope, planIds: [newId(tx.now)] } })),
      ).rejects.toMatchObject({
        code: 'catalog.scope_unknown',
        issues: [{ path: 'scope.planIds' }],
      })
    })
  })

  test('and agreed prices reach the price that is asked', async () => {
    await testTx(async (tx) => {
      const version = await aPlan(tx)
      const segmentId = await addSegment(
        tx,
        segmentInput.parse({
          name: { en: 'Students', sw: 'Wanafunzi' },
          proof: { en: 'Card', sw: '' },
          proofDays: 180,
        }),
      )
      await addRule(tx, aRule({ when: { ...aRule().when, segmentId } }))
      const ask = (facts: object) =>
        priceOf(tx, { planVersionId: version.id, facts: priceFacts.parse(facts), at: tx.now })
      expect((await ask({})).totals.gross).toBe(299_900n)
      expect((await ask({ segmentIds: [segmentId] })).totals.gross).toBe(269_910n)
      const holderId = newId(tx.now)
      const agreed = {
        ...{ holderKind: 'contract' as const, holderId, planId: version.planId, withRules: false },
        effect: { kind: 'price' as const, price: { cents: 200_000n, currency: 'KES' as const } },
        ...{ from: '2026-11-01', lastDay: null, reason: 'Ten lines' },
      }
      await expect(agreePrice(tx, { ...agreed, componentKey: 'nothing' })).rejects.toMatchObject({
        code: 'catalog.no_such_price',
      })
      await agreePrice(tx, { ...agreed, componentKey: 'monthly' })
      expect((await ask({ holderIds: [holderId] })).totals.gross).toBe(200_000n)
    })
  })
})

describe('a coupon', () => {
  test('is counted once for each key, and a released use is free again', async () => {
    await testTx(async (tx) => {
      const couponId = await addCoupon(tx, aCoupon())
      const [one, two] = [newId(tx.now), newId(tx.now)]
      await useCoupon(tx, { couponId, subscriberId: one, key: 'invoice 1' })
      await useCoupon(tx, { couponId, subscriberId: one, key: 'invoice 1' })
      expect(await couponNow(tx, couponId)).toMatchObject({ uses: 1 })
      await expect(
        useCoupon(tx, { couponId, subscriberId: two, key: 'invoice 1' }),
      ).rejects.toMatchObject({ code: 'catalog.coupon_key_taken' })
      await expect(
        useCoupon(tx, { couponId, subscriberId: one, key: 'invoice 2' }),
      ).rejects.toMatchObject({ code: 'catalog.coupon_used_up' })
      await settleCouponUse(tx, { key: 'invoice 1', as: 'released' })
      await settleCouponUse(tx, { key: 'invoice 1', as: 'released' })
      expect(await couponNow(tx, couponId)).toMatchObject({ uses: 0 })
      await useCoupon(tx, { couponId, subscriberId: one, key: 'invoice 3' })
      await settleCouponUse(tx, { key: 'invoice 3', as: 'final' })
      await expect(
        changeCoupon(tx, { ...aCoupon({ usesMax: 1 }), couponId, version: 1 }),
      ).resolves.toBeUndefined()
      expect(await everyCouponCounts.violations(tx)).toEqual([])
    })
  })

  test('is never used more often than it may be, however many try at once', async () => {
    const units = await testUnits()
    const couponId = await units.unit(origin, (tx) => addCoupon(tx, aCoupon({ code: 'RACE' })))
    const tries = Array.from({ length: 12 }, (_, place) =>
      units.unit(origin, (tx) =>
        useCoupon(tx, { couponId, subscriberId: newId(tx.now), key: `race ${place}` }),
      ),
    )
    const done = await Promise.allSettled(tries)
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    await units.read(origin, async (read) => {
      expect(await couponNow(read, couponId)).toMatchObject({ uses: 3 })
      expect(await everyCouponCounts.violations(read)).toEqual([])
    })
  })

  test.each([
    ['nothing off', { effect: { kind: 'amount-off', amount: { cents: '0', currency: 'KES' } } }],
    ['more than everything off', { effect: { kind: 'percent-off', share_bp: 10_001 } }],
    ['an end before its start', { from: '2026-12-02', lastDay: '2026-12-01' }],
    ['stacking and alone at once', { stacks: true, exclusive: true }],
  ])('with %s is refused', (_, given) => {
    expect(couponInput.safeParse({ ...couponInput.encode(aCoupon()), ...given }).success).toBe(
      false,
    )
  })
})

describe('taxes', () => {
  const rate = (given: object) =>
    rateEndpoint.input.parse({
      ...{
        taxId: 'excise-data',
        from: '2027-01-01',
        rate_bp: 2000,
        note: 'Finance Act 2027',
        ...given,
      },
    })

  test('change from a day to come, with a look at every plan before', async () => {
    await testTx(async (tx) => {
      // The ISP of the first migration is not registered for VAT; excise is due all the same.
      const version = await aPlan(tx)
      const preview = await taxPreview(tx, {
        taxId: 'excise-data',
        from: '2027-01-01',
        rate_bp: 2000,
      })
      expect(preview.plans).toMatchObject([
        { before: { net: '260783', gross: '299900' }, after: { net: '249917', gross: '299900' } },
      ])
      await addTaxRate(tx, rate({}))
      const at = (day: string) =>
        priceOf(tx, {
          ...{ planVersionId: version.id, facts: priceFacts.parse({}) },
          at: Temporal.Instant.from(`${day}T00:00:00+03:00`),
        })
      expect((await at('2026-12-31')).totals.excise).toBe(39_117n)
      expect((await at('2027-01-01')).totals.excise).toBe(49_983n)
      await expect(addTaxRate(tx, rate({}))).rejects.toMatchObject({ code: 'catalog.rate_taken' })
      await expect(addTaxRate(tx, rate({ from: '2026-11-19' }))).rejects.toMatchObject({
        code: 'catalog.rate_in_past',
      })
      await removeTaxRate(tx, { taxId: 'excise-data', from: '2027-01-01' })
      await expect(
        removeTaxRate(tx, { taxId: 'excise-data', from: '2023-07-01' }),
      ).rejects.toMatchObject({ code: 'catalog.rate_in_force' })
      const desk = await taxDeskNow(tx)
      expect(desk.taxes.find(({ id }) => id === 'excise-data')).toMatchObject({ now_bp: 1500 })
      expect(desk.classes.find(({ id }) => id === 'internet')).toMatchObject({ prices: 1 })
      const away = { name: { en: 'Internet', sw: '' }, note: '', state: 'archived' as const }
      await expect(
        changeTaxClass(tx, { classId: 'internet', ...away, version: 1 }),
      ).rejects.toMatchObject({ code: 'catalog.tax_class_in_use' })
    })
  })
})

describe('a package', () => {
  test('becomes a plan by choice, the same one for the same choice, and nothing beyond its bounds', async () => {
    await testTx(async (tx) => {
      const kes = (cents: number) => ({ cents: String(cents), currency: 'KES' as const })
      const flat = (cents: number) => ({
        ...{ model: 'flat' as const, price: { amount: kes(cents), per: '1' } },
      })
      const none = { en: '', sw: '' }
      const ip = await addProduct(tx, {
        ...{ code: 'STATIC-IP', kind: 'add-on' },
        content: productContent.parse({
          ...{
            name: { en: 'Static IP', sw: 'IP ya kudumu' },
            description: none,
            price: kes(50_000),
          },
          ...{ taxMode: 'inclusive', taxClassId: 'internet', charged: 'each-period' },
          ...{ gives: { kind: 'static-ip' }, serviceTypeIds: null, perServiceMax: 1 },
        }),
      })
      const packageId = await addPackage(tx, {
        code: 'OWN',
        content: packageContent.parse({
          ...{ name: { en: 'Your own', sw: 'Yako' }, description: none, serviceTypeId: 'fibre' },
          ...{ audience: 'everybody', payment: 'prepaid', taxClassId: 'internet' },
          validity: { unit: 'month', count: 1, mode: 'elapsed', anchor: null },
          ...{ taxMode: 'inclusive', base: kes(100_000) },
          speed: { min: 5, max: 100, step: 5, up: 5000, charge: flat(5000) },
          data: { unlimited: kes(100_000), volume: null, fairUse: null },
          devices: { included: 4, max: 10, each: kes(5000) },
          extras: [ip],
        }),
      })
      const choice = {
        ...{ down_mbps: 20, data_gb: null, devices: 6 },
        extras: [{ productId: ip, count: 1 }],
      }
      const made = await composePlan(tx, { packageId, choice })
      expect(await composePlan(tx, { packageId, choice })).toEqual(made)
      const version = await planVersionNow(tx, made.planVersionId)
      expect(version.profiles.speed?.rate).toEqual({ down_bps: 20_000_000, up_bps: 10_000_000 })
      const quote = await priceOf(tx, {
        ...{ planVersionId: version.id, facts: priceFacts.parse({}), at: tx.now },
      })
      // 1,000 and 20 × 50, 1,000 without a bound, 2 devices at 50, 500 for the address.
      expect(quote.totals.gross).toBe(360_000n)
      await expect(
        composePlan(tx, { packageId, choice: { ...choice, down_mbps: 22, devices: 11 } }),
      ).rejects.toMatchObject({
        code: 'catalog.choice_refused',
        issues: [{ path: 'choice.down_mbps' }, { path: 'choice.devices' }],
      })
    })
  })
})
