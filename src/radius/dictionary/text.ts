import { Buffer, isUtf8 } from 'node:buffer'
import { unknownAttribute, unknownVendor, type Attribute } from './attribute.ts'
import { dictionary } from './load.ts'
import type { Pair } from './pair.ts'
import { scalarToBytes, type Scalar } from './values.ts'

/** One pair on one line, as radclient and FreeRADIUS' logs write it: `Tunnel-Type:1 = PPTP`. */
export function formatPair(pair: Pair): string {
  const tag = pair.tag ? `:${pair.tag}` : ''
  return `${pair.attribute.name}${tag} = ${formatValue(pair)}`
}

export function formatValue({ attribute, value }: Pair): string {
  if (Array.isArray(value)) return `{ ${value.map(formatPair).join(', ')} }`
  return formatScalar(attribute, value)
}

function formatScalar(attribute: Attribute, value: Scalar): string {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return attribute.type === 'string' ? JSON.stringify(value) : value
  if (attribute.type !== 'date') return attribute.nameOf.get(value) ?? String(value)
  const at = Temporal.Instant.fromEpochMilliseconds(value * 1000)
  return at.toString({ smallestUnit: 'second' })
}

/** What is wrong with a line that somebody typed: which part, for a message that says what to do. */
export type PairFault =
  | { fault: 'no-such-attribute'; name: string }
  | { fault: 'not-a-pair' }
  | { fault: 'bad-value'; attribute: Attribute }

/**
 * Reads `Name = value` or `Name:tag = value`. The value is as formatPair writes it, quotes optional: a name of the dictionary, a
 * number, an address, a date in ISO 8601, text, or `0x…` for octets. `Attr-26.9.77 = 0x…` names what the dictionary does not.
 */
export function parsePair(line: string): Pair | PairFault {
  const match = /^\s*([\w./+-]+?)(?::(\d{1,3}))?\s*:?=\s*(.*?)\s*,?\s*$/s.exec(line)
  if (!match) return { fault: 'not-a-pair' }
  const [, name = '', tag, text = ''] = match
  const attribute = dictionary().named.get(name) ?? nameless(name)
  if (!attribute) return { fault: 'no-such-attribute', name }
  const value = parseValue(attribute, text)
  if (value === undefined) return { fault: 'bad-value', attribute }
  return tag === undefined ? { attribute, value } : { attribute, tag: Number(tag), value }
}

/** The stand-in whose name this is; numbers are octets, but for the vendor's. */
function nameless(name: string): Attribute | undefined {
  if (!/^Attr(-\d{1,10})(\.\d{1,10}){0,5}$/.test(name)) return undefined
  const path = name.slice('Attr-'.length).split('.').map(Number)
  const [first = 0, id = 0, ...rest] = path
  if (first !== 26 || rest.length === 0)
    return first <= 255 ? unknownAttribute(null, path) : undefined
  return unknownAttribute(dictionary().vendors.get(id) ?? unknownVendor(id), rest)
}

/** A value from what somebody typed, or nothing when the attribute cannot hold it. */
export function parseValue(attribute: Attribute, typed: string): Scalar | undefined {
  const text = unquoted(typed)
  // In quotes, what looks like octets is text.
  if (text === typed && /^0x([0-9a-f]{2})*$/i.test(text)) {
    const bytes = Buffer.from(text.slice(2), 'hex')
    return attribute.type === 'string' && isUtf8(bytes) ? bytes.toString('utf8') : bytes
  }
  const value = parseScalar(attribute, text)
  return value !== undefined && scalarToBytes(attribute, value) ? value : undefined
}

function parseScalar(attribute: Attribute, text: string): Scalar | undefined {
  switch (attribute.type) {
    case 'integer':
    case 'short':
    case 'byte':
    case 'signed':
      return attribute.numberOf.get(text) ?? wholeNumber(text)
    case 'date':
      return wholeNumber(text) ?? secondsOf(text)
    case 'integer64':
      return /^\d{1,20}$/.test(text) ? BigInt(text) : undefined
    case 'octets':
      return Buffer.from(text, 'utf8')
    case 'string':
    case 'ipaddr':
    case 'ipv6addr':
    case 'combo-ip':
    case 'ipv4prefix':
    case 'ipv6prefix':
    case 'ifid':
    case 'ether':
      return text
    case 'tlv':
    case 'vsa':
    case 'extended':
    case 'long-extended':
    case 'evs':
      return undefined
  }
}

function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined
}

function secondsOf(text: string): number | undefined {
  try {
    return Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1000)
  } catch {
    return undefined
  }
}

function unquoted(text: string): string {
  if (!/^".*"$/s.test(text)) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}
