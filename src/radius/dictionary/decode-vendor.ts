import { Buffer } from 'node:buffer'
import type { Packet } from '../packet.ts'
import { unknownAttribute, unknownVendor, type VendorSpace } from './attribute.ts'
import { decodeValue, raw, type Work } from './decode-value.ts'
import { MORE } from './pair.ts'

/** A vendor's type with its value, and where the next begins. `more`: the value goes on in the next attribute. */
type Part = { type: number; value: Buffer; more: boolean }

const VENDOR_SPECIFIC = 26

/** Decodes Vendor-Specific (RFC 2865 §5.26) at this offset in its vendor's own layout; says where the next attribute begins. */
export function decodeVendor(packet: Packet, at: number, { known, key, pairs }: Work): number {
  const value = packet.valueAt(at)
  const after = at + packet.lengthAt(at)
  const id = value.length >= 4 ? value.readUInt32BE(0) : -1
  const vendor = known.vendors.get(id) ?? unknownVendor(id)
  const parts = id < 0 ? undefined : partsOf(vendor, value.subarray(4))
  // Of a vendor without a dictionary nobody knows the layout: only what can be written back the same is read.
  const safe = vendor.attributes.size > 0 || parts?.length === 1
  if (!parts || !safe) {
    pairs.push(raw(null, [VENDOR_SPECIFIC], value))
    return after
  }
  let next = after
  for (const part of parts) {
    const whole = part.more
      ? goesOn(packet, after, vendor, part)
      : { value: part.value, next: after }
    if (!whole) {
      pairs.push(raw(null, [VENDOR_SPECIFIC], value))
      return after
    }
    next = whole.next
    const attribute = vendor.attributes.get(part.type) ?? unknownAttribute(vendor, [part.type])
    pairs.push(decodeValue(attribute, whole.value, key))
  }
  return next
}

/** The parts of one Vendor-Specific, or nothing when they do not add up. */
function partsOf(vendor: VendorSpace, bytes: Buffer): Part[] | undefined {
  const { typeLength, lengthLength, continues } = vendor
  const header = typeLength + lengthLength + (continues ? 1 : 0)
  const parts: Part[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + header > bytes.length) return undefined
    const type = bytes.readUIntBE(at, typeLength)
    const length =
      lengthLength === 0 ? bytes.length - at : bytes.readUIntBE(at + typeLength, lengthLength)
    if (length < header || at + length > bytes.length) return undefined
    const more = continues && ((bytes[at + header - 1] ?? 0) & MORE) !== 0
    parts.push({ type, value: bytes.subarray(at + header, at + length), more })
    at += length
  }
  // Only the last part of an attribute can go on in the next attribute; and an empty one says nothing.
  return parts.length === 0 || parts.slice(0, -1).some((part) => part.more) ? undefined : parts
}

/** The whole of a value that goes on (WiMAX forum, stage 3, §5.4.2), and where the attribute after it begins. */
function goesOn(packet: Packet, from: number, vendor: VendorSpace, first: Part) {
  const values = [first.value]
  let at = from
  for (let more = true; more;) {
    if (at >= packet.bytes.length || packet.typeAt(at) !== VENDOR_SPECIFIC) return undefined
    const value = packet.valueAt(at)
    if (value.length < 4 || value.readUInt32BE(0) !== vendor.id) return undefined
    const [part, ...others] = partsOf(vendor, value.subarray(4)) ?? []
    if (!part || others.length > 0 || part.type !== first.type) return undefined
    values.push(part.value)
    more = part.more
    at += packet.lengthAt(at)
  }
  return { value: Buffer.concat(values), next: at }
}
