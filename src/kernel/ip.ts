/**
 * Internet addresses as numbers, for address plans: `10.0.0.1` is 4 and 167772161n. Text that is not exactly one
 * address is none: leading zeros, zones (`%eth0`) and mixed spellings have fooled too many parsers.
 */
export type Ip = { readonly family: 4 | 6; readonly value: bigint }

/** First and last address, both in it. */
export type IpRange = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint }

export function bitsOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128
}

export function parseIp(given: string): Ip | undefined {
  const text = given.trim()
  const value = text.includes(':') ? parse6(text) : parse4(text)
  return value === undefined ? undefined : { family: text.includes(':') ? 6 : 4, value }
}

/** IPv6 as RFC 5952 wants it: small letters, the first longest run of zeros as `::`. */
export function formatIp({ family, value }: Ip): string {
  if (family === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
  }
  const groups = Array.from(
    { length: 8 },
    (_, place) => (value >> BigInt(112 - place * 16)) & 0xffffn,
  )
  const run = longestZeros(groups)
  const hex = (part: readonly bigint[]) => part.map((group) => group.toString(16)).join(':')
  if (run.length < 2) return hex(groups)
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`
}

/** `10.0.0.0/22`, `2001:db8::/32`. Bits set behind the length are refused: they are a slip of the finger. */
export function parsePrefix(given: string): (IpRange & { length: number }) | undefined {
  const [address = '', digits = '', ...more] = given.trim().split('/')
  const ip = parseIp(address)
  if (!ip || more.length > 0 || !/^\d{1,3}$/.test(digits)) return undefined
  const length = Number(digits)
  const bits = bitsOf(ip.family)
  if (length > bits) return undefined
  const size = 1n << BigInt(bits - length)
  if (ip.value % size !== 0n) return undefined
  return { family: ip.family, first: ip.value, last: ip.value + size - 1n, length }
}

/** `10.0.0.2-10.0.0.254`, a prefix, or one address. */
export function parseRange(given: string): IpRange | undefined {
  if (given.includes('/')) {
    const prefix = parsePrefix(given)
    return prefix && { family: prefix.family, first: prefix.first, last: prefix.last }
  }
  const [from = '', to = from, ...more] = given.split(/[-–]/)
  const first = parseIp(from)
  const last = parseIp(to)
  if (!first || !last || more.length > 0) return undefined
  if (first.family !== last.family || first.value > last.value) return undefined
  return { family: first.family, first: first.value, last: last.value }
}

/** As short as people write it: a prefix where it is exactly one, one address, or from – to. */
export function formatRange({ family, first, last }: IpRange): string {
  const from = formatIp({ family, value: first })
  const size = last - first + 1n
  if (size === 1n) return from
  const spare = size.toString(2).length - 1
  const isPrefix = size === 1n << BigInt(spare) && first % size === 0n
  if (isPrefix) return `${from}/${bitsOf(family) - spare}`
  return `${from} – ${formatIp({ family, value: last })}`
}

export function overlaps(one: IpRange, other: IpRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last
}

/** Private, shared, link-local, loopback, multicast: nothing that the internet routes to. */
export function isPublic(ip: Ip): boolean {
  return !NOT_PUBLIC.some(
    (range) => range.family === ip.family && range.first <= ip.value && ip.value <= range.last,
  )
}

const NOT_PUBLIC: readonly IpRange[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...[
    '203.0.113.0/24',
    '224.0.0.0/3',
    '::/128',
    '::1/128',
    '2001:db8::/32',
    'fc00::/7',
    'fe80::/10',
  ],
  'ff00::/8',
].flatMap((text) => parsePrefix(text) ?? [])

function parse4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0n
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    value = value * 256n + BigInt(part)
  }
  return value
}

function parse6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  let value = 0n
  for (const group of [...head, ...Array<string>(missing).fill('0'), ...tail]) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined
    value = (value << 16n) + BigInt(`0x${group}`)
  }
  return value
}

function longestZeros(groups: readonly bigint[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (const [place, group] of groups.entries()) {
    if (group !== 0n) start = place + 1
    else if (place - start + 1 > best.length) best = { start, length: place - start + 1 }
  }
  return best
}

/** One household has a whole IPv6 /64 and could use a new address for each call, so it counts as one caller. */
export function networkOf(ip: string): string {
  const known = parseIp(ip)
  if (known?.family !== 6) return ip
  return `${formatIp({ family: 6, value: (known.value >> 64n) << 64n })}/64`
}
