import { Buffer, isUtf8 } from 'node:buffer'
import {
  ipv4ToBytes,
  ipv4ToText,
  ipv6ToBytes,
  ipv6ToText,
  prefixToBytes,
  prefixToText,
} from './addresses.ts'
import type { Attribute } from './attribute.ts'

/**
 * A value as JavaScript has it: text and addresses as strings, numbers up to 32 bits as numbers, those of 64 as bigints, dates as
 * seconds since 1970, octets as octets. Octets stand for any value that its own type cannot read.
 */
export type Scalar = string | number | bigint | Uint8Array

/** Reads a value. Of the wrong length or form, it stays octets, as RFC 8044 §2.2 and FreeRADIUS do: nothing gets lost. */
export function scalarFrom(attribute: Attribute, bytes: Uint8Array): Scalar {
  return readScalar(attribute, bytes) ?? bytes
}

function readScalar(attribute: Attribute, bytes: Uint8Array): Scalar | undefined {
  const { length } = bytes
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, length)
  switch (attribute.type) {
    case 'string':
      return isUtf8(buffer) ? buffer.toString('utf8') : undefined
    case 'integer':
    case 'date':
      return length === 4 ? buffer.readUInt32BE(0) : undefined
    case 'signed':
      return length === 4 ? buffer.readInt32BE(0) : undefined
    case 'short':
      return length === 2 ? buffer.readUInt16BE(0) : undefined
    case 'byte':
      return length === 1 ? buffer[0] : undefined
    case 'integer64':
      return length === 8 ? buffer.readBigUInt64BE(0) : undefined
    case 'ipaddr':
      return length === 4 ? ipv4ToText(buffer) : undefined
    case 'ipv6addr':
      return length === 16 ? ipv6ToText(buffer) : undefined
    case 'combo-ip':
      return length === 4 ? ipv4ToText(buffer) : length === 16 ? ipv6ToText(buffer) : undefined
    case 'ipv4prefix':
      return prefixToText(buffer, 4, ipv4ToText)
    case 'ipv6prefix':
      return prefixToText(buffer, 16, ipv6ToText)
    case 'ifid':
      return length === 8
        ? [0, 2, 4, 6].map((at) => buffer.readUInt16BE(at).toString(16)).join(':')
        : undefined
    case 'ether':
      return length === 6 ? (buffer.toString('hex').match(/../g) ?? []).join(':') : undefined
    case 'octets':
    case 'tlv':
    case 'vsa':
    case 'extended':
    case 'long-extended':
    case 'evs':
      return undefined
  }
}

/** Writes a value. One that its type cannot hold gives nothing; octets are written as they are, whatever the type. */
export function scalarToBytes(attribute: Attribute, value: Scalar): Buffer | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (typeof value === 'bigint') return attribute.type === 'integer64' ? wide(value) : undefined
  return typeof value === 'number' ? numberToBytes(attribute, value) : textToBytes(attribute, value)
}

function numberToBytes(attribute: Attribute, value: number): Buffer | undefined {
  if (!Number.isSafeInteger(value)) return undefined
  switch (attribute.type) {
    case 'integer':
    case 'date':
      return unsigned(value, 4)
    case 'short':
      return unsigned(value, 2)
    case 'byte':
      return unsigned(value, 1)
    case 'signed': {
      if (value < -0x80000000 || value > 0x7fffffff) return undefined
      const bytes = Buffer.alloc(4)
      bytes.writeInt32BE(value)
      return bytes
    }
    case 'integer64':
      return wide(BigInt(value))
    default:
      return undefined
  }
}

function unsigned(value: number, size: 1 | 2 | 4): Buffer | undefined {
  if (value < 0 || value >= 2 ** (8 * size)) return undefined
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}

function wide(value: bigint): Buffer | undefined {
  if (value < 0n || value >= 1n << 64n) return undefined
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

function textToBytes(attribute: Attribute, value: string): Buffer | undefined {
  switch (attribute.type) {
    case 'string':
    case 'octets':
      return Buffer.from(value, 'utf8')
    case 'ipaddr':
      return ipv4ToBytes(value)
    case 'ipv6addr':
      return ipv6ToBytes(value)
    case 'combo-ip':
      return value.includes(':') ? ipv6ToBytes(value) : ipv4ToBytes(value)
    case 'ipv4prefix':
      return prefixToBytes(value, ipv4ToBytes)
    case 'ipv6prefix':
      return prefixToBytes(value, ipv6ToBytes)
    case 'ifid':
      return grouped(value, /^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3}$/i, 4)
    case 'ether':
      return grouped(value, /^[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){5}$/i, 2)
    case 'integer':
    case 'short':
    case 'byte':
      return named(attribute, value)
    default:
      return undefined
  }
}

/** The name of a number, as the dictionary lists it: `Framed-User`. */
function named(attribute: Attribute, name: string): Buffer | undefined {
  const number = attribute.numberOf.get(name)
  return number === undefined ? undefined : numberToBytes(attribute, number)
}

function grouped(text: string, form: RegExp, digits: number): Buffer | undefined {
  if (!form.test(text)) return undefined
  return Buffer.from(
    text
      .split(/[:-]/)
      .map((group) => group.padStart(digits, '0'))
      .join(''),
    'hex',
  )
}
