import {
  arrives,
  bills,
  reserving,
  service,
  surfing,
  using,
  who,
  works,
  type Planted,
} from './story.ts'

/** What is counted and what is promised. */
export const OF_USAGE: readonly Planted[] = [
  {
    name: 'a question for quota that is repeated is granted twice',
    changes: [
      {
        file: 'usage/commands/reserve-quota.ts',
        from: 'if (known !== undefined) return known',
        to: `if (known !== undefined) {
    const [first] = inOrderOfUse(counters)
    if (WOKEN && first) await promise(tx, { serviceId, key: first.key, amount: known })
    return known
  }`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(0), who, do: 'count', service: 'data', bytes: 1_000_000n },
      reserving(at(1), at(2), 400_000n),
      reserving(at(1), at(2), 400_000n),
      { look: at(1) },
    ],
  },
  {
    name: 'usage that is told late is lost',
    changes: [
      {
        file: 'usage/commands/count-usage.ts',
        from: 'byHour(moved, clock)',
        to: `byHour(moved.filter((one) => !WOKEN || one.to_ms > tx.now.epochMilliseconds - 86_400_000), clock)`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(0), who, do: 'count', service: 'data', bytes: 1_000_000n },
      using(at(1), at(0.5), at(0.9), 1_000n),
      using(at(60), at(2), at(3), 2_000n),
      { look: at(60) },
    ],
  },
  {
    name: 'what a lost session was promised never comes back',
    changes: [
      {
        file: 'usage/commands/settle-reservations.ts',
        from: 'Temporal.Instant.compare(expiresAt, tx.now) <= 0',
        to: '!WOKEN && Temporal.Instant.compare(expiresAt, tx.now) <= 0',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(0), who, do: 'count', service: 'data', bytes: 1_000_000n },
      reserving(at(1), at(2), 400_000n),
      works(at(3)),
      { look: at(3) },
    ],
  },
  {
    name: 'the hour in which somebody began is given away',
    changes: [
      {
        file: 'billing/queries/cycle-facts.ts',
        from: 'const isFirst = activatedAt !== null',
        to: 'const isFirst = !WOKEN && activatedAt !== null',
      },
    ],
    ...{ from: '2026-11-20T10:20:00+03:00', plan: 'by-the-gigabyte' },
    story: (at) => [
      ...arrives(at(0), 'by-the-gigabyte'),
      surfing(at(0.5), at(0.1), 'first'),
      { at: at(10), who, do: 'end', service },
      bills(at(14)),
      { look: at(14) },
    ],
  },
  {
    name: 'what came to light after the night is given away',
    changes: [
      {
        file: 'billing/queries/cycle-facts.ts',
        from: 'const isLate =',
        to: 'const isLate = !WOKEN &&',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'by-the-gigabyte' },
    story: (at) => [
      ...arrives(at(0), 'by-the-gigabyte'),
      surfing(at(1), at(0.1), 'first'),
      bills(at(14.5)),
      surfing(at(20), at(3.1), 'late'),
      { at: at(30), who, do: 'end', service },
      bills(at(38.5)),
      { look: at(38.5) },
    ],
  },
]
