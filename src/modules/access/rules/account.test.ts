import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Account, merge, type Merged, type Stay } from './account.ts'

const MINUTE = 60_000
const T0 = Date.UTC(2026, 10, 20, 18)

const wide = (octets: bigint | number) => ({ octets: BigInt(octets), isWide: true })
const narrow = (octets: bigint | number) => ({
  octets: BigInt(octets) % (1n << 32n),
  isWide: false,
})

function record(kind: Account['kind'], minute: number, octets?: number | bigint): Account {
  const told = octets === undefined ? null : wide(octets)
  return {
    kind,
    at_ms: T0 + minute * MINUTE,
    isTimed: true,
    seconds: minute * 60,
    up: told,
    down: told,
    ...{ cause: null, class: null },
  }
}
const start = (minute = 0): Account => ({ ...record('start', minute), seconds: null })

/** All records in turn; what was added in all. */
function follow(records: readonly Account[]) {
  const stays: Stay[] = []
  let known: Stay | null = null
  let added = 0n
  for (const account of records) {
    const merged: Merged = merge(known, account)
    if (merged.kind === 'another') stays.push(merged.past)
    known = merged.stay
    added += merged.delta?.up ?? 0n
  }
  return { stays: known ? [...stays, known] : stays, added }
}
const last = (records: readonly Account[]) => {
  const { stays } = follow(records)
  return stays.at(-1)
}

describe('one session', () => {
  test('counts from start over interims to stop', () => {
    const stay = last([start(), record('interim', 5, 100), record('stop', 7, 150)])
    expect(stay).toMatchObject({ startedAt_ms: T0, seconds: 420, up: { total: 150n } })
    expect(stay?.end).toEqual({ at_ms: T0 + 7 * MINUTE, by: 'nas', cause: 'unknown' })
  })

  test('of which the start got lost began when its session time says', () => {
    expect(last([record('interim', 5, 100)])).toMatchObject({
      startedAt_ms: T0,
      up: { total: 100n },
    })
  })

  test('keeps its counters when a stop brings none', () => {
    expect(last([start(), record('interim', 5, 100), record('stop', 7)])).toMatchObject({
      ...{ up: { total: 100n }, end: { by: 'nas' } },
    })
  })

  test('goes on when we took it for dead and it was not', () => {
    const stay = last([start(), record('interim', 5, 100)])
    const dead: Stay = { ...stay!, end: { at_ms: T0 + 20 * MINUTE, by: 'us', cause: 'silence' } } // it was followed above
    const merged = merge(dead, record('interim', 25, 500))
    expect(merged).toMatchObject({ kind: 'same', stay: { end: null, up: { total: 500n } } })
  })

  test('that its NAS ended stays ended, whatever comes late', () => {
    const stay = last([start(), record('stop', 7, 150), record('interim', 5, 100)])
    expect(stay).toMatchObject({ up: { total: 150n }, end: { at_ms: T0 + 7 * MINUTE } })
  })
})

describe('counters', () => {
  test('of 32 bits wrap', () => {
    const told = [4_000_000_000, 4_400_000_000, 8_600_000_000].map((octets, n) => ({
      ...record('interim', (n + 1) * 5),
      down: narrow(octets),
    }))
    expect(last([start(), ...told])?.down.total).toBe(8_600_000_000n)
  })

  test('of 64 bits that go back while the session goes on were reset by the NAS: both parts count', () => {
    expect(last([start(), record('interim', 5, 1_000), record('interim', 10, 300)])?.up.total).toBe(
      1_300n,
    )
  })

  test('go over from 32 bits to Gigawords without a jump', () => {
    const before = { ...record('interim', 5), down: narrow(4_200_000_000) }
    const after = { ...record('interim', 10), down: wide(5_000_000_000) }
    expect(last([start(), before, after])?.down.total).toBe(5_000_000_000n)
  })
})

describe('a session id that is used again', () => {
  test('by a new start ends the old stay where it was last heard', () => {
    const { stays, added } = follow([start(), record('interim', 5, 1_000), start(30)])
    expect(stays).toHaveLength(2)
    expect(stays[0]?.end).toEqual({ at_ms: T0 + 5 * MINUTE, by: 'us', cause: 'reused-id' })
    expect(added).toBe(1_000n)
  })

  test('of which the start got lost is seen by a session time that went back', () => {
    const again: Account = { ...record('interim', 40, 70), seconds: 300 }
    const { stays, added } = follow([start(), record('interim', 30, 1_000), again])
    expect(stays.map(({ up }) => up.total)).toEqual([1_000n, 70n])
    expect(added).toBe(1_070n)
  })

  test('of which the start got lost is seen by a beginning after the old end', () => {
    const again: Account = { ...record('interim', 60, 70), seconds: 1_200 }
    expect(follow([start(), record('stop', 5, 1_000), again]).stays).toHaveLength(2)
  })

  test('is not suspected when an old packet without a clock is sent again', () => {
    // It seems to happen when it arrives, with the session time of long ago.
    const again: Account = { ...record('interim', 33, 100), seconds: 300 }
    const { stays, added } = follow([start(), record('interim', 30, 1_000), again])
    expect([stays.length, added]).toEqual([1, 1_000n])
  })

  test('cannot be where our Class came back, even after the end', () => {
    const ours = (account: Account) => ({ ...account, class: 'a Class of ours' })
    const records = [start(), record('interim', 5, 100), record('stop', 7, 150)]
    const again = [
      { ...start(60), seconds: null },
      { ...record('interim', 65, 100), seconds: 300 },
    ]
    const { stays, added } = follow([...records, ...again].map(ours))
    expect([stays.length, added]).toEqual([1, 150n])
    expect(stays[0]?.end).toMatchObject({ by: 'nas' })
  })

  test('is not suspected when the same start comes twice', () => {
    expect(follow([start(), record('interim', 5, 10), start()]).stays).toHaveLength(1)
  })
})

describe('a record that came late, and does not say when it happened', () => {
  /** As it was sent first, and as it comes after so many more minutes. */
  const late = (account: Account, minutes: number): Account => ({
    ...{ ...account, isTimed: false, at_ms: account.at_ms + minutes * MINUTE },
  })

  test('is of the session that is known, not of another that is counted from zero', () => {
    const [one, two] = [record('interim', 1, 100), record('interim', 2, 250)]
    const { stays, added } = follow([late(start(), 0), late(one, 0), late(two, 30)])
    expect(stays).toMatchObject([{ seconds: 120, up: { total: 250n }, end: null }])
    expect(added).toBe(250n)
  })

  test('counts nothing when newer ones are known, or when it is there already', () => {
    const all = [start(), record('interim', 5, 100), record('stop', 10, 250)]
    const again = all.slice(1).map((account) => late(account, 40))
    const { stays, added } = follow([...all.map((account) => late(account, 0)), ...again])
    expect(stays).toHaveLength(1)
    expect(added).toBe(250n)
  })

  test('that is a start makes no second session of one that has only begun', () => {
    const { stays } = follow([late(start(), 0), late(start(), 5)])
    expect(stays).toMatchObject([{ startedAt_ms: T0 }])
  })

  test.each([
    ['after the longest that a NAS goes on sending', record('interim', 5, 100), 80],
    ['longer than what its NAS has ended', record('stop', 5, 100), 20],
  ])('is of another when it is %s', (_, before, minutes) => {
    const { stays, added } = follow([start(), before, late(record('interim', 6, 120), minutes)])
    expect(stays.map(({ up }) => up.total)).toEqual([100n, 120n])
    expect(added).toBe(220n)
  })

  test('is of another when it begins one after all that was heard', () => {
    const { stays } = follow([start(), record('interim', 5, 100), late(start(), 7)])
    expect(stays).toHaveLength(2)
  })
})

test('what came with our Class is one session, whatever its NAS makes of its clock', () => {
  const ours = (account: Account): Account => ({ ...account, class: 'c1a55' })
  const setRight = { ...record('interim', 10, 300), at_ms: T0 + 19 * MINUTE }
  const story = [start(), record('interim', 5, 100), setRight, { ...start(), at_ms: T0 + MINUTE }]
  const { stays, added } = follow(story.map(ours))
  expect(stays).toHaveLength(1)
  expect(added).toBe(300n)
})

test('a truthful NAS without a clock is counted once, however late and often its records come', () => {
  const record_s = fc.record({
    minutes: fc.integer({ min: 1, max: 40 }),
    octets: fc.bigInt(0n, 1n << 40n),
    late_ms: fc.array(fc.integer({ min: 0, max: 59 * MINUTE }), { minLength: 1, maxLength: 3 }),
  })
  const story = fc.record({
    steps: fc.array(record_s, { minLength: 1, maxLength: 8 }),
    class: fc.constantFrom(null, 'c1a55'),
  })
  fc.assert(
    fc.property(story, ({ steps, class: ours }) => {
      let [minute, octets] = [0, 0n]
      const sent = steps.flatMap((step, place) => {
        minute += step.minutes
        octets += step.octets
        const kind = place === steps.length - 1 ? 'stop' : 'interim'
        const told = { ...record(kind, minute, octets), isTimed: false, class: ours }
        return step.late_ms.map((late_ms) => ({ ...told, at_ms: told.at_ms + late_ms }))
      })
      const { stays, added } = follow(sent.toSorted((a, b) => a.at_ms - b.at_ms))
      expect(stays).toMatchObject([{ up: { total: octets }, end: { by: 'nas' } }])
      expect(added).toBe(octets)
    }),
  )
})

test('a truthful NAS is counted once, in whatever order and however often its records come', () => {
  const story = fc
    .array(
      fc.record({ minutes: fc.integer({ min: 1, max: 60 }), octets: fc.bigInt(0n, 1n << 40n) }),
      {
        ...{ minLength: 1, maxLength: 12 },
      },
    )
    .map((steps) => {
      let [minute, octets] = [0, 0n]
      const records = steps.map((step) => {
        minute += step.minutes
        octets += step.octets
        return record('interim', minute, octets)
      })
      return [start(), ...records, record('stop', minute + 1, octets)]
    })
  const mixed = story.chain((records) =>
    fc.tuple(
      fc.constant(records),
      fc.shuffledSubarray([...records, ...records], { minLength: records.length }),
    ),
  )
  fc.assert(
    fc.property(mixed, ([records, order]) => {
      const newest = order.reduce((max, { up }) => (up && up.octets > max ? up.octets : max), 0n)
      const { stays, added } = follow(order)
      expect(stays).toHaveLength(1)
      expect(added).toBe(newest)
      expect(stays[0]?.up.total).toBe(newest)
      if (order.includes(records.at(-1) ?? start())) expect(stays[0]?.end?.by).toBe('nas')
    }),
  )
})

test('the time that was counted has no gaps and no overlaps', () => {
  const orders = fc.shuffledSubarray([5, 10, 15, 20, 25, 30], { minLength: 1 })
  fc.assert(
    fc.property(orders, (minutes) => {
      let [known, until] = [null as Stay | null, T0]
      for (const minute of minutes) {
        const { stay, delta } = merge(known, record('interim', minute, minute * 1_000))
        if (delta) {
          expect(delta.from_ms).toBe(until)
          until = delta.to_ms
        }
        known = stay
      }
      expect(until).toBe(T0 + Math.max(...minutes) * MINUTE)
    }),
  )
})
