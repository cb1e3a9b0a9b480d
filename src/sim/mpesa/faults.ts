/**
 * What may go wrong between M-Pesa and us. Chosen for all that follows (`always`), for the next few (`next`), or by chance with a
 * seed, so that a run can be had again.
 */
export const FAULTS = [
  'lose',
  'delay',
  'duplicate',
  'answer-500',
  'answer-late',
  'no-answer',
  'without-receipt',
  'maintenance',
  'early-result',
  'queue-timeout',
] as const
export type Fault = (typeof FAULTS)[number]

export type FaultPlan = {
  /** Of each, how often of a thousand. */
  readonly perMille?: Partial<Record<Fault, number>>
  readonly seed?: number
  /** How long a delayed callback takes at most; up to 72 hours are known. */
  readonly delay_ms?: number
}

export class FaultLab {
  private plan: FaultPlan = {}
  private chance = chanceOf(1)
  private readonly upcoming: Fault[][] = []

  /** What goes wrong by chance. */
  get now(): FaultPlan {
    return this.plan
  }

  byChance(plan: FaultPlan): void {
    this.plan = plan
    this.chance = chanceOf(plan.seed ?? 1)
  }

  /** For the next thing that could go wrong, and that only. */
  next(...faults: Fault[]): void {
    this.upcoming.push(faults)
  }

  calm(): void {
    this.plan = {}
    this.upcoming.length = 0
  }

  /** What goes wrong now, of what could. */
  draw(possible: readonly Fault[]): ReadonlySet<Fault> {
    const wanted = this.upcoming[0]
    if (wanted?.every((fault) => possible.includes(fault))) {
      this.upcoming.shift()
      return new Set(wanted)
    }
    const { perMille = {} } = this.plan
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
