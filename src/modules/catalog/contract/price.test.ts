import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainStep } from './explain.ts'
import type { AgreedPrice } from './agreed-prices.ts'
import type { Coupon } from './coupons.ts'
import { phase } from './plan-terms.ts'
import { rulesMeet, type PriceRule } from './price-rules.ts'
import {
  ID,
  STUDENT,
  kes,
  words,
  component,
  version,
  rule,
  when,
  off,
  coupon,
  ask,
  priceOf,
  coupons,
  home,
} from './testing.ts'

describe('a price', () => {
  test('is what the plan lists, taxed', () => {
    const quote = ask(home)
    expect(quote.totals).toMatchObject({
      net: 250_000n,
      excise: 37_500n,
      vat: 46_000n,
      gross: 333_500n,
    })
    expect(quote.taxDay).toBe('2026-11-20')
  })

  test.each([
    ['first', 0, 125_000],
    ['second', 1, 200_000],
    ['third', 2, 200_000],
    ['fourth', 3, 250_000],
  ])('of the %s period follows the phases', (_, cycle, cents) => {
    const phases = [
      phase.parse({
        name: words('Half'),
        cycles: 1,
        effect: { kind: 'percent-off', share_bp: 5000 },
      }),
      {
        ...{ name: words('Two months'), cycles: 2 },
        effect: { kind: 'price' as const, price: kes(200_000) },
      },
    ]
    expect(priceOf(version([component('monthly', 250_000)], phases), {}, { cycle })).toBe(cents)
  })

  test.each([
    ['to a student', when({ segmentId: STUDENT }), { segmentIds: [STUDENT] }, 225_000],
    ['to somebody else', when({ segmentId: STUDENT }), {}, 250_000],
    ['in the season', when({ from: '2026-11-01', lastDay: '2026-11-20' }), {}, 225_000],
    ['after the season', when({ lastDay: '2026-11-19' }), {}, 250_000],
    ['at the hour', when({ hours: [{ days: [5], from: '17:00', to: '19:00' }] }), {}, 225_000],
    ['at another hour', when({ hours: [{ days: [5], from: '19:00', to: '20:00' }] }), {}, 250_000],
    ['after two years', when({ monthsServed: 24 }), { monthsServed: 24 }, 225_000],
    ['before two years', when({ monthsServed: 24 }), { monthsServed: 23 }, 250_000],
    ['to the referred', when({ referral: 'referred' }), { referral: 'referred' as const }, 225_000],
    ['to the referrer', when({ referral: 'referred' }), { referral: 'referrer' as const }, 250_000],
    ['in the first periods', when({ firstCycles: 3 }), { cycle: 2 }, 225_000],
    ['after the first periods', when({ firstCycles: 3 }), { cycle: 3 }, 250_000],
    ['of another plan', scoped({ planIds: [ID(77)] }), {}, 250_000],
    ['of another kind of service', scoped({ serviceTypeIds: ['hotspot'] }), {}, 250_000],
    ['at a site', scoped({ siteIds: [ID(7)] }), { siteId: ID(7) }, 225_000],
    ['at another site', scoped({ siteIds: [ID(7)] }), { siteId: ID(8) }, 250_000],
  ])('%s follows the rule', (_, given, facts, cents) => {
    expect(priceOf(home, { rules: [off(1000, given)] }, facts)).toBe(cents)
  })

  test('takes bulk before other rules, and rules by priority, each share off what is left', () => {
    const bulk = rule(
      {
        kind: 'bulk',
        by: 'lines',
        tiers: [
          { from: 5n, share_bp: 500 },
          { from: 10n, share_bp: 2000 },
        ],
      },
      { priority: 99 },
    )
    const given = { rules: [off(1000, { priority: 2 }), bulk] }
    expect(priceOf(home, given, { activeLines: 4 })).toBe(225_000)
    expect(priceOf(home, given, { activeLines: 5 })).toBe(213_750)
    const steps = ask(home, given, { activeLines: 12 }).steps.filter(({ kind }) => kind === 'rule')
    expect(steps).toMatchObject([
      { share_bp: 2000, after: 200_000n },
      { share_bp: 1000, after: 180_000n },
    ])
  })

  test('agreed with the contract wins over the phase and, unless it says otherwise, over rules', () => {
    const agreed = (withRules: boolean): AgreedPrice => ({
      ...{
        id: ID(800),
        holderKind: 'contract',
        holderId: ID(5),
        planId: ID(2),
        componentKey: null,
      },
      effect: { kind: 'price', price: kes(190_000) },
      ...{ withRules, from: '2026-01-01', lastDay: null, reason: 'Tender 12', state: 'on' },
      ...{ madeAt: '', madeBy: { kind: 'system', id: 'test' } },
    })
    const facts = { holderIds: [ID(6), ID(5)] }
    expect(priceOf(home, { agreed: [agreed(false)], rules: [off(1000)] }, facts)).toBe(190_000)
    expect(priceOf(home, { agreed: [agreed(true)], rules: [off(1000)] }, facts)).toBe(171_000)
    expect(priceOf(home, { agreed: [agreed(false)] }, { holderIds: [ID(9)] })).toBe(250_000)
  })

  test('has installation in the first period only, and what was chosen', () => {
    const plan = version([
      component('monthly', 250_000),
      component('install', 350_000, { kind: 'one-off', taxClassId: 'goods' }),
      component('ip', 50_000, { kind: 'add-on', optional: true }),
      component('device', 10_000, { kind: 'device', included: 3, optional: true }),
      component('least', 100_000, { kind: 'minimum' }),
    ])
    expect(ask(plan).lines.map(({ key }) => key)).toEqual(['monthly', 'install'])
    const later = ask(plan, {}, { cycle: 1, chosen: { ip: 2, device: 5 } })
    expect(later.lines.map(({ key, price }) => [key, price])).toEqual([
      ['monthly', 250_000n],
      ['ip', 100_000n],
      ['device', 20_000n],
    ])
    expect(later.minimum).toBe(100_000n)
  })
})

function scoped(scope: Partial<PriceRule['scope']>): Partial<PriceRule> {
  return { scope: { ...rule({ kind: 'percent-off', share_bp: 1 }).scope, ...scope } }
}

describe('coupons', () => {
  const ten = coupon('TEN', { kind: 'percent-off', share_bp: 1000 })
  const fixed = coupon('LESS500', { kind: 'amount-off', amount: kes(50_000) })
  test('take shares before amounts, whatever order they are given in', () => {
    const given = { coupons: [fixed, ten] }
    expect(priceOf(home, given, coupons('less500', ' ten '))).toBe(175_000)
  })

  test('that do not stack are tried alone, and the cheaper one counts', () => {
    const given = {
      coupons: [
        { ...ten, stacks: false },
        { ...fixed, stacks: false },
      ],
    }
    const quote = ask(home, given, coupons('TEN', 'LESS500'))
    expect(quote.couponIds).toEqual([fixed.id])
    expect(quote.totals.net).toBe(200_000n)
    expect(quote.steps).toContainEqual({
      ...{ kind: 'skipped', name: { en: 'TEN', sw: '' }, why: 'not-combined' },
    })
  })

  test('an exclusive one goes with nothing else: the better of the two ways counts', () => {
    const alone = { ...ten, stacks: false, exclusive: true }
    const small = ask(home, { coupons: [alone], rules: [off(2000)] }, coupons('TEN'))
    expect([small.totals.net, small.couponIds.length, small.ruleIds.length]).toEqual([
      200_000n,
      0,
      1,
    ])
    const big = ask(home, { coupons: [alone], rules: [off(500)] }, coupons('TEN'))
    expect([big.totals.net, big.couponIds.length, big.ruleIds.length]).toEqual([225_000n, 1, 0])
  })

  test.each([
    ['unknown', {}, 'OTHER', {}],
    ['used-up', { usesMax: 5, uses: 5 }, 'TEN', {}],
    ['season', { lastDay: '2026-11-19' }, 'TEN', {}],
    ['segment', { segmentId: STUDENT }, 'TEN', {}],
    ['new-subscribers', { newSubscribersOnly: true }, 'TEN', {}],
    ['used-by-you', { usesPerSubscriberMax: 1 }, 'TEN', { usedBefore: 1 }],
    ['over', { cycles: 3 }, 'TEN', { cycle: 3 }],
    ['off', { state: 'off' }, 'TEN', {}],
    ['other-plan', { scope: { ...ten.scope, planIds: [ID(77)] } }, 'TEN', {}],
  ] as const)('that do not apply say why: %s', (why, given, code, use) => {
    const one = { ...ten, ...given } as Coupon // readonly cases of a table
    const quote = ask(home, { coupons: [one] }, { coupons: [{ code, ...use }] })
    expect(quote.totals.net).toBe(250_000n)
    expect(quote.steps).toContainEqual(expect.objectContaining({ kind: 'skipped', why }))
  })

  test('a use that has begun goes on for its periods, although the season is over', () => {
    const one = { ...ten, lastDay: '2026-11-19', cycles: 3 }
    // Taken and counted, a use lowers its periods whatever has become of the coupon since.
    const gone = { ...one, state: 'off' as const, usesMax: 1, uses: 1, lastDay: '2026-01-31' }
    const held = (cycle: number) => ({ coupons: [{ code: 'TEN', held: true, cycle }] })
    expect([0, 2, 3].map((cycle) => priceOf(home, { coupons: [gone] }, held(cycle)))).toEqual([
      225_000, 225_000, 250_000,
    ])
    const use = { coupons: [{ code: 'TEN', cycle: 2 }] }
    expect(priceOf(home, { coupons: [one] }, use)).toBe(225_000)
  })
})

describe('whatever discounts meet', () => {
  const shares = fc.integer({ min: 1, max: 10_000 })
  const effects = fc.oneof(
    shares.map((share_bp) => ({ kind: 'percent-off' as const, share_bp })),
    fc
      .bigInt({ min: 1n, max: 1_000_000n })
      .map((cents) => ({ kind: 'amount-off' as const, amount: kes(cents) })),
  )
  const asked = fc.record({
    prices: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 }),
    rules: fc.array(fc.record({ effect: effects, exclusive: fc.boolean() }), { maxLength: 4 }),
    coupons: fc.array(
      fc.record({ effect: effects, stacks: fc.boolean(), exclusive: fc.boolean() }),
      {
        maxLength: 3,
      },
    ),
    max: fc.integer({ min: 0, max: 10_000 }),
  })
  const given = (one: typeof asked extends fc.Arbitrary<infer T> ? T : never) => {
    const plan = version(one.prices.map((cents, place) => component(`p${place}`, cents)))
    const some = one.coupons.map(({ effect, stacks, exclusive }, place) =>
      coupon('C'.repeat(place + 1), effect, { stacks: stacks && !exclusive, exclusive }),
    )
    const quote = ask(
      plan,
      {
        rules: one.rules.map(({ effect, exclusive }) => rule(effect, { exclusive })),
        ...{ coupons: some, discountMax_bp: one.max },
      },
      coupons(...some.map(({ code }) => code)),
    )
    return { quote, some, rules: one.rules }
  }

  test('no price falls below zero or by more than the ISP allows; every cent has a cause; amounts stay within their face', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { quote, some } = given(one)
        for (const line of quote.lines) {
          const least = line.list - (line.list * BigInt(one.max)) / 10_000n - 1n
          expect(line.price >= 0n && line.price >= least && line.price <= line.list).toBe(true)
          expect(line.changes.reduce((sum, { cents }) => sum + cents, line.list)).toBe(line.price)
        }
        for (const { id, effect } of some) {
          if (effect.kind !== 'amount-off') continue
          const taken = quote.lines
            .flatMap(({ changes }) => changes)
            .filter((each) => each.id === id)
          expect(-taken.reduce((sum, { cents }) => sum + cents, 0n) <= effect.amount.cents).toBe(
            true,
          )
        }
      }),
    )
  })

  test('what is exclusive is alone, and totals are sums of lines, whatever their order', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { quote, some } = given(one)
        const alone = some.filter(({ id, exclusive }) => exclusive && quote.couponIds.includes(id))
        const used = quote.ruleIds.length + quote.couponIds.length
        if (alone.length > 0) expect(used).toBe(1)
        const { net, excise, vat, gross } = quote.totals
        expect(net + excise + vat).toBe(gross)
        expect(quote.lines.toReversed().reduce((sum, line) => sum + line.taxed.gross, 0n)).toBe(
          gross,
        )
      }),
    )
  })
})

test('each step is said in both languages', () => {
  const { steps } = ask(
    home,
    {
      rules: [
        off(1000, when({ segmentId: STUDENT, monthsServed: 12 })),
        off(500, when({ referral: 'referred' })),
      ],
      coupons: [coupon('KARIBU', { kind: 'amount-off', amount: kes(20_000) })],
    },
    { ...coupons('KARIBU'), segmentIds: [STUDENT], monthsServed: 14 },
  )
  expect(steps.map((step) => explainStep(step, 'en').replaceAll('\u00a0', ' '))).toEqual([
    'Home 20, version 3, lists Ksh 2,500.00.',
    expect.stringContaining('(Students, 14 months with us): 10 % off, leaves Ksh 2,250.00.'),
    'Coupon KARIBU: Ksh 200.00 off, leaves Ksh 2,050.00.',
    expect.stringContaining('for referrals.'),
    'Excise 15 % of Ksh 2,050.00: Ksh 307.50.',
    'VAT 16 % of Ksh 2,357.50: Ksh 377.20.',
  ])
  for (const step of steps) expect(explainStep(step, 'sw')).not.toBe(explainStep(step, 'en'))
})

test.each([
  ['the same', {}, {}, true],
  ['other plans', { scope: { planIds: [ID(1)] } }, { scope: { planIds: [ID(2)] } }, false],
  ['all plans and one', {}, { scope: { planIds: [ID(2)] } }, true],
  ['other prices', { scope: { kinds: ['usage'] } }, {}, false],
  ['seasons apart', { when: { lastDay: '2026-06-30' } }, { when: { from: '2026-07-01' } }, false],
  [
    'seasons that touch',
    { when: { lastDay: '2026-07-01' } },
    { when: { from: '2026-07-01' } },
    true,
  ],
  ['other segments', { when: { segmentId: ID(1) } }, { when: { segmentId: ID(2) } }, true],
] as const)('rules for %s meet: %#', (_, one, other, meet) => {
  const made = (given: { scope?: object; when?: object }) => {
    const usual = off(1)
    return { scope: { ...usual.scope, ...given.scope }, when: { ...usual.when, ...given.when } }
  }
  expect(rulesMeet(made(one), made(other))).toBe(meet)
})
