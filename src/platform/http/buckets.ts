/** At most `burst` at once, and `perMinute` in the long run. */
export type Pace = { readonly burst: number; readonly perMinute: number }

export type Taken = {
  readonly isAllowed: boolean
  /** How many more would be allowed right now. */
  readonly left: number
  /** Seconds until one more is allowed; 0 when one is. */
  readonly wait_s: number
}

/**
 * Token buckets in memory, for one process. Bounded: when there are too many, the ones unused for the
 * longest are forgotten, which errs towards letting somebody through, never towards using all memory.
 */
export class Buckets {
  readonly #most: number
  /**
   * Theoretical arrival times (generic cell rate algorithm): one number per bucket, in whole microseconds, because sums of fractions
   * miss the last call of a burst now and then. Insertion order is use order.
   */
  readonly #spentUntil_us = new Map<string, number>()

  constructor(most = 50_000) {
    this.#most = most
  }

  get size(): number {
    return this.#spentUntil_us.size
  }

  take(bucket: string, pace: Pace, now_ms: number): Taken {
    const taken = this.peek(bucket, pace, now_ms)
    if (!taken.isAllowed) return taken
    const spentUntil = this.#spentUntil(bucket, pace, wholeMicros(now_ms))
    this.#spentUntil_us.delete(bucket)
    this.#spentUntil_us.set(bucket, spentUntil)
    if (this.#spentUntil_us.size > this.#most) this.#forgetOldest()
    return taken
  }

  /** Whether one more would be allowed; takes none. */
  peek(bucket: string, pace: Pace, now_ms: number): Taken {
    const now_us = wholeMicros(now_ms)
    const left_us = pace.burst * each_us(pace) - (this.#spentUntil(bucket, pace, now_us) - now_us)
    if (left_us < 0) return { isAllowed: false, left: 0, wait_s: -left_us / 1_000_000 }
    return { isAllowed: true, left: Math.floor(left_us / each_us(pace)), wait_s: 0 }
  }

  /** Where the bucket stands after one more. */
  #spentUntil(bucket: string, pace: Pace, now_us: number): number {
    return Math.max(now_us, this.#spentUntil_us.get(bucket) ?? 0) + each_us(pace)
  }

  #forgetOldest(): void {
    const [oldest] = this.#spentUntil_us.keys()
    if (oldest !== undefined) this.#spentUntil_us.delete(oldest)
  }
}

function wholeMicros(ms: number): number {
  return Math.floor(ms * 1000)
}

function each_us({ perMinute }: Pace): number {
  return Math.ceil(60_000_000 / perMinute)
}
