import { setTimeout as sleep } from 'node:timers/promises'
import { brokenInvariants, compare, type Difference } from './compare.ts'
import type { Deed, Outcome } from './deeds.ts'
import { openEngine } from './engine.ts'
import { Book } from './oracle/book.ts'
import type { Micros } from './oracle/calendar.ts'
import type { Terms } from './oracle/terms.ts'
import { THINGS } from './plans.ts'
import { openReports } from './reports.ts'

const TRIES = 6

/** The engine and the oracle say different things, or the engine broke. */
export class Apart extends Error {
  readonly differences: readonly Difference[]
  constructor(differences: readonly Difference[]) {
    super(differences.map(({ who, what }) => `${who ?? 'town'}: ${what}`).join('\n'))
    this.differences = differences
  }
}

export type Course = Awaited<ReturnType<typeof openCourse>>

/** The engine and the oracle's book side by side: what is done is done on both, and compared. */
export async function openCourse(given: { url: string; zone: string; plans: readonly Terms[] }) {
  const { url, zone, plans } = given
  const engine = await openEngine({ url, zone, terms: plans })
  const book = new Book(zone, plans, THINGS)
  const reports = openReports(engine, zone)
  const done = { deeds: 0, refused: 0, struck: 0, looks: 0 }
  const kinds = new Map<string, { done: number; refused: number }>()

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

  return {
    ...{ engine, book, done, kinds },
    async play(deed: Deed): Promise<void> {
      done.deeds += 1
      engine.at(deed.at)
      const is = await survive(deed).finally(() => engine.faults.disarm())
      const should = book.play(deed)
      if (is === 'refused') done.refused += 1
      const kind = kinds.get(deed.do) ?? { done: 0, refused: 0 }
      kinds.set(deed.do, { ...kind, [is]: kind[is] + 1 })
      if (is !== should)
        throw new Apart([{ who: deed.who, what: `${deed.do} was ${is}, and should be ${should}` }])
      const [putOff] = engine.putOff
      if (putOff)
        throw new Apart([{ who: deed.who, what: `${putOff.reaction}: ${chainOf(putOff.cause)}` }])
    },
    async look(
      at: Micros,
      how: { invariants: boolean; sums?: boolean; sleeps?: boolean },
    ): Promise<void> {
      engine.at(at)
      done.looks += 1
      const differences = await compare(engine, book, at, { sums: how.sums ?? true })
      if (how.invariants) {
        differences.push(...(await brokenInvariants(engine, { sleeps: how.sleeps ?? false })))
        differences.push(...(await reports(at)))
      }
      if (differences.length > 0) throw new Apart(differences)
    },
    /** The end of a day: what waited in the queue, and revenue that was earned. */
    async endDay(at: Micros, how: { works: boolean }): Promise<void> {
      engine.at(at)
      await engine.settle()
      if (!how.works) return
      await engine.job('billing.recognise-revenue')
      book.recognise(at)
    },
    close: () => engine.close(),
  }
}

export function chainOf(error: unknown): string {
  const links: string[] = []
  for (let one = error; one instanceof Error; one = one.cause) links.push(one.stack ?? one.message)
  return links.join('\n  because: ') || String(error)
}
