import { bitsOf, formatIp, overlaps, parsePrefix, parseRange, type IpRange } from '#kernel/ip.ts'
import type { PoolRow } from '../contract.ts'
import { cutRange, formatPart } from './parts.ts'

type Kind = PoolRow['kind']

/** A range as the table keeps it. */
export type PlannedRange = { first: string; last: string; partLength: number; parts: bigint }

export type Plan =
  | { readonly kind: 'ranges'; readonly ranges: PlannedRange[] }
  | { readonly kind: 'no'; readonly place: number; readonly why: string }

/** What routers and homes take where nobody says otherwise: a /64 is a line, a /56 is a home (RIPE-690 §4.2). */
const LENGTHS = { ipv4: 32, 'ipv6-framed': 64, 'ipv6-delegated': 56 } as const

/** Beyond this counting would leave what PostgreSQL's bigint holds. */
const PARTS_MAX = 1n << 60n

/** Turns what staff typed into ranges of whole parts, or says which line is wrong and why. */
export function planRanges(given: {
  kind: Kind
  texts: readonly string[]
  partLength: number | null
  /** Ranges that the pool has already. */
  existing: readonly IpRange[]
}): Plan {
  const partLength = given.kind === 'ipv4' ? 32 : (given.partLength ?? LENGTHS[given.kind])
  const family = given.kind === 'ipv4' ? 4 : 6
  const taken = [...given.existing]
  const ranges: PlannedRange[] = []
  for (const [place, text] of given.texts.entries()) {
    const no = (why: string) => ({ kind: 'no' as const, place, why })
    const range = usable(text)
    if (!range)
      return no('Two ends or a prefix: 10.10.0.2-10.10.3.254, 10.10.0.0/22, 2c0f:fe38::/40.')
    if (range.family !== family)
      return no(family === 4 ? 'This pool has IPv4 addresses.' : 'This pool has IPv6 prefixes.')
    const cut = cutRange(range, partLength)
    if (!cut) return no(`Smaller than one /${partLength}.`)
    if (cut.parts > PARTS_MAX) return no('Larger than any network is.')
    const whole = { family: range.family, first: cut.first, last: cut.last }
    if (taken.some((other) => overlaps(other, whole)))
      return no('Overlaps another range of this pool.')
    taken.push(whole)
    const text6 = (value: bigint) => formatIp({ family: range.family, value })
    ranges.push({ first: text6(cut.first), last: text6(cut.last), partLength, parts: cut.parts })
  }
  return { kind: 'ranges', ranges }
}

/** A prefix of IPv4 leaves out its first and last address: some systems take them for the network and for everybody. */
function usable(text: string): IpRange | undefined {
  const prefix = parsePrefix(text)
  if (prefix && prefix.family === 4 && prefix.length <= 30) {
    return { family: 4, first: prefix.first + 1n, last: prefix.last - 1n }
  }
  return parseRange(text)
}

/** Cuts a range into at most `most` cells of equal size, for a picture; each by its first and last part. */
export function cellsOf(
  range: { family: 4 | 6; first: bigint; partLength: number; parts: bigint },
  most: number,
): { perCell: bigint; cells: { first: string; last: string; parts: bigint }[] } {
  const size = 1n << BigInt(bitsOf(range.family) - range.partLength)
  // Powers of two, so that cells begin where networks do.
  let perCell = 1n
  while (range.parts > perCell * BigInt(most)) perCell *= 2n
  const cells = []
  for (let done = 0n; done < range.parts; done += perCell) {
    const parts = range.parts - done < perCell ? range.parts - done : perCell
    const part = (number: bigint) =>
      formatPart(range.family, range.first + number * size, range.partLength)
    cells.push({ first: part(done), last: part(done + parts - 1n), parts })
  }
  return { perCell, cells }
}
