import type { Counter } from './counter.ts'
import type { Moved } from './split.ts'

type Open = {
  readonly serviceId: string
  readonly sessionId: string
  readonly seq: number
  readonly counter: string
  readonly remaining: bigint
}
type Own<Row> = Row & { readonly serviceId: string }

/** Takes what sessions have moved out of what they were promised, oldest promise first; gives the promises that changed. */
export function consume<One extends Own<Counter>, Promised extends Open>(
  counters: readonly One[],
  open: readonly Promised[],
  moved: readonly Own<Moved & { readonly sessionId: string }>[],
): { counters: One[]; reservations: Promised[] } {
  const rest = new Map<string, { up: bigint; down: bigint; ms: number }>()
  for (const { sessionId, up, down, from_ms, to_ms } of moved) {
    const sum = rest.get(sessionId) ?? { up: 0n, down: 0n, ms: 0 }
    rest.set(sessionId, { up: sum.up + up, down: sum.down + down, ms: sum.ms + to_ms - from_ms })
  }
  const used = new Map<string, bigint>()
  const freed = new Map<string, bigint>()
  const reservations: Promised[] = []
  for (const one of open) {
    const sum = rest.get(one.sessionId)
    const key = `${one.serviceId} ${one.counter}`
    const counter = counters.find(({ serviceId, key: own }) => `${serviceId} ${own}` === key)
    if (!sum || !counter) continue
    const mine = `${one.sessionId} ${counter.key}`
    const amount = amountOf(sum, counter.meter) - (used.get(mine) ?? 0n)
    const taken = amount < one.remaining ? amount : one.remaining
    if (taken <= 0n) continue
    used.set(mine, (used.get(mine) ?? 0n) + taken)
    freed.set(key, (freed.get(key) ?? 0n) + taken)
    reservations.push({ ...one, remaining: one.remaining - taken })
  }
  return {
    reservations,
    counters: counters.map((one) => {
      const less = freed.get(`${one.serviceId} ${one.key}`)
      return less === undefined ? one : { ...one, reserved: one.reserved - less }
    }),
  }
}

function amountOf(
  { up, down, ms }: { up: bigint; down: bigint; ms: number },
  meter: Counter['meter'],
): bigint {
  if (meter === 'time') return BigInt(Math.floor(ms / 1_000))
  if (meter === 'up') return up
  return meter === 'down' ? down : up + down
}
