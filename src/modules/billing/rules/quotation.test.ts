import { describe, expect, test } from 'vitest'
import { taxed, type PriceQuote } from '#modules/catalog/contract.ts'
import { firstPeriod } from './offer-words.ts'
import {
  manyTaxed,
  mayQuotation,
  pricesToAgree,
  stateNow,
  validity,
  type Verb,
} from './quotation.ts'

const at = (moment: string) => Temporal.Instant.from(moment)

test('an offer is over with the midnight after its last day, whatever nobody did about it', () => {
  const { validOn, expiresAt } = validity(
    Temporal.PlainDate.from('2028-02-15'),
    14,
    'Africa/Nairobi',
  )
  expect([validOn.toString(), expiresAt.toString()]).toEqual(['2028-02-29', '2028-02-29T21:00:00Z'])
  const last = at('2028-02-29T20:59:59Z')
  const cases = [
    ['sent', last, 'sent'],
    ['sent', expiresAt, 'expired'],
    ['accepted', expiresAt, 'accepted'],
    ['declined', expiresAt, 'declined'],
    ['withdrawn', expiresAt, 'withdrawn'],
  ] as const
  for (const [state, now, shown] of cases) expect(stateNow({ state, expiresAt }, now)).toBe(shown)
  expect(stateNow({ state: 'draft', expiresAt: null }, expiresAt)).toBe('draft')
})

test.each<[Verb, string]>([
  // draft, sent, accepted, declined, expired, withdrawn
  ['change', 'go other-state other-state other-state expired other-state'],
  ['send', 'go done other-state other-state expired other-state'],
  ['accept', 'other-state go done other-state expired other-state'],
  ['decline', 'other-state go other-state done expired other-state'],
  ['withdraw', 'go go other-state other-state expired done'],
])('%s: what it does in each state', (verb, answers) => {
  const states = ['draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn'] as const
  expect(states.map((state) => mayQuotation(verb, state)).join(' ')).toBe(answers)
})

test('many of one thing are taxed as each of them will be, to the cent', () => {
  const parts = [{ id: 'vat', kind: 'vat' as const, level: 2, rate_bp: 1600, base: 33n, cents: 5n }]
  const one = taxed('exclusive', 'standard', 33n, parts)
  const ten = manyTaxed(one, 10n)
  expect(ten).toMatchObject({ net: 330n, vat: 50n, gross: 380n, taxable: 330n })
  expect(ten.parts).toMatchObject([{ base: 330n, cents: 50n }])
})

describe('what must be agreed so that the first period costs what was offered', () => {
  type Line = PriceQuote['lines'][number]
  const now = (price: bigint, by: Line['changes'][number]['by'] | null = null) => ({
    lines: [
      {
        ...{ key: 'monthly', kind: 'recurring', name: { en: '', sw: '' }, quantity: 1n },
        ...{ taxClassId: 'internet', list: 1000n, price },
        taxed: taxed('inclusive', 'standard', price, []),
        changes: by === null ? [] : [{ by, id: null, cents: price - 1000n }],
      } satisfies Line,
    ],
  })
  const offered = [{ component: 'monthly', price: 900n }]
  test.each([
    ['the same: nothing', now(900n), []],
    ['a first offer of the plan: nothing, or it would end', now(900n, 'phase'), []],
    ['dearer: what was offered', now(1000n), [900n]],
    ['cheaper: nothing, they get what is cheaper', now(800n), []],
    ['the same by a rule that may be over when it is bought', now(900n, 'rule'), [900n]],
    ['cheaper by such a rule: the cheaper one', now(800n, 'rule'), [800n]],
    ['a price that is gone', { lines: [] }, []],
  ])('%s', (_, quote, cents) => {
    expect(pricesToAgree(offered, quote).map((one) => one.cents)).toEqual(cents)
  })
})

test.each([
  ['month', 1, 'first month', 'mwezi wa kwanza'],
  ['month', 3, 'first 3 months', 'miezi 3 ya kwanza'],
  ['day30', 1, 'first 30 days', 'siku 30 za kwanza'],
  ['week', 2, 'first 2 weeks', 'wiki 2 za kwanza'],
  ['year', 1, 'first year', 'mwaka wa kwanza'],
] as const)('%s × %i is said as "%s"', (unit, count, en, sw) => {
  expect(firstPeriod({ unit, count })).toEqual({ en, sw })
})
