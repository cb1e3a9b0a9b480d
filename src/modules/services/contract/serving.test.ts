import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DUNNINGS,
  HOLD_REASONS,
  mayBeServed,
  PAYS,
  SERVICE_STATUSES,
  SERVING_KINDS,
  SERVING_REASONS,
  servingWords,
  type HoldFacts,
  type ServingFacts,
} from './serving.ts'

const NOW = 1_000_000_000
const HOUR = 3_600_000
const GRACES_S = [0, 3600]

/** Paid time by how it lies around now. */
const PAID = {
  never: [],
  now: [{ from_ms: NOW - HOUR, to_ms: NOW + HOUR }],
  'just-over': [{ from_ms: NOW - HOUR, to_ms: NOW }],
  'in-half-an-hour-of-grace': [{ from_ms: NOW - HOUR, to_ms: NOW - HOUR / 2 }],
  'long-over': [{ from_ms: NOW - 3 * HOUR, to_ms: NOW - 2 * HOUR }],
  'from-now': [{ from_ms: NOW, to_ms: NOW + HOUR }],
  later: [{ from_ms: NOW + HOUR, to_ms: NOW + 2 * HOUR }],
  'over-and-later': [
    { from_ms: NOW - 3 * HOUR, to_ms: NOW - 2 * HOUR },
    { from_ms: NOW + HOUR, to_ms: NOW + 2 * HOUR },
  ],
  'this-and-next': [
    { from_ms: NOW - HOUR, to_ms: NOW + HOUR },
    { from_ms: NOW + HOUR, to_ms: NOW + 2 * HOUR },
  ],
} as const

const TIMES = {
  stands: [NOW - HOUR, null],
  'stands-until-later': [NOW, NOW + HOUR],
  over: [NOW - HOUR, NOW],
  'to-come': [NOW + 1, null],
} as const

const holdSets: HoldFacts[][] = [
  [],
  ...HOLD_REASONS.flatMap((reason) =>
    Object.values(TIMES).map(([from_ms, to_ms]) => [{ reason, from_ms, to_ms }]),
  ),
  ...HOLD_REASONS.flatMap((one) =>
    HOLD_REASONS.map((other) => [
      { reason: one, from_ms: NOW - HOUR, to_ms: null },
      { reason: other, from_ms: NOW - HOUR, to_ms: null },
    ]),
  ),
]

/**
 * The same question answered in another way, as an auditor would: reasons to serve less are looked for one by one, from
 * the strictest kind to the mildest, and only the kind is compared.
 */
function oracle(facts: ServingFacts): (typeof SERVING_KINDS)[number] {
  const on = (hold: HoldFacts) =>
    !(hold.from_ms > NOW) && !(hold.to_ms !== null && hold.to_ms <= NOW)
  const held = (...reasons: string[]) =>
    facts.holds.filter(on).some((hold) => reasons.includes(hold.reason))
  const paysAfter = facts.pay === 'postpaid' || facts.pay === 'payg'
  if (facts.status === 'draft' || facts.status === 'ended') return 'denied'
  if (facts.status === 'pending') return 'walled-garden'
  if (held('abuse', 'admin', 'fraud')) return 'denied'
  if (paysAfter && facts.dunning === 'cut') return 'denied'
  if (held('nonpayment', 'voluntary', 'relocation', 'wallet')) return 'walled-garden'
  if (paysAfter && facts.dunning === 'walled-garden') return 'walled-garden'
  if (facts.pay === 'prepaid') {
    const starts = facts.paid.map((span) => span.from_ms)
    const ends = facts.paid.map((span) => span.to_ms)
    const inside =
      facts.paid.length > 0 && starts.some((start, n) => NOW >= start && NOW < (ends[n] ?? 0))
    const grace = ends.some((end) => end <= NOW && NOW - end < facts.grace_s * 1000)
    if (!inside && !grace) return 'walled-garden'
  }
  if (facts.hours === 'closed' || facts.quota === 'used-up') return 'walled-garden'
  if (paysAfter && facts.dunning === 'throttled') return 'throttled'
  return facts.quota === 'throttled' ? 'throttled' : 'full'
}

function* everything(): Generator<ServingFacts> {
  for (const status of SERVICE_STATUSES)
    for (const pay of PAYS)
      for (const dunning of DUNNINGS)
        for (const grace_s of GRACES_S)
          for (const paid of Object.values(PAID))
            for (const holds of holdSets)
              for (const quota of ['left', 'throttled', 'used-up', undefined] as const)
                for (const hours of ['open', 'closed', undefined] as const)
                  yield {
                    status,
                    pay,
                    dunning,
                    grace_s,
                    paid,
                    holds,
                    ...(quota && { quota }),
                    ...(hours && { hours }),
                  }
}

describe('may this be served (P37)', () => {
  test('the whole table agrees with an oracle, and says why', () => {
    let asked = 0
    const wrong: unknown[] = []
    const said = new Set<string>()
    for (const facts of everything()) {
      asked++
      const { kind, because } = mayBeServed(facts, NOW)
      said.add(because)
      if (kind !== oracle(facts)) wrong.push({ facts, kind, right: oracle(facts) })
    }
    expect(wrong.slice(0, 3)).toEqual([])
    expect(asked).toBeGreaterThan(200_000)
    expect([...said].toSorted()).toEqual([...SERVING_REASONS].toSorted())
  })

  test('each reason leads to one kind only, and has words in both languages', () => {
    const kinds = new Map<string, Set<string>>()
    for (const facts of everything()) {
      const { kind, because } = mayBeServed(facts, NOW)
      kinds.set(because, (kinds.get(because) ?? new Set()).add(kind))
    }
    for (const reason of SERVING_REASONS) {
      expect([reason, kinds.get(reason)?.size]).toEqual([reason, 1])
      expect(servingWords(reason, 'en')).not.toBe('')
      expect(servingWords(reason, 'sw')).not.toBe(servingWords(reason, 'en'))
    }
  })
})

const moment = fc.integer({ min: NOW - 5 * HOUR, max: NOW + 5 * HOUR })
const anyHold = fc.record({
  reason: fc.constantFrom(...HOLD_REASONS),
  from_ms: moment,
  to_ms: fc.option(moment, { nil: null }),
})
const anyFacts: fc.Arbitrary<ServingFacts> = fc.record({
  status: fc.constantFrom(...SERVICE_STATUSES),
  pay: fc.constantFrom(...PAYS),
  dunning: fc.constantFrom(...DUNNINGS),
  grace_s: fc.constantFrom(0, 3600, 86_400),
  paid: fc.array(fc.record({ from_ms: moment, to_ms: moment }), { maxLength: 3 }),
  holds: fc.array(anyHold, { maxLength: 4 }),
})
const rank = (facts: ServingFacts, at = NOW) => SERVING_KINDS.indexOf(mayBeServed(facts, at).kind)

describe('holds (P38)', () => {
  test('lifting one never serves while another stands', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(...HOLD_REASONS),
        fc.constantFrom(...HOLD_REASONS),
        (facts, one, other) => {
          const standing = { from_ms: NOW - 1, to_ms: null }
          const both = {
            ...facts,
            holds: [
              { reason: one, ...standing },
              { reason: other, ...standing },
            ],
          }
          const lifted = { ...both, holds: both.holds.slice(1) }
          expect(rank(lifted)).toBeGreaterThanOrEqual(SERVING_KINDS.indexOf('walled-garden'))
        },
      ),
    )
  })

  test('one more never gives more', () => {
    fc.assert(
      fc.property(anyFacts, anyHold, (facts, hold) => {
        expect(rank({ ...facts, holds: [...facts.holds, hold] })).toBeGreaterThanOrEqual(
          rank(facts),
        )
      }),
    )
  })

  test('come in any order', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const turned = { ...facts, holds: facts.holds.toReversed() }
        expect(mayBeServed(turned, NOW).kind).toBe(mayBeServed(facts, NOW).kind)
      }),
    )
  })
})

test('until the moment that it names, nothing changes by time alone', () => {
  fc.assert(
    fc.property(
      anyFacts,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (facts, part) => {
        const now = mayBeServed(facts, NOW)
        const end = now.until_ms ?? NOW + 100 * HOUR
        const between = NOW + Math.floor((end - NOW) * part)
        expect(mayBeServed(facts, between)).toMatchObject({ kind: now.kind, because: now.because })
      },
    ),
  )
})
