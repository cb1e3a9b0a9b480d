import { isWithinWindows, nextEdge, type TimeWindow } from '#modules/catalog/contract.ts'

/** Hours and windows in the ISP's zone, for thousands of records at a time: each quarter of an hour is looked up once. */
export type IspClock = {
  readonly zone: string
  at(ms: number): Temporal.ZonedDateTime
  /** When the hour of the wall clock began. */
  hourOf(ms: number): number
  isOpen(windows: readonly TimeWindow[], ms: number): boolean
  /** Moments strictly between at which some window begins or ends. */
  edges(windows: readonly TimeWindow[], from_ms: number, to_ms: number): number[]
  /** The next such moment; null: never. */
  nextEdge(windows: readonly TimeWindow[], ms: number): number | null
}

const HOUR_ms = 3_600_000
const MINUTE_ms = 60_000
/** Zones change their offset at quarters of an hour, if at all. */
const QUARTER_ms = 15 * MINUTE_ms

export function ispClock(zone: string): IspClock {
  const offsets = new Map<number, number>()
  const seen = new WeakMap<readonly TimeWindow[], Map<number, number | null>>()
  const at = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(zone)

  function offset(ms: number): number {
    const quarter = Math.floor(ms / QUARTER_ms)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const found = at(ms).offsetNanoseconds / 1e6
    offsets.set(quarter, found)
    return found
  }

  function next(windows: readonly TimeWindow[], ms: number): number | null {
    const minute = Math.floor(ms / MINUTE_ms)
    const minutes = seen.get(windows) ?? new Map<number, number | null>()
    seen.set(windows, minutes)
    const known = minutes.get(minute)
    if (known !== undefined) return known
    // Edges are at whole minutes, so within one minute the next is the same one.
    const found = nextEdge(windows, at(minute * MINUTE_ms))?.epochMilliseconds ?? null
    minutes.set(minute, found)
    return found
  }

  return {
    ...{ zone, at, nextEdge: next },
    hourOf: (ms) => {
      const local = offset(ms)
      return Math.floor((ms + local) / HOUR_ms) * HOUR_ms - local
    },
    isOpen: (windows, ms) => isWithinWindows(windows, at(ms)),
    edges: (windows, from_ms, to_ms) => {
      const found: number[] = []
      let edge = next(windows, from_ms)
      while (edge !== null && edge < to_ms) {
        if (edge > from_ms) found.push(edge)
        edge = next(windows, edge)
      }
      return found
    },
  }
}
