import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from './chance.ts'
import { brokenInvariants, compare, type Difference } from './compare.ts'
import type { Deed, Outcome } from './deeds.ts'
import { openEngine } from './engine.ts'
import type { Fault } from './faults.ts'
import { Book, paidUntil } from './oracle/book.ts'
import { DAY, MINUTE, monthsLater, midnight, type Micros } from './oracle/calendar.ts'
import type { Terms } from './oracle/terms.ts'
import { PLANS } from './plans.ts'
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
  readonly struck: number
  readonly looks: number
  readonly days: number
  readonly invoices: number
  readonly subscriberMonths: number
  /** Nothing when all went well. */
  readonly failure?: {
    readonly at: Micros
    readonly deed: Deed | null
    readonly differences: readonly Difference[]
    /** What happened to those concerned, in order. */
    readonly story: readonly Deed[]
  }
}

/** What may be told again after an answer got lost, because its effect has a key. */
const REPEATABLE: ReadonlySet<Deed['do']> = new Set([
  ...(['pay', 'work', 'refund', 'refund-paid', 'refund-failed', 'charge', 'activate'] as const),
])

const TRIES = 6

class Failed extends Error {
  readonly deed: Deed | null
  readonly differences: readonly Difference[]
  constructor(deed: Deed | null, differences: readonly Difference[]) {
    super(differences.map(({ who, what }) => `${who ?? 'town'}: ${what}`).join('\n'))
    this.deed = deed
    this.differences = differences
  }
}

/** Lets a town live for so many months, on the engine and in the oracle's book side by side. `url`: a migrated database of its own. */
export async function simulate(url: string, plan: Simulation): Promise<Report> {
  const { seed, months, zone = 'Africa/Nairobi', from = { year: 2026, month: 11, day: 1 } } = plan
  const { plans = PLANS, troubles = true, faults = true, lookEvery = 1 } = plan
  const start = midnight(from, zone)
  const end = midnight(monthsLater(from, months, from.day), zone)
  const engine = await openEngine({ url, zone, terms: plans })
  const book = new Book(zone, plans)
  const chance = chanceOf(seed, 'town')
  const habits = { plans, troubles, comeWithin: (end - start) / 8n }
  const people = Array.from({ length: plan.people }, (_, n) => `p${n + 1}`)
    .filter((name) => plan.only?.includes(name) ?? true)
    .map((name) => townsperson(seed, name, start, habits))
  const fates = new Map(people.map(({ name }) => [name, chanceOf(seed, `fate of ${name}`)]))
  const story: Deed[] = []
  const done = { deeds: 0, refused: 0, struck: 0, looks: 0, days: 0 }

  async function play(deed: Deed): Promise<void> {
    story.push(deed)
    done.deeds += 1
    engine.at(deed.at)
    const fate = fates.get(deed.who) ?? chance
    const fault = faults && fate.percent(15) ? faultFor(deed) : undefined
    if (fault) engine.faults.arm(fault, fate.whole(1, 45))
    const is = await survive(deed).finally(() => engine.faults.disarm())
    const should = book.play(deed)
    if (is === 'refused') done.refused += 1
    if (is !== should)
      throw new Failed(deed, [
        { who: deed.who, what: `${deed.do} was ${is}, and should be ${should}` },
      ])
    if (engine.putOff.length > 0)
      throw new Failed(deed, [
        {
          who: deed.who,
          what: `a reaction failed: ${String((engine.putOff[0] as { cause: unknown }).cause)}`,
        },
      ])
  }

  const faultFor = (deed: Deed): Fault =>
    chance.pick(
      REPEATABLE.has(deed.do)
        ? ['crash-before', 'crash-after', 'serialization', 'deadlock']
        : ['crash-before', 'serialization', 'deadlock'],
    )

  /** A process that died is started again, and whoever told it something tells it again until they hear an answer. */
  async function survive(deed: Deed): Promise<Outcome> {
    for (let tries = 1; ; tries++) {
      try {
        return await engine.play(deed)
      } catch (error) {
        if (!engine.faults.struck() || tries === TRIES) throw error
        if (tries === 1) done.struck += 1
        // The pool hears of its broken connection a moment later.
        await sleep(tries)
      }
    }
  }

  async function look(at: Micros, deed: Deed | null, invariants: boolean): Promise<void> {
    engine.at(at)
    done.looks += 1
    const differences = await compare(engine, book, at)
    if (invariants) differences.push(...(await brokenInvariants(engine)))
    if (differences.length > 0) throw new Failed(deed, differences)
  }

  /** Until when the worker sleeps. */
  let wakesAt = start
  let lastWork = start
  let nextDay = start + DAY
  const report = (): Omit<Report, 'failure'> => ({
    ...{ seed, ...done },
    invoices: [...book.people.values()].reduce((all, { invoices }) => all + invoices.length, 0),
    subscriberMonths: people.length * months,
  })
  let now = start
  try {
    for (;;) {
      const person = soonest(people)
      const work = nextWork(book, lastWork, wakesAt)
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
        if (chance.percent(5)) await look(at, null, false)
        continue
      }
      for (const deed of person?.wake(book, at) ?? []) await play(deed)
      if (chance.percent(15)) await look(at, story.at(-1) ?? null, false)
    }
    return report()
  } catch (error) {
    const failure =
      error instanceof Failed
        ? error
        : new Failed(story.at(-1) ?? null, [{ who: story.at(-1)?.who ?? null, what: told(error) }])
    const concerned = new Set(failure.differences.flatMap(({ who }) => who ?? []))
    return {
      ...report(),
      failure: {
        ...{ at: now, deed: failure.deed, differences: failure.differences },
        story: story.filter(({ who }) => concerned.size === 0 || concerned.has(who)),
      },
    }
  } finally {
    await engine.close()
  }

  async function endDay(at: Micros) {
    engine.at(at)
    done.days += 1
    await engine.settle()
    if (faults && chance.percent(2)) wakesAt = at + 3n * DAY
    if (at >= wakesAt) {
      await engine.job('billing.recognise-revenue')
      book.recognisedAt = at
    }
    await look(at, null, done.days % lookEvery === 0)
  }
}

function told(error: unknown): string {
  const links: string[] = []
  for (let one = error; one instanceof Error; one = one.cause) links.push(one.stack ?? one.message)
  return links.join('\n  because: ') || String(error)
}

function soonest(people: readonly Townsperson[]): Townsperson | undefined {
  return people.reduce<Townsperson | undefined>(
    (first, one) => (first === undefined || one.wakesAt < first.wakesAt ? one : first),
    undefined,
  )
}

/** The next minute in which the worker finds something to do: paid time that ends within a quarter of an hour, a hold that is over. */
function nextWork(book: Book, after: Micros, wakesAt: Micros): Micros | undefined {
  const moments = [...book.people.values()].flatMap(({ services, holds }) => [
    ...services
      .filter(({ status }) => status === 'active')
      .flatMap((one) => paidUntil(one) ?? [])
      .map((until) => until - 15n * MINUTE),
    ...holds.flatMap(({ to, lifted }) => (to === null || lifted ? [] : [to])),
  ])
  const asleep = after < wakesAt ? wakesAt : after
  const coming = moments.filter((moment) => moment >= after)
  if (coming.length === 0) return undefined
  const first = coming.reduce((a, b) => (b < a ? b : a))
  const minute = (first / MINUTE + 1n) * MINUTE
  return minute < asleep ? asleep : minute
}
