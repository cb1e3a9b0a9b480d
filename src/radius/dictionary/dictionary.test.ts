import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Code } from '../codes.ts'
import { parsePacket, type Packet } from '../packet.ts'
import { Secret } from '../secret.ts'
import { PacketWriter } from '../writer.ts'
import { ipv4ToText, ipv6ToText } from './addresses.ts'
import { unknownAttribute, type Attribute } from './attribute.ts'
import { decodeAttributes } from './decode.ts'
import { encodePair } from './encode.ts'
import { attributeNamed, dictionary } from './load.ts'
import type { Key, Pair } from './pair.ts'
import { formatPair, parsePair } from './text.ts'
import type { Scalar } from './values.ts'

const key: Key = { secret: new Secret('s3cret'), authenticator: Buffer.alloc(16, 7) }
const CONTAINERS = new Set(['vsa', 'extended', 'long-extended', 'evs'])
const all = [...dictionary().named.values()].filter((one) => !CONTAINERS.has(one.type))
/** Older names of a number encode to it, but the newest name is what it decodes to. */
const newest = all.filter((one) => placeOf(one) === one)

test('every vendor of the files is there, and every type is one that values.ts knows', () => {
  expect(dictionary().vendors.size).toBeGreaterThan(180)
  expect(all.length).toBeGreaterThan(7000)
  expect([...new Set(all.map((one) => one.type))].toSorted()).toMatchInlineSnapshot(`
    [
      "byte",
      "combo-ip",
      "date",
      "ether",
      "ifid",
      "integer",
      "integer64",
      "ipaddr",
      "ipv4prefix",
      "ipv6addr",
      "ipv6prefix",
      "octets",
      "short",
      "signed",
      "string",
      "tlv",
    ]
  `)
})

test.each([
  // As the dictionaries of each vendor say; the last of each pair is what a router sends.
  ['Mikrotik-Rate-Limit = "5M/20M"', '1a0e00003a8c0808354d2f32304d'],
  ['User-Name = "nemo"', '01066e656d6f'],
  ['Service-Type = Framed-User', '060600000002'],
  ['Framed-IP-Address = 10.1.2.3', '08060a010203'],
  ['Framed-IPv6-Prefix = 2001:db8:1::/48', '6114003020010db8000100000000000000000000'],
  ['Tunnel-Type:1 = PPTP', '400601000001'],
  ['Tunnel-Private-Group-Id:1 = "13"', '5105013133'],
  ['Tunnel-Private-Group-Id = "13"', '51043133'],
  ['USR-Channel = 2', '1a0e000001ad0000bf3800000002'],
  ['Lucent-Max-Shared-Users = 2', '1a0d000012ee00020700000002'],
  ['WiMAX-Release = "1.0"', '1a0e000060b50108000105312e30'],
  ['Framed-Interface-Id = 0:0:0:1', '600a0000000000000001'],
  ['Event-Timestamp = 2026-11-22T00:00:00Z', '37066b023080'],
])('%s', (line, hex) => {
  const pair = parsePair(line)
  if ('fault' in pair) throw new Error(pair.fault)
  expect(hexOf(encodePair(pair))).toBe(hex)
})

test('a value of every attribute, encoded and decoded, is the same value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...newest).chain(pairs), (pair) => {
      const encoded = encodePair(pair, key)
      if (typeof encoded === 'string') {
        expect(encoded).toBe('too-long')
        return
      }
      if (encoded.length > 4000) return
      expect(decodeAttributes(packetOf(encoded), key)).toStrictEqual([outermost(pair)])
    }),
    { numRuns: 5000 },
  )
})

test('every attribute of the table makes the round', () => {
  for (const attribute of newest) {
    const [pair] = fc.sample(pairs(attribute), { numRuns: 1, seed: 42 })
    const encoded = encodePair(pair!, key)
    if (typeof encoded === 'string') continue
    expect(decodeAttributes(packetOf(encoded), key)).toStrictEqual([outermost(pair!)])
  }
})

test('whatever the octets, attributes are decoded, and what has no name is written back unchanged', () => {
  fc.assert(
    fc.property(attributesOf(fc.integer({ min: 0, max: 255 })), (bytes) => {
      for (const pair of decodeAttributes(packetOf(bytes))) {
        expect(formatPair(pair).length).toBeGreaterThan(0)
        if (!pair.attribute.known) expect(typeof encodePair(pair)).toBe('object')
      }
    }),
    { numRuns: 2000 },
  )
})

test('containers that do not add up are written back as they came', () => {
  const containers = fc.constantFrom(26, 241, 242, 245, 246)
  fc.assert(
    fc.property(attributesOf(containers), (bytes) => {
      const decoded = decodeAttributes(packetOf(bytes))
      const again = decoded.map((pair) => encodePair(pair))
      // Equal in meaning: a vendor's parts may be spread over attributes, but decode to the same.
      const joined = Buffer.concat(again.filter((part) => typeof part !== 'string'))
      if (joined.length > 4000) return
      expect(decodeAttributes(packetOf(joined))).toStrictEqual(decoded)
    }),
    { numRuns: 3000 },
  )
})

test('a prefix with bits past its length is the prefix', () => {
  const delegated = Buffer.from([123, 9, 0, 33, 0x20, 0x01, 0x0d, 0xb8, 0xff])
  const [pair] = decodeAttributes(packetOf(delegated))
  expect(formatPair(pair!)).toBe('Delegated-IPv6-Prefix = 2001:db8:8000::/33')
})

test('the name of a value is written, whatever its case in the file', () => {
  expect(line('Acct-Status-Type = Interim-Update')).toBe('Acct-Status-Type = Interim-Update')
  expect(line('NAS-Port-Type = 99')).toBe('NAS-Port-Type = 99')
  expect(line('Reply-Message = "say \\"hi\\""')).toBe('Reply-Message = "say \\"hi\\""')
  expect(line('Class = 0x00ff')).toBe('Class = 0x00ff')
  expect(line('Acct-Input-Octets = -1')).toEqual('bad-value')
  expect(line('Framed-IP-Address = 10.0.0.300')).toEqual('bad-value')
  expect(line('Frame-IP-Address = 10.0.0.3')).toEqual('no-such-attribute')
  expect(line('Framed-IP-Address')).toEqual('not-a-pair')
  expect(line('Reply-Message = "0x41"')).toBe('Reply-Message = "0x41"')
  expect(line('Reply-Message = 0x41')).toBe('Reply-Message = "A"')
  expect(line('Attr-250 = 0x01')).toBe('Attr-250 = 0x01')
  expect(line('Attr-26.99999.7 = 0x01')).toBe('Attr-26.99999.7 = 0x01')
  expect(line('Attr-256 = 0x01')).toBe('no-such-attribute')
})

test('what is formatted parses to the same, unless it is a container', () => {
  const leaves = newest.filter((one) => one.type !== 'tlv' && one.hiding === 'none')
  fc.assert(
    fc.property(fc.constantFrom(...leaves).chain(pairs), (pair) => {
      // A tag of 0 groups nothing and is not shown.
      fc.pre(pair.tag !== 0)
      const again = parsePair(formatPair(pair))
      if ('fault' in again) throw new Error(`${formatPair(pair)}: ${again.fault}`)
      expect(hexOf(encodePair(again))).toBe(hexOf(encodePair(pair)))
    }),
    { numRuns: 3000 },
  )
})

test('hidden values need a key, and stay hidden without one', () => {
  const password = { attribute: attributeNamed('User-Password'), value: 'swordfish' }
  expect(encodePair(password)).toBe('no-secret')
  const encoded = encodePair(password, key)
  const [seen] = decodeAttributes(packetOf(encoded as Buffer))
  expect(seen?.value).toBeInstanceOf(Uint8Array)
  expect(hexOf(encodePair(seen!))).toBe(hexOf(encoded))
})

function line(text: string): string {
  const pair = parsePair(text)
  return 'fault' in pair ? pair.fault : formatPair(pair)
}

function hexOf(encoded: Buffer | string): string {
  return typeof encoded === 'string' ? encoded : encoded.toString('hex')
}

function packetOf(attributes: Uint8Array): Packet {
  const request = new PacketWriter().request(Code.AccountingRequest, 1).seal(key.secret)
  const header = Buffer.from(request.subarray(0, 20))
  const bytes = Buffer.concat([header, attributes])
  bytes.writeUInt16BE(bytes.length, 2)
  const packet = parsePacket(bytes)
  if (typeof packet === 'string') throw new Error(packet)
  return packet
}

function placeOf(one: Attribute): Attribute | undefined {
  const [first = 0, ...rest] = one.path
  const { standard, vendors } = dictionary()
  const space = one.vendor ? vendors.get(one.vendor.id)?.attributes : standard
  return rest.reduce<Attribute | undefined>((at, n) => at?.children.get(n), space?.get(first))
}

/** A TLV's child that stands alone comes back inside its parents. */
function outermost(pair: Pair): Pair {
  const { attribute } = pair
  const depth = attribute.vendor ? 1 : ['241', '245'].includes(String(attribute.path[0])) ? 2 : 1
  if (attribute.path.length <= depth || attribute.path[1] === 26) return pair
  const path = attribute.path.slice(0, -1)
  const parent = placeOf({ ...attribute, path })
  return outermost({ attribute: parent!, value: [pair] })
}

function pairs(attribute: Attribute): fc.Arbitrary<Pair> {
  if (attribute.type === 'tlv') {
    const children = [...attribute.children.values()]
    const known = children.length > 0 ? fc.constantFrom(...children).chain(pairs) : null
    const unknown = fc.uint8Array({ maxLength: 20 }).map((value) => ({
      attribute: unknownAttribute(attribute.vendor, [...attribute.path, 254]),
      value: Buffer.from(value),
    }))
    return fc
      .array(known ?? unknown, { minLength: 1, maxLength: 4 })
      .map((value) => ({ attribute, value }))
  }
  if (!attribute.tagged) return scalars(attribute).map((value) => ({ attribute, value }))
  return fc.record(
    {
      attribute: fc.constant(attribute),
      tag: fc.integer({ min: 0, max: 31 }),
      value: attribute.type === 'integer' ? fc.nat(0xffffff) : scalars(attribute),
    },
    { noNullPrototype: true },
  )
}

function scalars(attribute: Attribute): fc.Arbitrary<Scalar> {
  const octets = (min: number, max: number) =>
    fc.uint8Array({ minLength: min, maxLength: max }).map((bytes) => Buffer.from(bytes))
  switch (attribute.type) {
    case 'string':
      return attribute.hiding === 'ascend'
        ? fc.string({ maxLength: 12 }).map(noZeros)
        : fc.string({ maxLength: 60, unit: 'grapheme' }).map(noZeros)
    case 'integer':
    case 'date':
      return fc.nat(0xffffffff)
    case 'signed':
      return fc.integer()
    case 'short':
      return fc.nat(0xffff)
    case 'byte':
      return fc.nat(255)
    case 'integer64':
      return fc.bigInt(0n, (1n << 64n) - 1n)
    case 'ipaddr':
      return octets(4, 4).map(ipv4ToText)
    case 'ipv6addr':
      return octets(16, 16).map(ipv6ToText)
    case 'combo-ip':
      return fc.oneof(octets(4, 4).map(ipv4ToText), octets(16, 16).map(ipv6ToText))
    case 'ipv4prefix':
      return fc
        .tuple(fc.nat(255), fc.integer({ min: 8, max: 32 }))
        .map(([a, n]) => `${a}.0.0.0/${n}`)
    case 'ipv6prefix':
      return fc.integer({ min: 32, max: 128 }).map((n) => `2001:db8::/${n}`)
    case 'ifid':
      return octets(8, 8).map((bytes) =>
        [0, 2, 4, 6].map((at) => bytes.readUInt16BE(at).toString(16)).join(':'),
      )
    case 'ether':
      return octets(6, 6).map((bytes) => bytes.toString('hex').match(/../g)!.join(':'))
    default:
      return attribute.size
        ? octets(attribute.size, attribute.size)
        : attribute.concat || attribute.path[0] === 245
          ? octets(1, 1000)
          : octets(0, 200)
  }
}

/** The padding of hidden text is zeros, so that no text may end with one. */
function noZeros(text: string): string {
  return text.replaceAll('\0', '0')
}

function attributesOf(type: fc.Arbitrary<number>): fc.Arbitrary<Buffer> {
  const vendor = fc.constantFrom(9, 311, 429, 4846, 8164, 14988, 24757, 99999)
  const value = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.tuple(vendor, fc.uint8Array({ maxLength: 60 })).map(([id, rest]) => {
      const head = Buffer.alloc(4)
      head.writeUInt32BE(id)
      return new Uint8Array(Buffer.concat([head, rest]))
    }),
    fc.tuple(vendor, fc.nat(255), fc.uint8Array({ maxLength: 60 })).map(([id, kind, rest]) => {
      const head = Buffer.alloc(6)
      head.writeUInt32BE(id)
      head[4] = kind
      head[5] = rest.length + 2
      return new Uint8Array(Buffer.concat([head, rest]))
    }),
  )
  return fc
    .array(fc.tuple(type, value), { maxLength: 8 })
    .map((list) =>
      Buffer.concat(
        list.flatMap(([kind, bytes]) => [
          Buffer.from([kind, bytes.length + 2]),
          Buffer.from(bytes),
        ]),
      ),
    )
}
