import { chanceOf, type Chance } from './chance.ts'
import type { Difference } from './compare.ts'
import { Apart, chainOf, openCourse } from './course.ts'
import type { Deed } from './deeds.ts'
import type { Fault } from './faults.ts'
import { Book } from './oracle/book.ts'
import { paidUntil } from './oracle/people.ts'
import {
  DAY,
  HOUR,
  later,
  localDay,
  midnight,
  MINUTE,
  monthsLater,
  type Micros,
} from './oracle/calendar.ts'
import type { Terms } from './oracle/terms.ts'
import { AFTERWARDS, METERED, PLANS } from './plans.ts'
import { townsperson, type Townsperson } from './town.ts'

export type Simulation = {
  readonly seed: number
  readonly months: number
  /** How many people live there. */
  readonly people: number
  readonly zone?: string
  /** The first day, as a local date; the year end and 29 February lie where it says. */
  readonly from?: { year: number; month: number; day: number }
  readonly plans?: readonly Terms[]
  readonly afterwards?: readonly Terms[]
  readonly metered?: readonly Terms[]
  /** Only these of them: a story that failed, played again without the others. */
  readonly only?: readonly string[]
  readonly faults?: boolean
  readonly troubles?: boolean
  /** How many days pass between looks at all invariants. */
  readonly lookEvery?: number
}

export type Report = {
  readonly seed: number
  readonly deeds: number
  readonly refused: number
  /** What was done how often, and how often of that it was refused. */
  readonly kinds: ReadonlyMap<string, { readonly done: number; readonly refused: number }>
  readonly struck: number
  readonly looks: number
  readonly days: number
  readonly invoices: number
  readonly subscriberMonths: number
  /** Nothing when all went well. */
  readonly failure?: {
    readonly at: Micros
    readonly differences: readonly Difference[]
    /** What happened to those concerned, in order. */
    readonly story: readonly Deed[]
  }
}

/** What may be told again after an answer got lost, because its effect has a key. */
const REPEATABLE: ReadonlySet<Deed['do']> = new Set([
  ...([
    'pay',
    'work',
    'bill',
    'refund',
    'refund-paid',
    'refund-failed',
    'charge',
    'activate',
    'certify',
  ] as const),
])

/** Lets a town live for so many months, on the engine and in the oracle's book side by side. `url`: a migrated database of its own. */
export async function simulate(url: string, plan: Simulation): Promise<Report> {
  const { seed, months, zone = 'Africa/Nairobi', from = { year: 2026, month: 11, day: 1 } } = plan
  const {
    plans = PLANS,
    afterwards = AFTERWARDS,
    metered = METERED,
    troubles = true,
    faults = true,
    lookEvery = 1,
  } = plan
  const start = midnight(from, zone)
  const end = midnight(monthsLater(from, months, from.day), zone)
  const course = await openCourse({ url, zone, plans: [...plans, ...afterwards, ...metered] })
  const { engine, book } = course
  const chance = chanceOf(seed, 'town')
  const habits = { plans, afterwards, metered, troubles, comeWithin: (end - start) / 8n }
  const people = Array.from({ length: plan.people }, (_, n) => `p${n + 1}`)
    .filter((name) => plan.only?.includes(name) ?? true)
    .map((name) => townsperson(seed, name, start, habits))
  const fates = new Map(people.map(({ name }) => [name, chanceOf(seed, `fate of ${name}`)]))
  const story: Deed[] = []
  let days = 0

  async function play(deed: Deed): Promise<void> {
    story.push(deed)
    const fate = fates.get(deed.who) ?? chance
    const fault = faults && fate.percent(15) ? faultFor(deed, fate) : undefined
    if (fault) engine.faults.arm(fault, fate.whole(1, 45))
    await course.play(deed)
  }

  const faultFor = (deed: Deed, fate: Chance): Fault =>
    fate.pick(
      REPEATABLE.has(deed.do)
        ? ['crash-before', 'crash-after', 'serialization', 'deadlock']
        : ['crash-before', 'serialization', 'deadlock'],
    )

  /** Until when the worker sleeps. */
  let wakesAt = start
  let lastWork = start
  let nextDay = start + DAY
  const report = (): Omit<Report, 'failure'> => ({
    ...{ seed, days, ...course.done, kinds: course.kinds },
    invoices: [...book.people.values()].reduce((all, { invoices }) => all + invoices.length, 0),
    subscriberMonths: people.length * months,
  })
  let now = start
  try {
    for (;;) {
      const person = soonest(people)
      const work = nextWork(book, lastWork, wakesAt, zone)
      const at = [person?.wakesAt ?? end, work ?? end, nextDay].reduce((a, b) => (b < a ? b : a))
      if (at >= end) break
      now = at
      if (at === nextDay) {
        await endDay(at)
        nextDay += DAY
        continue
      }
      if (work !== undefined && at === work) {
        lastWork = work
        await play({ at, who: 'town', do: 'work' })
        if (chance.percent(5)) await course.look(at, { invariants: false })
        continue
      }
      for (const deed of person?.wake(book, at) ?? []) await play(deed)
      if (chance.percent(15)) await course.look(at, { invariants: false })
    }
    return report()
  } catch (error) {
    const last = story.at(-1)
    const differences =
      error instanceof Apart
        ? error.differences
        : [{ who: last?.who ?? null, what: chainOf(error) }]
    const concerned = new Set(differences.flatMap(({ who }) => who ?? []))
    return {
      ...report(),
      failure: {
        ...{ at: now, differences },
        story: story.filter(({ who }) => concerned.size === 0 || concerned.has(who)),
      },
    }
  } finally {
    await course.close()
  }

  async function endDay(at: Micros) {
    days += 1
    if (faults && chance.percent(2)) wakesAt = at + 3n * DAY
    // Whoever invoices sleeps when the worker does, and invoices what it missed.
    if (at >= wakesAt) await play({ at, who: 'town', do: 'bill' })
    await course.endDay(at, { works: at >= wakesAt })
    const { day } = localDay(at, zone)
    if (day === CLOSES_ON && at >= wakesAt) await play({ at, who: 'town', do: 'close-books' })
    // Who wakes in this very moment has not looked at anything yet.
    await course.look(at, { invariants: days % lookEvery === 0, sleeps: at <= wakesAt })
  }
}

/** The accountant's day of the month, when what was late has mostly come. */
const CLOSES_ON = 9

function nextMorning(after: Micros, zone: string): Micros {
  const today = midnight(localDay(after, zone), zone) + 10n * HOUR
  return today > after ? today : midnight(later(localDay(after, zone), 1), zone) + 10n * HOUR
}

function soonest(people: readonly Townsperson[]): Townsperson | undefined {
  return people.reduce<Townsperson | undefined>(
    (first, one) => (first === undefined || one.wakesAt < first.wakesAt ? one : first),
    undefined,
  )
}

/** The next minute in which the worker finds something to do: paid time that ends within a quarter of an hour, a hold that is over. */
function nextWork(book: Book, after: Micros, wakesAt: Micros, zone: string): Micros | undefined {
  const moments = [...book.people.values()].flatMap(({ services, holds }) => [
    ...services
      .filter(({ status }) => status === 'active')
      .flatMap((one) => paidUntil(one) ?? [])
      .map((until) => until - 15n * MINUTE),
    ...holds.flatMap(({ to, lifted }) => (to === null || lifted ? [] : [to])),
    ...services.flatMap(({ asked, waits }) => [
      ...(asked ? [asked.at] : []),
      ...(waits ? [waits.until] : []),
    ]),
  ])
  // In the morning whoever owes is reminded, slowed or shut.
  const owes = [...book.people.values()].some((one) => Book.owes(one) > 0n)
  if (owes) moments.push(nextMorning(after, zone))
  const asleep = after < wakesAt ? wakesAt : after
  const coming = moments.filter((moment) => moment >= after)
  if (coming.length === 0) return undefined
  const first = coming.reduce((a, b) => (b < a ? b : a))
  const minute = (first / MINUTE + 1n) * MINUTE
  return minute < asleep ? asleep : minute
}
