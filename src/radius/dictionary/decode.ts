import { Buffer } from 'node:buffer'
import { HEADER_LENGTH, type Packet } from '../packet.ts'
import { unknownAttribute, type Attribute } from './attribute.ts'
import { decodeValue, raw, type Work } from './decode-value.ts'
import { decodeVendor } from './decode-vendor.ts'
import { dictionary } from './load.ts'
import { MORE, type Key, type Pair } from './pair.ts'

/**
 * All attributes of a packet by name and type, in their order, for people to read: logs, screens, the packet tester. The hot
 * path asks the packet itself. Nothing here throws: what cannot be read as the dictionary says is kept as octets under a name
 * like `Attr-26.9.77`, and encodes to what it was.
 */
export function decodeAttributes(packet: Packet, key?: Key): Pair[] {
  const pairs: Pair[] = []
  const known = dictionary()
  let at = HEADER_LENGTH
  while (at < packet.bytes.length) {
    at = decodeAt(packet, at, { known, key, pairs })
  }
  return pairs
}

/** Decodes the attribute at this offset, with those behind it that go on with its value; says where the next begins. */
function decodeAt(packet: Packet, at: number, { known, key, pairs }: Work): number {
  const type = packet.typeAt(at)
  const after = at + packet.lengthAt(at)
  const value = packet.valueAt(at)
  const attribute = known.standard.get(type) ?? unknownAttribute(null, [type])
  switch (attribute.type) {
    case 'vsa':
      return decodeVendor(packet, at, { known, key, pairs })
    case 'extended':
      pairs.push(extended(attribute, value, 1, key) ?? raw(null, [type], value))
      return after
    case 'long-extended': {
      const { joined, next } = joinLong(packet, at)
      const pair = joined && extended(attribute, joined, 2, key)
      pairs.push(pair ?? raw(null, [type], value))
      return pair ? next : after
    }
    default: {
      if (!attribute.concat) {
        pairs.push(decodeValue(attribute, value, key))
        return after
      }
      const { joined, next } = joinSame(packet, at)
      pairs.push(decodeValue(attribute, joined, key))
      return next
    }
  }
}

/** Consecutive attributes of one type are one value (RFC 3579 §3.1). */
function joinSame(packet: Packet, at: number): { joined: Buffer; next: number } {
  const parts: Buffer[] = []
  let next = at
  while (next < packet.bytes.length && packet.typeAt(next) === packet.typeAt(at)) {
    parts.push(packet.valueAt(next))
    next += packet.lengthAt(next)
  }
  return { joined: Buffer.concat(parts), next }
}

/** RFC 6929 §2.2: extended type, flags, value; the value goes on in the next attribute while the flag says so. */
function joinLong(packet: Packet, at: number): { joined?: Buffer; next: number } {
  const parts: Buffer[] = []
  let next = at
  for (let more = true; more;) {
    const value = next < packet.bytes.length ? packet.valueAt(next) : Buffer.alloc(0)
    const sameKind = packet.typeAt(next) === packet.typeAt(at) && value[0] === packet.bytes[at + 2]
    if (value.length < 2 || !sameKind) return { next }
    // The first part keeps its two octets of header; the others are only value.
    parts.push(parts.length === 0 ? value : value.subarray(2))
    more = ((value[1] ?? 0) & MORE) !== 0
    next += packet.lengthAt(next)
  }
  return { joined: Buffer.concat(parts), next }
}

/** RFC 6929 §2.1 and §2.3: `header` octets of extended type and flags, in 26 a vendor and its own type, then the value. */
function extended(
  parent: Attribute,
  value: Uint8Array,
  header: 1 | 2,
  key: Key | undefined,
): Pair | undefined {
  if (value.length < header) return undefined
  // Flags other than More are reserved; a value with one is kept as it came.
  if (header === 2 && ((value[1] ?? 0) & ~MORE) !== 0) return undefined
  const number = value[0] ?? 0
  const path = [...parent.path, number]
  const child = parent.children.get(number)
  if (child?.type !== 'evs') {
    return decodeValue(child ?? unknownAttribute(null, path), value.subarray(header), key)
  }
  if (value.length < header + 5) return undefined
  const vendor = Buffer.from(value.buffer, value.byteOffset).readUInt32BE(header)
  const type = value[header + 4] ?? 0
  const attribute =
    child.children.get(vendor)?.children.get(type) ??
    unknownAttribute(null, [...path, vendor, type])
  return decodeValue(attribute, value.subarray(header + 5), key)
}
