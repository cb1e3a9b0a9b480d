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
/** All who are no routers of ours count as one: their addresses are easily made up. */
const STRANGERS = ''

export type SharesOptions = {
  readonly now_ms: () => number
  /** The part of the time since it was asked last in which this process had work: 0 to 1. */
  readonly load: () => number
}

/**
 * One sender gone wild keeps nobody else waiting: while this process has more work than time, nobody gets more than half of what is answered,
 * unless nobody else asks. Said before anything of a packet is looked at, so that what is too much costs next to nothing; whoever
 * stays below the half notices nothing, and neither does anybody while there is time enough.
 */
export class Shares {
  private readonly options: SharesOptions
  private readonly counts = new Map<string, number>()
  private taken = 0
  private busyFor = 0
  /** Packets that were worked on in a slice while there was enough to do. */
  private answered = 0
  private ends_ms: number
  /** Packets of one sender in this slice. */
  private most = Infinity

  constructor(options: SharesOptions) {
    this.options = options
    this.ends_ms = options.now_ms() + SLICE_ms
  }

  /** Whether one more packet of this sender is worked on. Null for who is no router of ours. */
  takes(router: string | null): boolean {
    const now_ms = this.options.now_ms()
    if (now_ms >= this.ends_ms) this.turn(now_ms)
    const name = router ?? STRANGERS
    const count = (this.counts.get(name) ?? 0) + 1
    this.counts.set(name, count)
    if (count > this.most) return false
    this.taken++
    return true
  }

  private turn(now_ms: number): void {
    const slices = 1 + (now_ms - this.ends_ms) / SLICE_ms
    this.answered = Math.max(this.taken / slices, this.answered * FADES)
    this.busyFor = this.options.load() >= BUSY ? this.busyFor + 1 : 0
    const isFlooded = this.busyFor >= BUSY_SLICES && this.counts.size > 1
    this.most = isFlooded ? Math.max(LEAST, this.answered / 2) : Infinity
    this.ends_ms = now_ms + SLICE_ms
    this.taken = 0
    this.counts.clear()
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
