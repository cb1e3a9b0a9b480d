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
  /** Theoretical arrival times (generic cell rate algorithm): one number per bucket. Insertion order is use order. */
  readonly #spentUntil_ms = new Map<string, number>()

  constructor(most = 50_000) {
    this.#most = most
  }

  get size(): number {
    return this.#spentUntil_ms.size
  }

  take(bucket: string, pace: Pace, now_ms: number): Taken {
    const taken = this.peek(bucket, pace, now_ms)
    if (!taken.isAllowed) return taken
    const spentUntil = this.#spentUntil(bucket, pace, now_ms)
    this.#spentUntil_ms.delete(bucket)
    this.#spentUntil_ms.set(bucket, spentUntil)
    if (this.#spentUntil_ms.size > this.#most) this.#forgetOldest()
    return taken
  }

  /** Whether one more would be allowed; takes none. */
  peek(bucket: string, pace: Pace, now_ms: number): Taken {
    const each_ms = 60_000 / pace.perMinute
    const left_ms = pace.burst * each_ms - (this.#spentUntil(bucket, pace, now_ms) - now_ms)
    if (left_ms < 0) return { isAllowed: false, left: 0, wait_s: -left_ms / 1000 }
    return { isAllowed: true, left: Math.floor(left_ms / each_ms), wait_s: 0 }
  }

  /** Where the bucket stands after one more. */
  #spentUntil(bucket: string, pace: Pace, now_ms: number): number {
    return Math.max(now_ms, this.#spentUntil_ms.get(bucket) ?? 0) + 60_000 / pace.perMinute
  }

  #forgetOldest(): void {
    const [oldest] = this.#spentUntil_ms.keys()
    if (oldest !== undefined) this.#spentUntil_ms.delete(oldest)
  }
}
