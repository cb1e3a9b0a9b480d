import {
  type Counter,
  FAIR_USE,
  inOrderOfUse,
  isGranting,
  leftOf,
  type Meter,
  type Policies,
  windowsOf,
} from './counter.ts'
import { type Moved, type Piece, splitAt } from './split.ts'
import type { IspClock } from './isp-clock.ts'

/**
 * Counters after what was moved, in the order of time. What lies outside a counter's period, in a free window or
 * outside a bundle's hours does not count towards it. What nothing was left for is kept as `beyond`, never lost.
 */
export function count(
  counters: readonly Counter[],
  moved: readonly Moved[],
  policies: Policies,
  clock: IspClock,
): Counter[] {
  const counts = new Map(counters.map((counter) => [counter.key, { ...counter }]))
  const fairUse = counts.get(FAIR_USE)
  const order = inOrderOfUse(counters).flatMap(({ key }) => counts.get(key) ?? [])
  for (const delta of [...moved].sort((a, b) => a.from_ms - b.from_ms)) {
    for (const piece of splitAt(delta, borders(counters, delta, policies, clock))) {
      if (
        fairUse &&
        policies.fairUse &&
        isCounted(fairUse, piece, policies.fairUse.freeWindows, clock)
      )
        fairUse.used += amountOf(piece, fairUse.meter)
      use(order, piece, policies, clock)
    }
  }
  return [...counts.values()]
}

type Changing = { -readonly [Key in keyof Counter]: Counter[Key] }

function borders(
  counters: readonly Counter[],
  { from_ms, to_ms }: Moved,
  policies: Policies,
  clock: IspClock,
): number[] {
  const found = counters.flatMap((one) =>
    one.to_ms === null ? [one.from_ms] : [one.from_ms, one.to_ms],
  )
  const windows = counters.flatMap((one) => {
    const own = windowsOf(one, policies)
    return own ? [own] : []
  })
  const free = policies.fairUse?.freeWindows ?? []
  if (free.length > 0) windows.push(free)
  return [...found, ...windows.flatMap((some) => clock.edges(some, from_ms, to_ms))]
}

function isWithin({ from_ms, to_ms }: Counter, at_ms: number): boolean {
  return from_ms <= at_ms && (to_ms === null || at_ms < to_ms)
}

function isCounted(
  counter: Counter,
  { from_ms }: Piece,
  free: Parameters<IspClock['isOpen']>[0],
  clock: IspClock,
): boolean {
  return isWithin(counter, from_ms) && !(free.length > 0 && clock.isOpen(free, from_ms))
}

function amountOf(
  { up, down, seconds }: Pick<Piece, 'up' | 'down' | 'seconds'>,
  meter: Meter,
): bigint {
  switch (meter) {
    case 'up':
      return up
    case 'down':
      return down
    case 'time':
      return BigInt(seconds)
    default:
      return up + down
  }
}

/** Takes a piece from the allowances that may be used for it, each as far as it reaches. */
function use(order: readonly Changing[], piece: Piece, policies: Policies, clock: IspClock): void {
  const rest = { up: piece.up, down: piece.down, seconds: piece.seconds }
  let last: { data?: Changing; time?: Changing } = {}
  for (const counter of order) {
    const windows = windowsOf(counter, policies)
    if (!isGranting(counter) || !isWithin(counter, piece.from_ms)) continue
    if (windows && !clock.isOpen(windows, piece.from_ms)) continue
    const wanted = amountOf(rest, counter.meter)
    const taken = min(wanted, leftOf(counter))
    counter.used += taken
    take(rest, counter.meter, taken)
    last = counter.meter === 'time' ? { ...last, time: counter } : { ...last, data: counter }
  }
  // What nothing was left for: with the last that could have been used for it.
  if (last.data) last.data.beyond += amountOf(rest, last.data.meter)
  if (last.time) last.time.beyond += BigInt(rest.seconds)
}

function take(
  rest: { up: bigint; down: bigint; seconds: number },
  meter: Meter,
  taken: bigint,
): void {
  if (meter === 'time') rest.seconds -= Number(taken)
  else if (meter === 'up') rest.up -= taken
  else if (meter === 'down') rest.down -= taken
  else {
    const down = min(rest.down, taken)
    rest.down -= down
    rest.up -= taken - down
  }
}

function min(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
