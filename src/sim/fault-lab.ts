/** Lets things go wrong: the next few as chosen (`next`), or by chance with a seed, so that a run can be had again. */
export type FaultPlan<F extends string> = {
  /** Of each, how often of a thousand. */
  readonly perMille?: Partial<Record<F, number>>
  readonly seed?: number
  /** How long a delayed callback takes at most; up to 72 hours are known. */
  readonly delay_ms?: number
}

export class FaultLab<F extends string> {
  private plan: FaultPlan<F> = {}
  private chance = chanceOf(1)
  private readonly upcoming: F[][] = []

  /** What goes wrong by chance. */
  get now(): FaultPlan<F> {
    return this.plan
  }

  byChance(plan: FaultPlan<F>): void {
    this.plan = plan
    this.chance = chanceOf(plan.seed ?? 1)
  }

  /** For the next thing that could go wrong, and that only. */
  next(...faults: F[]): void {
    this.upcoming.push(faults)
  }

  calm(): void {
    this.plan = {}
    this.upcoming.length = 0
  }

  /** What goes wrong now, of what could. */
  draw(possible: readonly F[]): ReadonlySet<F> {
    const wanted = this.upcoming[0]
    if (wanted?.every((fault) => possible.includes(fault))) {
      this.upcoming.shift()
      return new Set(wanted)
    }
    const perMille: Partial<Record<F, number>> = this.plan.perMille ?? {}
    return new Set(possible.filter((fault) => this.chance() * 1000 < (perMille[fault] ?? 0)))
  }

  delay_ms(): number {
    return Math.floor(this.chance() * (this.plan.delay_ms ?? 10 * 60_000))
  }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
