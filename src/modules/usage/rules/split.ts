import type { IspClock } from './isp-clock.ts'

/** What a session moved in a stretch of time; `up` is what the subscriber sent. */
export type Moved = {
  readonly up: bigint
  readonly down: bigint
  readonly from_ms: number
  readonly to_ms: number
}

/** A part of it, with its time online in whole seconds. */
export type Piece = Moved & { readonly seconds: number }

/**
 * Parts in proportion to weights that add up to the whole: each gets what it is due rounded down, and those that lost
 * most by rounding get the units that are left over (largest remainder).
 */
export function shareOut(whole: bigint, weights: readonly number[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) return weights.map((_, place) => (place === 0 ? whole : 0n))
  const due = weights.map((weight, place) => {
    const product = whole * BigInt(weight)
    return { place, part: product / total, rest: product % total }
  })
  let left = whole - due.reduce((sum, { part }) => sum + part, 0n)
  const byRest = due.toSorted((a, b) =>
    a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1,
  )
  for (const one of byRest) {
    if (left === 0n) break
    one.part += 1n
    left -= 1n
  }
  return due.map(({ part }) => part)
}

/** Cut at these moments by the share of time: nobody knows better when within an interim something was moved. */
export function splitAt(moved: Moved, borders_ms: readonly number[]): Piece[] {
  const { from_ms, to_ms } = moved
  const inner = borders_ms.filter((border) => border > from_ms && border < to_ms)
  if (inner.length === 0) return [{ ...moved, seconds: secondsIn(from_ms, to_ms) }]
  const edges = [from_ms, ...new Set(inner.toSorted((a, b) => a - b)), to_ms]
  const stretches = edges
    .slice(1)
    .map((to, place) => ({ from_ms: edges[place] ?? from_ms, to_ms: to }))
  const weights = stretches.map((stretch) => stretch.to_ms - stretch.from_ms)
  const up = shareOut(moved.up, weights)
  const down = shareOut(moved.down, weights)
  return stretches.map((stretch, place) => ({
    ...stretch,
    ...{ up: up[place] ?? 0n, down: down[place] ?? 0n },
    seconds: secondsIn(stretch.from_ms, stretch.to_ms),
  }))
}

/** Whole seconds that add up over adjoining stretches, wherever they are cut. */
function secondsIn(from_ms: number, to_ms: number): number {
  return Math.floor(to_ms / 1_000) - Math.floor(from_ms / 1_000)
}

/** What one hour of one service got. */
export type HourPart = {
  readonly serviceId: string
  readonly hour_ms: number
  readonly up: bigint
  readonly down: bigint
  readonly seconds: number
}

/** By service and hour, in the order of both, so that two batches never wait for each other in a circle. */
export function byHour(
  deltas: readonly (Moved & { readonly serviceId: string })[],
  clock: IspClock,
): HourPart[] {
  const parts = new Map<string, { -readonly [Key in keyof HourPart]: HourPart[Key] }>()
  for (const delta of deltas) {
    for (const piece of splitAt(delta, hoursWithin(delta, clock))) {
      const hour_ms = clock.hourOf(piece.from_ms)
      const key = `${delta.serviceId} ${hour_ms}`
      const part = parts.get(key)
      if (part) {
        part.up += piece.up
        part.down += piece.down
        part.seconds += piece.seconds
      } else {
        const { up, down, seconds } = piece
        parts.set(key, { serviceId: delta.serviceId, hour_ms, up, down, seconds })
      }
    }
  }
  return [...parts.values()]
    .filter(({ up, down, seconds }) => up > 0n || down > 0n || seconds > 0)
    .toSorted((a, b) =>
      a.serviceId === b.serviceId ? a.hour_ms - b.hour_ms : a.serviceId < b.serviceId ? -1 : 1,
    )
}

const HOUR_ms = 3_600_000

function hoursWithin({ from_ms, to_ms }: Moved, clock: IspClock): number[] {
  const borders: number[] = []
  for (let hour = clock.hourOf(from_ms) + HOUR_ms; hour < to_ms; hour += HOUR_ms) borders.push(hour)
  return borders
}
