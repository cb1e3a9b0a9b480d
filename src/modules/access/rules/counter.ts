/**
 * What a NAS told of one direction of a session: octets since the session started (RFC 2866 §5.3, §5.4).
 * `isWide`: Gigawords came with it (RFC 2869 §5.1), so `octets` counts to 2^64; else it wraps at 2^32.
 */
export type Told = { readonly octets: bigint; readonly isWide: boolean }

/** How far a direction has come: `total` is what we count, `last` is what the NAS said last. */
export type Counter = { readonly total: bigint; readonly last: bigint }

export const ZERO: Counter = { total: 0n, last: 0n }

const WRAP = 1n << 32n

/**
 * Moves a counter on. A counter that is missing changes nothing: a Stop without counters (accel-ppp
 * on Lost-Carrier) must not reset what was counted. One that went back has wrapped if it counts to 2^32,
 * and was reset by its NAS if it counts to 2^64. Callers have made sure that what is told is newer.
 */
export function advance(counter: Counter, told: Told | null): Counter {
  if (!told) return counter
  const { octets, isWide } = told
  if (octets >= counter.last) return { total: counter.total + octets - counter.last, last: octets }
  // Some NASes leave Gigawords out while they are zero, and some for ever; `last` may hold some of theirs.
  if (!isWide)
    return { total: counter.total + octets + ((WRAP - (counter.last % WRAP)) % WRAP), last: octets }
  return { total: counter.total + octets, last: octets }
}
