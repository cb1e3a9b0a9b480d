import { Buffer } from 'node:buffer'

/** Addresses between their text and their octets. Text that is not one gives nothing; no text is guessed at. */

export function ipv4ToBytes(text: string): Buffer | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part)))
    return undefined
  const octets = parts.map(Number)
  return octets.every((octet) => octet <= 255) ? Buffer.from(octets) : undefined
}

export function ipv4ToText(bytes: Uint8Array): string {
  return bytes.subarray(0, 4).join('.')
}

/** RFC 4291 §2.2: groups, one `::`, and an IPv4 tail. */
export function ipv6ToBytes(text: string): Buffer | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')]
  if (!head || !tail) return undefined
  const gap = 8 - head.length - tail.length
  if (halves.length === 2 ? gap < 1 : gap !== 0) return undefined
  const groups = [...head, ...Array.from({ length: gap }, () => 0), ...tail]
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 255]))
}

function groupsOf(half: string): number[] | undefined {
  if (half === '') return []
  const parts = half.split(':')
  const last = parts.at(-1) ?? ''
  let groups = parts
  if (last.includes('.')) {
    const v4 = ipv4ToBytes(last)
    if (!v4) return undefined
    groups = [...parts.slice(0, -1), v4.toString('hex', 0, 2), v4.toString('hex', 2, 4)]
  }
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return groups.map((group) => Number.parseInt(group, 16))
}

/** RFC 5952 §4: lower case, no leading zeros, the longest run of zeros shortened, the first of equals. */
export function ipv6ToText(bytes: Uint8Array): string {
  const groups = Array.from(
    { length: 8 },
    (_, n) => ((bytes[2 * n] ?? 0) << 8) | (bytes[2 * n + 1] ?? 0),
  )
  let [from, length] = [0, 1]
  for (let at = 0; at < 8; at++) {
    let run = 0
    while (at + run < 8 && groups[at + run] === 0) run++
    if (run > length) [from, length] = [at, run]
    at += run
  }
  const hex = groups.map((group) => group.toString(16))
  if (length < 2) return hex.join(':')
  return `${hex.slice(0, from).join(':')}::${hex.slice(from + length).join(':')}`
}

/** `2001:db8::/32` or `10.0.0.0/8` as RFC 8044 §3.10 and §3.11 write it: an unused octet, the length, and the whole address. */
export function prefixToBytes(text: string, toBytes: (address: string) => Buffer | undefined) {
  const [address = '', length = '', ...more] = text.split('/')
  const bytes = toBytes(address)
  if (!bytes || more.length > 0 || !/^\d{1,3}$/.test(length)) return undefined
  const bits = Number(length)
  if (bits > bytes.length * 8) return undefined
  clearAfter(bytes, bits)
  return Buffer.concat([Buffer.from([0, bits]), bytes])
}

/** Bits past the prefix must be zero (RFC 8044 §3.10). A router that sends others means the same prefix. */
function clearAfter(address: Uint8Array, bits: number): void {
  for (const [n, octet] of address.entries()) {
    const kept = Math.min(8, Math.max(0, bits - n * 8))
    address[n] = octet & (0xff00 >> kept)
  }
}

/** The prefix may come shortened to the octets that it needs (RFC 3162 §2.3). */
export function prefixToText(
  bytes: Uint8Array,
  size: 4 | 16,
  toText: (address: Uint8Array) => string,
): string | undefined {
  const bits = bytes[1] ?? 0
  if (bytes.length < 2 || bytes.length > size + 2 || bits > size * 8) return undefined
  if ((bytes.length - 2) * 8 < bits) return undefined
  const address = new Uint8Array(size)
  address.set(bytes.subarray(2))
  clearAfter(address, bits)
  return `${toText(address)}/${bits}`
}
