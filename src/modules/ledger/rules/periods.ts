import type { PeriodCheck } from '../contract.ts'

export function monthOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.with({ day: 1 })
}

/** Every month from one to another, both included, the latest first. */
export function monthsBetween(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const months: Temporal.PlainDate[] = []
  for (
    let month = monthOf(last);
    Temporal.PlainDate.compare(month, monthOf(first)) >= 0;
    month = month.subtract({ months: 1 })
  )
    months.push(month)
  return months
}

/**
 * Which month may be closed and which reopened: periods close from the earliest on without a hole, and open
 * again from the latest back, so that "closed" always means "and everything before".
 */
export function nextMonths(facts: {
  /** Of the first journal; null while nothing is booked. */
  first: Temporal.PlainDate | null
  /** In any order. */
  closed: readonly Temporal.PlainDate[]
}): { closable: Temporal.PlainDate | null; reopenable: Temporal.PlainDate | null } {
  const last = facts.closed.toSorted(Temporal.PlainDate.compare).at(-1) ?? null
  if (last) return { closable: last.add({ months: 1 }), reopenable: last }
  return { closable: facts.first && monthOf(facts.first), reopenable: null }
}

export type PeriodFacts = {
  readonly month: Temporal.PlainDate
  readonly today: Temporal.PlainDate
  /** Sum of all accounts at its end; anything but zero is a fault. */
  readonly difference: bigint
  /** What is on the rounding account. */
  readonly rounding: bigint
  /** Journals of it that the sums by day do not hold yet, and that no seal covers yet. */
  readonly behind: bigint
  readonly unsealed: bigint
  /** Of the last verification of all seals; null: there was none. */
  readonly findings: bigint | null
  /** What is owned by nobody, and what refunds are still on their way, at its end. */
  readonly suspense: bigint
  readonly refunds: bigint
}

/** What somebody who closes a period should know, and what must be put right before. */
export function checksOf(facts: PeriodFacts): PeriodCheck[] {
  const isOver = Temporal.PlainDate.compare(facts.today, facts.month.add({ months: 1 })) >= 0
  const check = (
    name: PeriodCheck['name'],
    isFine: boolean,
    otherwise: 'look' | 'stop',
    found: bigint | null = null,
  ): PeriodCheck => ({
    name,
    outcome: isFine ? 'fine' : otherwise,
    found: isFine || found === null ? null : String(found),
  })
  return [
    check('over', isOver, 'stop'),
    check('balanced', facts.difference === 0n, 'stop', facts.difference),
    check('no-rounding', facts.rounding === 0n, 'stop', facts.rounding),
    check('sums-are-current', facts.behind === 0n, 'look', facts.behind),
    check('sealed', facts.unsealed === 0n, 'look', facts.unsealed),
    check(
      'verified',
      facts.findings === 0n,
      facts.findings === null ? 'look' : 'stop',
      facts.findings,
    ),
    check('no-suspense', facts.suspense === 0n, 'look', facts.suspense),
    check('no-refunds-on-their-way', facts.refunds === 0n, 'look', facts.refunds),
  ]
}
