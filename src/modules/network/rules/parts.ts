import { must } from '#kernel/assert.ts'
import { bitsOf, formatIp, parseIp, parsePrefix, type IpRange } from '#kernel/ip.ts'

/**
 * Ranges are cut into parts of one length: single IPv4 addresses, or prefixes of IPv6. A part is written as PostgreSQL
 * writes an inet, so that both sides compare the same text.
 */
type Cut = { readonly first: string; readonly partLength: number }

/** `count` parts of a range, beginning with the part of this number. */
export function partsFrom({ first, partLength }: Cut, number: bigint, count: number): string[] {
  const start = must(parseIp(first), `the range begins at an address, not ${first}`)
  const size = 1n << BigInt(bitsOf(start.family) - partLength)
  return Array.from({ length: count }, (_, place) =>
    formatPart(start.family, start.value + (number + BigInt(place)) * size, partLength),
  )
}

export function formatPart(family: 4 | 6, value: bigint, partLength: number): string {
  const address = formatIp({ family, value })
  return partLength === bitsOf(family) ? address : `${address}/${partLength}`
}

/** The part that an address or prefix names, in this range; nothing when it is none of its parts. */
export function partIn(
  range: { first: string; last: string; partLength: number },
  given: string,
): string | undefined {
  const first = parseIp(range.first)
  const last = parseIp(range.last)
  const wanted = given.includes('/') ? parsePrefix(given) : alone(given)
  if (!first || !last || !wanted || wanted.family !== first.family) return undefined
  if (wanted.length !== range.partLength) return undefined
  if (wanted.first < first.value || wanted.last > last.value) return undefined
  const size = 1n << BigInt(bitsOf(first.family) - range.partLength)
  if ((wanted.first - first.value) % size !== 0n) return undefined
  return formatPart(first.family, wanted.first, range.partLength)
}

function alone(given: string) {
  const ip = parseIp(given)
  return ip && { family: ip.family, first: ip.value, last: ip.value, length: bitsOf(ip.family) }
}

/** The parts that fit wholly into a range, from its first whole one on; nothing when none does. */
export function cutRange(
  range: IpRange,
  partLength: number,
): { first: bigint; last: bigint; parts: bigint } | undefined {
  const bits = bitsOf(range.family)
  if (partLength > bits) return undefined
  const size = 1n << BigInt(bits - partLength)
  const first = ((range.first + size - 1n) / size) * size
  const parts = (range.last + 1n - first) / size
  if (parts < 1n) return undefined
  return { first, last: first + parts * size - 1n, parts }
}

/** Lengths of the prefixes that homes and lines are given (RIPE-690 §4.2). */
const PREFIX_LENGTHS = [48, 52, 56, 60, 62, 64]

/** The address itself and, for IPv6, every prefix that may have been given out around it: an index knows equality only. */
export function aroundOf(address: string): string[] {
  const ip = parseIp(address)
  if (ip?.family !== 6) return [address]
  return [
    address,
    ...PREFIX_LENGTHS.map((length) => {
      const size = 1n << BigInt(128 - length)
      return formatPart(6, (ip.value / size) * size, length)
    }),
  ]
}
