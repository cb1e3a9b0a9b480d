import { Buffer } from 'node:buffer'
import { hideAscend, hidePassword, hideSalted, PASSWORD_LENGTH_MAX } from '../hidden.ts'
import type { Attribute } from './attribute.ts'
import { frame } from './frame.ts'
import { TLV_HEADER_LENGTH, TLV_VALUE_LENGTH_MAX, type Key, type Pair } from './pair.ts'
import { scalarToBytes, type Scalar } from './values.ts'

/** Why a pair cannot be written. */
export type EncodeFault = 'not-its-type' | 'bad-tag' | 'too-long' | 'no-secret'

/**
 * The octets of an attribute, its headers and all: for `PacketWriter.encoded`, once per packet or once per plan. A value that
 * needs several attributes gets them, where its type allows that. A child of a TLV that stands alone gets its parents.
 */
export function encodePair(pair: Pair, key?: Key): Buffer | EncodeFault {
  const value = encodeValue(pair, key)
  return typeof value === 'string' ? value : frame(pair.attribute, value)
}

function encodeValue(pair: Pair, key: Key | undefined): Buffer | EncodeFault {
  if (Array.isArray(pair.value)) return encodeTlvs(pair.attribute, pair.value, key)
  const { attribute, tag } = pair
  if (tag !== undefined && (!attribute.tagged || !Number.isInteger(tag) || tag < 0 || tag > 255)) {
    return 'bad-tag'
  }
  const bytes = hidden(attribute, pair.value, key)
  if (typeof bytes === 'string' || !attribute.tagged) return bytes
  return tagged(attribute, tag, bytes)
}

function tagged(
  attribute: Attribute,
  tag: number | undefined,
  bytes: Buffer,
): Buffer | EncodeFault {
  if (attribute.type === 'integer') {
    if (bytes.length !== 4) return bytes
    if (bytes[0] !== 0 && tag !== undefined) return 'not-its-type'
    return tag === undefined ? bytes : Buffer.concat([Buffer.from([tag]), bytes.subarray(1)])
  }
  // Text that begins like a tag would be read as one, so that it needs a tag of its own.
  const needed = attribute.hiding !== 'none' || (bytes[0] ?? 0x20) <= 0x1f
  if (tag === undefined && !needed) return bytes
  return Buffer.concat([Buffer.from([tag ?? 0]), bytes])
}

function hidden(attribute: Attribute, value: Scalar, key: Key | undefined): Buffer | EncodeFault {
  const bytes = scalarToBytes(attribute, value)
  if (!bytes) return 'not-its-type'
  if (attribute.hiding === 'none') return bytes
  // Octets without a key are what a decoder without one gave out: hidden already.
  if (!key) return value instanceof Uint8Array ? bytes : 'no-secret'
  return hide(attribute, bytes, key)
}

function hide(attribute: Attribute, bytes: Buffer, key: Key): Buffer | EncodeFault {
  const { authenticator, secret } = key
  switch (attribute.hiding) {
    case 'password':
      return bytes.length > PASSWORD_LENGTH_MAX
        ? 'too-long'
        : hidePassword(bytes, authenticator, secret)
    case 'salted':
      return hideSalted(bytes, authenticator, secret) ?? 'too-long'
    case 'ascend':
      return bytes.length > 16 ? 'too-long' : hideAscend(bytes, authenticator, secret)
    case 'none':
      return bytes
  }
}

function encodeTlvs(
  parent: Attribute,
  children: readonly Pair[],
  key: Key | undefined,
): Buffer | EncodeFault {
  if (parent.type !== 'tlv') return 'not-its-type'
  const parts: Buffer[] = []
  for (const child of children) {
    const value = encodeValue(child, key)
    if (typeof value === 'string') return value
    if (value.length > TLV_VALUE_LENGTH_MAX) return 'too-long'
    const type = child.attribute.path.at(-1) ?? 0
    parts.push(Buffer.from([type, value.length + TLV_HEADER_LENGTH]), value)
  }
  return Buffer.concat(parts)
}
