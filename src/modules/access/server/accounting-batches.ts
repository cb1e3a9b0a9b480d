import { setTimeout as sleep } from 'node:timers/promises'
import { classifyDatabaseError, DatabaseFault } from '#platform/database-fault.ts'
import type { Heard } from '../rules/hear.ts'
import { takeFairly } from '../rules/take-fairly.ts'

/** A record that waits for its commit, and what to do after. Exactly one of the two is called, once. */
export type Waiting = {
  readonly heard: Heard
  /** It is committed: the NAS may be told (RFC 2866 §4.1). */
  readonly stored: () => void
  /** It is not, and never will be by us: the NAS is to send it again. */
  readonly refused: (why: 'queue-full' | 'database' | 'fault') => void
}

export type BatchesOptions = {
  /** Stores a batch in one unit of work. */
  readonly store: (batch: readonly Heard[]) => Promise<void>
  readonly onFault: (error: unknown) => void
  /** Most records that wait; 20,000 unless said. */
  readonly waiting_max?: number
  /** Most records of one commit; 500 unless said. */
  readonly batch_max?: number
  /** Commits side by side; 2 unless said: one is built while the other waits for the disk. */
  readonly lanes?: number
  /** Settles when a batch that follows one of many has gathered; after 4 ms unless said. */
  readonly gather?: () => Promise<void>
}

/** Batches that wait before the newest goes first: a second or so of a machine that cannot keep up. */
const BATCHES_LATE = 4

/** So many must wait before a commit has another beside it: two small ones cost nearly twice as much as one. */
const WORTH_A_LANE = 100

/**
 * After so many the next batch gathers for a moment, unless enough wait already: a batch costs what some fifty of its records do, so that at half
 * of what a machine can do small batches would keep it as busy as large ones do at all of it, and everybody would wait for that.
 */
const WORTH_GATHERING = 16
const GATHER_ms = 4

/**
 * Group commit: while one batch is being written the next gathers, so that the batches grow with the load
 * and a lone record waits for nobody. Starts and stops go before interims, which come again by themselves
 * and are the first to be refused when too much waits.
 */
export class AccountingBatches {
  private readonly urgent: Waiting[] = []
  private readonly interims: Waiting[] = []
  /** How many of each router wait. */
  private readonly shares = new Map<string, number>()
  private writing = 0
  /** Keys of the sessions that are being written. */
  private readonly inWork = new Set<string>()
  private readonly idle: (() => void)[] = []
  private readonly options: BatchesOptions

  constructor(options: BatchesOptions) {
    this.options = options
  }

  get waiting(): number {
    return this.urgent.length + this.interims.length
  }

  add(waiting: Waiting): void {
    if (this.waiting >= (this.options.waiting_max ?? 20_000) && !this.makeRoomFor(waiting)) {
      waiting.refused('queue-full')
      return
    }
    this.listOf(waiting).push(waiting)
    this.count(waiting.heard.nasId, 1)
    const isWorthIt = this.writing === 0 || this.waiting >= WORTH_A_LANE
    if (isWorthIt && this.writing < (this.options.lanes ?? 2)) void this.write()
  }

  /** Settles when everything that was taken on has been stored or refused. */
  async drained(): Promise<void> {
    if (this.writing === 0) return
    await new Promise<void>((resolve) => this.idle.push(resolve))
  }

  /**
   * What has waited least gives way, of the router of which most waits, so that one that has gone wild takes the place of
   * nobody but itself: its interims to anything, its starts and stops to those of others.
   */
  private makeRoomFor({ heard: { kind, nasId } }: Waiting): boolean {
    const own = kind === 'interim' ? undefined : this.newestInterimOf(nasId)
    const given = this.newestOfGreediest(nasId) ?? own
    if (!given) return false
    const list = this.listOf(given)
    list.splice(list.lastIndexOf(given), 1)
    this.count(given.heard.nasId, -1)
    given.refused('queue-full')
    return true
  }

  private newestOfGreediest(than: string): Waiting | undefined {
    let [greediest, most] = [than, this.shares.get(than) ?? 0]
    for (const [nasId, share] of this.shares)
      if (share > most + 1) [greediest, most] = [nasId, share]
    if (greediest === than) return undefined
    const urgent = () => this.urgent.findLast(({ heard }) => heard.nasId === greediest)
    return this.newestInterimOf(greediest) ?? urgent()
  }

  private newestInterimOf(nasId: string): Waiting | undefined {
    return this.interims.findLast(({ heard }) => heard.nasId === nasId)
  }

  private listOf({ heard }: Waiting): Waiting[] {
    return heard.kind === 'interim' ? this.interims : this.urgent
  }

  private count(nasId: string, more: 1 | -1): void {
    const share = (this.shares.get(nasId) ?? 0) + more
    if (share > 0) this.shares.set(nasId, share)
    else this.shares.delete(nasId)
  }

  private async write(): Promise<void> {
    this.writing++
    // A turn of the event loop lets what arrived together be written together.
    await new Promise((resolve) => setImmediate(resolve))
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      for (const { heard } of batch) {
        this.inWork.add(heard.key)
        this.count(heard.nasId, -1)
      }
      await this.store(batch)
      for (const { heard } of batch) this.inWork.delete(heard.key)
      if (batch.length >= WORTH_GATHERING && this.waiting < WORTH_A_LANE) await this.gather()
    }
    this.writing--
    if (this.writing === 0) for (const resolve of this.idle.splice(0)) resolve()
  }

  private async gather(): Promise<void> {
    await (this.options.gather?.() ?? sleep(GATHER_ms))
  }

  private next(): Waiting[] {
    if (this.writing > 1 && this.waiting < WORTH_A_LANE) return []
    const most = this.options.batch_max ?? 500
    const batch = this.some(this.urgent, most)
    const both = batch.concat(this.some(this.interims, most - batch.length))
    return this.inWork.size === 0 ? both : this.withoutThoseInWork(both)
  }

  /** What one commit is just writing must be written before another may go on from it. */
  private withoutThoseInWork(batch: Waiting[]): Waiting[] {
    const later = batch.filter(({ heard }) => this.inWork.has(heard.key))
    if (later.length === 0) return batch
    for (const one of later.toReversed()) this.listOf(one).unshift(one)
    return batch.filter(({ heard }) => !this.inWork.has(heard.key))
  }

  /**
   * The oldest first, until too many wait: then the newest, whose routers are still listening. Those at the bottom have been given up
   * on, and are stored when there is time; first come, first served would answer everybody too late. Of several routers each has as much.
   */
  private some(from: Waiting[], most: number): Waiting[] {
    if (from.length <= most) return from.splice(0)
    const isLate = from.length > BATCHES_LATE * (this.options.batch_max ?? 500)
    if (most === 0 || this.shares.size < 2)
      return isLate && most > 0 ? from.splice(-most) : from.splice(0, most)
    const { taken, left } = takeFairly(from, {
      ...{ most, routerOf: ({ heard }) => heard.nasId, first: isLate ? 'newest' : 'oldest' },
    })
    from.splice(0, from.length, ...left)
    return [...taken]
  }

  /** A record that breaks its batch is found by halves and refused alone; a database that is away refuses all. */
  private async store(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.options.store(batch.map(({ heard }) => heard))
    } catch (error) {
      await this.afterFault(batch, error)
      return
    }
    for (const { stored } of batch) stored()
  }

  private async afterFault(batch: readonly Waiting[], error: unknown): Promise<void> {
    const isDatabase = classifyDatabaseError(error) instanceof DatabaseFault
    if (!isDatabase && batch.length > 1) {
      const half = Math.ceil(batch.length / 2)
      await this.store(batch.slice(0, half))
      await this.store(batch.slice(half))
      return
    }
    this.options.onFault(error)
    for (const { refused } of batch) refused(isDatabase ? 'database' : 'fault')
  }
}
