import { performance } from 'node:perf_hooks'

/** How long a slice is: what is thrown away in one is asked again a second later. */
const SLICE_ms = 100
/** From here on more comes than is answered in time, and what is not worked on is what helps. */
const BUSY = 0.9
/** Slices in a row: what has waited while this process stood still is no flood. */
const BUSY_SLICES = 3
/** However little was answered in a slice, everybody may ask so much in the next; 2,000 a second are more than a large town needs. */
const LEAST = 200
/** What was answered in better slices counts less and less. */
const FADES = 0.8
/** While somebody is kept back: so much less while no time is left to look through what waits, so much more while some is. */
const LESS = 0.95
const MORE = 1.05
/** All who are no routers of ours count as one: their addresses are easily made up. */
const STRANGERS = ''

export type SharesOptions = {
  readonly now_ms: () => number
  /** The part of the time since it was asked last in which this process had work: 0 to 1. */
  readonly load: () => number
}

/**
 * How many packets of one sender are worked on in a slice: half of what is answered, and what all others together left of their half in
 * the slice before, so that a router of nine subscribers in ten has nine tenths of the work when everybody comes back at once.
 * Null is what the others left while it cannot be known: as long as nobody is kept back, they may have drowned.
 */
export function mostOf(answered: number, byOthers: number | null): number {
  const half = answered / 2
  const leftByOthers = byOthers === null ? 0 : Math.max(0, half - byOthers)
  return Math.max(LEAST, half + leftByOthers)
}

type Sender = { worked: number; readonly most: number }

/**
 * One sender gone wild keeps nobody else waiting: while this process has more work than time, nobody gets more than half of what is answered
 * and what the others leave free, unless nobody else asks. Said before anything of a packet is looked at, so that what is too much costs
 * next to nothing; whoever stays below the half notices nothing, and neither does anybody while there is time enough.
 */
export class Shares {
  private readonly options: SharesOptions
  private senders = new Map<string, Sender>()
  /** Packets of each sender in the slice before, if somebody was kept back then. */
  private before: ReadonlyMap<string, number> | null = null
  private workedBefore = 0
  private worked = 0
  private refused = 0
  private busyFor = 0
  private isLimited = false
  /** Packets that can be answered in a slice. */
  private answered = 0
  private ends_ms: number

  constructor(options: SharesOptions) {
    this.options = options
    this.ends_ms = options.now_ms() + SLICE_ms
  }

  /** Whether one more packet of this sender is worked on. Null for who is no router of ours. */
  takes(router: string | null): boolean {
    const now_ms = this.options.now_ms()
    if (now_ms >= this.ends_ms) this.turn(now_ms)
    const sender = this.senderOf(router ?? STRANGERS)
    if (sender.worked >= sender.most) {
      this.refused++
      return false
    }
    sender.worked++
    this.worked++
    return true
  }

  private senderOf(name: string): Sender {
    const known = this.senders.get(name)
    if (known) return known
    const byOthers = this.before && this.workedBefore - (this.before.get(name) ?? 0)
    const most = this.isLimited ? mostOf(this.answered, byOthers) : Infinity
    const sender = { worked: 0, most }
    this.senders.set(name, sender)
    return sender
  }

  private turn(now_ms: number): void {
    const slices = 1 + (now_ms - this.ends_ms) / SLICE_ms
    const isBusy = this.options.load() >= BUSY
    this.answered = this.measure(this.worked / slices, isBusy)
    this.before = this.isLimited
      ? new Map(Array.from(this.senders, ([name, { worked }]) => [name, worked / slices]))
      : null
    this.workedBefore = this.worked / slices
    // Whoever is kept back with time left gets more, step by step: let in all at once, they would drown the others again.
    if (isBusy) this.busyFor++
    else if (this.refused === 0) this.busyFor = 0
    this.isLimited = this.busyFor >= BUSY_SLICES && this.senders.size > 1
    this.ends_ms = now_ms + SLICE_ms
    this.worked = 0
    this.refused = 0
    this.senders = new Map()
  }

  private measure(worked: number, isBusy: boolean): number {
    if (this.refused === 0) return Math.max(worked, this.answered * FADES)
    return isBusy ? Math.max(worked * LESS, this.answered * FADES) : this.answered * MORE
  }
}

/** How busy the event loop of this process was since it was asked last. */
export function loopLoad(): () => number {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}
