import { Buffer } from 'node:buffer'
import { revealAscend, revealPassword, revealSalted } from '../hidden.ts'
import { unknownAttribute, type Attribute, type VendorSpace } from './attribute.ts'
import type { Dictionary } from './load.ts'
import type { Key, Pair } from './pair.ts'
import { scalarFrom } from './values.ts'

/** What decoding one attribute needs and fills. */
export type Work = { known: Dictionary; key: Key | undefined; pairs: Pair[] }

/** A value that is kept as it came. */
export function raw(vendor: VendorSpace | null, path: readonly number[], value: Uint8Array): Pair {
  return { attribute: unknownAttribute(vendor, path), value }
}

/** The value of one attribute whose header is off: tag, hiding, TLVs, and at last the scalar. */
export function decodeValue(attribute: Attribute, value: Uint8Array, key: Key | undefined): Pair {
  if (attribute.type === 'tlv')
    return { attribute, value: decodeTlvs(attribute, value, key) ?? value }
  if (attribute.tagged) return decodeTagged(attribute, value, key)
  return { attribute, value: clear(attribute, value, key) }
}

/**
 * A number gives its first octet to the tag (RFC 2868 §3.1). Text has a tag only if its first octet is one (§3.3),
 * and so has a hidden one, where the tag is never left out (§3.5).
 */
function decodeTagged(attribute: Attribute, value: Uint8Array, key: Key | undefined): Pair {
  const [tag = 0] = value
  if (attribute.type === 'integer') {
    if (value.length !== 4) return { attribute, value }
    const number = Buffer.from([0, ...value.subarray(1)])
    return { attribute, tag, value: scalarFrom(attribute, number) }
  }
  if (value.length === 0 || (tag > 0x1f && attribute.hiding === 'none')) {
    return { attribute, value: clear(attribute, value, key) }
  }
  return { attribute, tag, value: clear(attribute, value.subarray(1), key) }
}

function clear(attribute: Attribute, value: Uint8Array, key: Key | undefined) {
  if (attribute.hiding === 'none') return scalarFrom(attribute, value)
  const revealed = key && reveal(attribute, value, key)
  return revealed ? scalarFrom(attribute, revealed) : value
}

function reveal(attribute: Attribute, value: Uint8Array, { authenticator, secret }: Key) {
  switch (attribute.hiding) {
    case 'password':
      return revealPassword(value, authenticator, secret, attribute.size)
    case 'salted':
      return revealSalted(value, authenticator, secret)
    case 'ascend':
      return revealAscend(value, authenticator, secret)
    case 'none':
      return value
  }
}

/** RFC 6929 §2.3. A container that does not add up is not read at all: half of it would be a guess. */
function decodeTlvs(
  parent: Attribute,
  value: Uint8Array,
  key: Key | undefined,
): Pair[] | undefined {
  const pairs: Pair[] = []
  let at = 0
  while (at < value.length) {
    const type = value[at] ?? 0
    const length = value[at + 1] ?? 0
    if (length < 2 || at + length > value.length) return undefined
    const path = [...parent.path, type]
    const attribute = parent.children.get(type) ?? unknownAttribute(parent.vendor, path)
    pairs.push(decodeValue(attribute, value.subarray(at + 2, at + length), key))
    at += length
  }
  return pairs.length > 0 ? pairs : undefined
}
