import { Buffer } from 'node:buffer'
import { VALUE_LENGTH_MAX } from '../packet.ts'
import type { Attribute, VendorSpace } from './attribute.ts'
import type { EncodeFault } from './encode.ts'
import { dictionary } from './load.ts'
import { MORE, TLV_HEADER_LENGTH, TLV_VALUE_LENGTH_MAX } from './pair.ts'

/** Puts a value into the headers that its attribute's place asks for. */
export function frame(attribute: Attribute, value: Buffer): Buffer | EncodeFault {
  const { vendor, path } = attribute
  if (vendor) {
    const inner = wrapped(path.slice(1), value)
    return typeof inner === 'string' ? inner : vendorSpecific(vendor, path[0] ?? 0, inner)
  }
  const [type = 0] = path
  const root = dictionary().standard.get(type)
  const isContainer = root?.type === 'extended' || root?.type === 'long-extended'
  if (!isContainer || path.length < 2) {
    const inner = wrapped(path.slice(1), value)
    return typeof inner === 'string' ? inner : plain(type, inner, attribute.concat)
  }
  const isVendor = root.children.get(path[1] ?? 0)?.type === 'evs' && path.length >= 4
  const inner = wrapped(path.slice(isVendor ? 4 : 2), value)
  if (typeof inner === 'string') return inner
  const body = isVendor ? Buffer.concat([extendedVendor(path), inner]) : inner
  return root.type === 'extended'
    ? plain(type, Buffer.concat([Buffer.from([path[1] ?? 0]), body]), false)
    : long(type, path[1] ?? 0, body)
}

/** A TLV's child that stands alone is put into its parents, the innermost first. */
function wrapped(parents: readonly number[], value: Buffer): Buffer | EncodeFault {
  let inner = value
  for (const type of parents.toReversed()) {
    if (inner.length > TLV_VALUE_LENGTH_MAX) return 'too-long'
    inner = Buffer.concat([Buffer.from([type, inner.length + TLV_HEADER_LENGTH]), inner])
  }
  return inner
}

function plain(type: number, value: Buffer, mayGoOn: boolean): Buffer | EncodeFault {
  if (value.length <= VALUE_LENGTH_MAX) {
    return Buffer.concat([Buffer.from([type, value.length + 2]), value])
  }
  if (!mayGoOn) return 'too-long'
  return Buffer.concat(
    chunks(value, VALUE_LENGTH_MAX).flatMap((part) => [Buffer.from([type, part.length + 2]), part]),
  )
}

/** RFC 6929 §2.2. */
function long(type: number, extendedType: number, value: Buffer): Buffer {
  const parts = chunks(value, VALUE_LENGTH_MAX - 2)
  return Buffer.concat(
    parts.flatMap((part, n) => {
      const flags = n < parts.length - 1 ? MORE : 0
      return [Buffer.from([type, part.length + 4, extendedType, flags]), part]
    }),
  )
}

function extendedVendor(path: readonly number[]): Buffer {
  const bytes = Buffer.alloc(5)
  bytes.writeUInt32BE(path[2] ?? 0)
  bytes[4] = path[3] ?? 0
  return bytes
}

function vendorSpecific(vendor: VendorSpace, type: number, value: Buffer): Buffer | EncodeFault {
  const { typeLength, lengthLength, continues } = vendor
  const header = typeLength + lengthLength + (continues ? 1 : 0)
  const most = VALUE_LENGTH_MAX - 4 - header
  if (value.length > most && !continues) return 'too-long'
  const parts = chunks(value, most)
  const written = parts.map((part, n) => {
    const bytes = Buffer.alloc(6 + header)
    bytes[0] = 26
    bytes[1] = bytes.length + part.length
    bytes.writeUInt32BE(vendor.id, 2)
    bytes.writeUIntBE(type, 6, typeLength)
    if (lengthLength > 0) bytes.writeUIntBE(header + part.length, 6 + typeLength, lengthLength)
    if (continues && n < parts.length - 1) bytes[5 + header] = MORE
    return Buffer.concat([bytes, part])
  })
  return Buffer.concat(written)
}

/** At least one, so that an empty value is written, too. */
function chunks(value: Buffer, size: number): Buffer[] {
  const parts = [value.subarray(0, size)]
  for (let at = size; at < value.length; at += size) parts.push(value.subarray(at, at + size))
  return parts
}
