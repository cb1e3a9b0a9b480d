import { z } from 'zod'
import { stopwatch } from '#platform/clock.ts'
import { DatabaseFault } from '#platform/database-fault.ts'
import { defineJob, work, type JobDoor, type Reconciler } from '#platform/jobs.ts'
import { beginNightlyRun } from './commands/begin-nightly-run.ts'
import { billChunk, type RunFacts } from './commands/bill-chunk.ts'
import { chargeLateFees } from './commands/charge-late-fees.ts'
import { changeByUsage } from './commands/change-by-usage.ts'
import { dun } from './commands/dun.ts'
import { endRun } from './commands/end-run.ts'
import { passOverNext } from './commands/pass-over-next.ts'
import { parkNext } from './commands/park-next.ts'
import { lapsePlanQuotes } from './commands/lapse-plan-quotes.ts'
import { priceChunk } from './commands/price-chunk.ts'
import { recogniseRevenue } from './commands/recognise-revenue.ts'
import { renewRunningOut } from './commands/renew-running-out.ts'
import { sumUp } from './commands/sum-up.ts'
import { watchWallets } from './commands/watch-wallets.ts'
import { BILLING_RUN } from './rules/billing-run.ts'
import { KeptVersions } from './rules/cycle-facts.ts'
import { SWEEP_LANES, type SweepLane } from './rules/renewal.ts'
import { findRun, runsAtWork } from './queries/runs.ts'

const BATCH = 500
/** Of a lane of the sweep: with larger ones the other lane waits longer for the next invoice number, and has less to do meanwhile. */
const SWEEP_BATCH = 350

/** Before paid time ends, and after a time in which nothing ran, wallets pay for what comes next. */
export const renewing: Reconciler = {
  name: 'billing.renew-running-out',
  sentence: 'Services whose paid time ends are renewed from the wallet before they are cut.',
  close: async (door) => {
    const elapsed_ms = stopwatch()
    const hasTime = () => !door.signal.aborted && elapsed_ms() < WORK_MS
    const lanes = await allOver(SWEEP_LANES.map((lane) => sweepLane(door, lane, hasTime)))
    return {
      done: lanes.reduce((sum, { done }) => sum + done, 0),
      left: lanes.filter(({ isLeft }) => isLeft).length,
    }
  },
}

/** Batch after batch, whatever the other lane is at: lanes in step would both read first, and then both wait for the next invoice number. */
async function sweepLane(door: JobDoor, lane: SweepLane, hasTime: () => boolean) {
  for (let done = 0; ;) {
    const looked = await sweepBatch(door, lane)
    done += looked
    const isLeft = looked === SWEEP_BATCH
    if (!isLeft || !hasTime()) return { done, isLeft }
  }
}

async function sweepBatch(door: JobDoor, lane: SweepLane): Promise<number> {
  try {
    return await door.unit((tx) => renewRunningOut(tx, { lane, limit: SWEEP_BATCH }))
  } catch (error) {
    if (error instanceof DatabaseFault) throw error
    return renewOneByOne(door, lane)
  }
}

/**
 * Somebody in the batch cannot be renewed: a price that is not whole, a period that is in the way. Everybody else is renewed now, and
 * the fault is told with the numbers of those who were passed over, once the others have what they paid for.
 */
async function renewOneByOne(door: JobDoor, lane: SweepLane): Promise<number> {
  const faults: Error[] = []
  let done = 0
  for (; done < SWEEP_BATCH && !door.signal.aborted; done++) {
    try {
      if ((await door.unit((tx) => renewRunningOut(tx, { lane, limit: 1 }))) === 0) break
    } catch (cause) {
      if (cause instanceof DatabaseFault) throw cause
      const number = await door.unit((tx) => passOverNext(tx, lane))
      if (number === undefined) throw cause
      faults.push(new Error(`Service ${number} could not be renewed`, { cause }))
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, faults.map(told).join('; '))
  return done
}
const told = ({ message, cause }: Error) =>
  `${message}: ${cause instanceof Error ? cause.message : String(cause)}`

/** What lanes side by side have done. All are over before any fault is told: whoever comes next finds no lane at work that was forgotten. */
async function allOver<T>(lanes: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(lanes)
  return ends.map((lane) => {
    if (lane.status === 'rejected') throw lane.reason
    return lane.value
  })
}

/** Payers in one unit: fewer make more commits, more make others wait longer for the next invoice number. */
const CHUNK = 1_000
/** While one lane writes, the other reads and prices. */
const LANES = 2
/** Within the time that a job has. What is left goes on at once in the next one. */
const WORK_MS = 45_000

/** Bill runs that were begun, so many units of them as fit into one turn. */
export async function runBills(door: JobDoor): Promise<{ done: number; left: number }> {
  const elapsed_ms = stopwatch()
  const hasTime = () => !door.signal.aborted && elapsed_ms() < WORK_MS
  let done = 0
  let left = 0
  for (const { mode, ...run } of await door.read(runsAtWork)) {
    const facts = { ...run, kept: new KeptVersions() }
    const lanes =
      mode === 'live'
        ? Array.from({ length: LANES }, () => runLane(door, facts, hasTime))
        : [priceLane(door, facts, hasTime)]
    for (const looked of await allOver(lanes)) done += looked
    const isOver = hasTime() && (await door.unit((tx) => endRun(tx, run)))
    if (!isOver) left += 1
  }
  return { done, left }
}

/** Chunk by chunk until nobody is left. A chunk that cannot be written is halved until the one who is in the way stands alone, and is parked. */
async function runLane(door: JobDoor, run: RunFacts, hasTime: () => boolean): Promise<number> {
  let done = 0
  let limit = CHUNK
  while (hasTime() && (await isRunning(door, run))) {
    try {
      const looked = await door.unit((tx) => billChunk(tx, { ...run, limit }))
      done += looked
      if (looked === 0) break
      limit = Math.min(limit * 4, CHUNK)
    } catch (error) {
      if (error instanceof DatabaseFault) throw error
      if (limit === 1) await door.unit((tx) => parkNext(tx, run, error))
      limit = Math.max(Math.floor(limit / 8), 1)
    }
  }
  return done
}

async function priceLane(door: JobDoor, run: RunFacts, hasTime: () => boolean): Promise<number> {
  let done = 0
  for (let looked = 1; looked > 0 && hasTime() && (await isRunning(door, run)); done += looked)
    looked = await door.unit((tx) => priceChunk(tx, { ...run, limit: CHUNK }))
  return done
}

/** Somebody may have stopped it meanwhile. */
async function isRunning(door: JobDoor, { runId }: RunFacts): Promise<boolean> {
  return door.read(async (read) => (await findRun(read, runId))?.state === 'running')
}

export const dunning: Reconciler = {
  name: 'billing.dun',
  sentence:
    'Whoever is overdue pays the late fee and gets the step of the dunning policy at which they stand, by day.',
  close: async (door) => {
    const fined = await door.unit((tx) => chargeLateFees(tx, { limit: BATCH }))
    const done = await door.unit((tx) => dun(tx, { limit: BATCH }))
    return { done: fined + done, left: fined === BATCH || done === BATCH ? 1 : 0 }
  },
}

export const runningBills: Reconciler = {
  name: BILLING_RUN,
  sentence: 'Bill runs that were begun invoice everybody whose cycle is over.',
  close: (door) => runBills(door),
}

const JOURNALS_PER_STEP = 20_000
const STEPS_MAX = 20

/** What reports are made of follows what was booked. */
export const summingUp: Reconciler = {
  name: 'billing.sum-up',
  sentence:
    'The sums that reports are made of hold every journal that can no longer gain a neighbour.',
  async close(door) {
    let done = 0
    for (let step = 0; step < STEPS_MAX && !door.signal.aborted; step++) {
      const moved = await door.unit((tx) => sumUp(tx, { limit: JOURNALS_PER_STEP }))
      done += moved.done
      if (moved.left === 0) return { done, left: 0 }
    }
    return { done, left: 1 }
  },
}

const beginNightly = defineJob('billing.begin-nightly-run', z.object({}))

/** What was quoted counts for some minutes; what waited for money that did not come is taken back. */
export const lapsing: Reconciler = {
  name: 'billing.lapse-quotes',
  sentence: 'Quotes for other plans lapse when their minutes are over.',
  close: async (door) => {
    const done = await door.unit((tx) => lapsePlanQuotes(tx, { limit: BATCH }))
    return { done, left: done === BATCH ? 1 : 0 }
  },
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Nobody uses more than the wallet holds, but for what was moved in a minute or two. */
export const watchingWallets: Reconciler = {
  name: 'billing.watch-wallets',
  sentence:
    'Who pays as they use is held while the wallet is empty, with what was used since the last invoice.',
  close: async (door) => {
    const kept = new KeptVersions()
    let done = 0
    for (let after: string | undefined = NOBODY; after !== undefined && !door.signal.aborted;) {
      const page: Parameters<typeof watchWallets>[1] = { after, limit: BATCH, kept }
      const { last, changed } = await door.unit((tx) => watchWallets(tx, page))
      done += changed
      after = last
    }
    return { done, left: 0 }
  },
}

/** Each period that is over is looked at once, whenever it is found. */
export const followingUsage: Reconciler = {
  name: 'billing.change-by-usage',
  sentence: 'Plans of those who agreed follow what they use, with the end of the period that runs.',
  close: async (door) => {
    const done = await door.unit((tx) => changeByUsage(tx, { limit: BATCH }))
    return { done, left: done === BATCH ? 1 : 0 }
  },
}

export const recognise = defineJob('billing.recognise-revenue', z.object({}))

export const jobs = [
  work(recognise, (door) => door.unit(recogniseRevenue)),
  work(beginNightly, (door) => door.unit(beginNightlyRun)),
]

/** Soon after midnight in Nairobi; days end at another hour where the ISP's zone is another, so revenue is looked at each hour. */
export const schedule = [
  { job: recognise, cron: '5 * * * *' },
  { job: beginNightly, cron: '15 21 * * *' },
]
