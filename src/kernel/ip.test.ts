import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatIp,
  formatRange,
  isPublic,
  networkOf,
  overlaps,
  parseIp,
  parsePrefix,
  parseRange,
  type Ip,
} from './ip.ts'

const anyIp: fc.Arbitrary<Ip> = fc.oneof(
  fc.bigInt(0n, 2n ** 32n - 1n).map((value) => ({ family: 4 as const, value })),
  fc.bigInt(0n, 2n ** 128n - 1n).map((value) => ({ family: 6 as const, value })),
  // Mostly zeros, where the short spelling is at work.
  fc
    .array(fc.constantFrom<bigint[]>(0n, 0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
    .map((groups) => ({
      family: 6 as const,
      value: groups.reduce((sum, group) => sum * 65_536n + group, 0n),
    })),
)

describe('an address', () => {
  test.each([
    ['10.0.0.1', 4, 167_772_161n],
    ['255.255.255.255', 4, 4_294_967_295n],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['2001:DB8::1', 6, 0x2001_0db8_0000_0000_0000_0000_0000_0001n],
  ] as const)('%s', (text, family, value) => {
    expect(parseIp(text)).toEqual({ family, value })
  })

  test.each([
    ...['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4/24', ' 1 .2.3.4', '0x1.2.3.4'],
    ...[
      ':',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      'fe80::1%eth0',
      '::1.2.3.4',
      'g::',
    ],
    '1:2:3:4:5:6:7:8::',
  ])('%j is none', (text) => expect(parseIp(text)).toBeUndefined())

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(anyIp, (ip) => {
        expect(parseIp(formatIp(ip))).toEqual(ip)
      }),
    )
  })

  // RFC 5952 §4.2: the longest run, the first of equal ones, never a single group.
  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:0:0:0:0:0', '1::'],
  ])('%s is written %s', (given, written) => {
    const ip = parseIp(given)
    expect(ip && formatIp(ip)).toBe(written)
  })

  test.each([
    ['8.8.8.8', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['192.168.88.1', false],
    ['239.1.1.1', false],
    ['2c0f:fe38::1', true],
    ['fe80::1', false],
  ])('%s public: %s', (text, expected) => {
    const ip = parseIp(text)
    expect(ip && isPublic(ip)).toBe(expected)
  })
})

describe('a range', () => {
  test('is a prefix, two ends or one address', () => {
    expect(parsePrefix('10.0.0.0/30')).toEqual({
      family: 4,
      first: 167_772_160n,
      last: 167_772_163n,
      length: 30,
    })
    expect(parseRange('10.0.0.2 - 10.0.0.4')).toEqual({
      family: 4,
      first: 167_772_162n,
      last: 167_772_164n,
    })
    expect(parseRange('10.0.0.2')).toEqual({ family: 4, first: 167_772_162n, last: 167_772_162n })
    expect(parseRange('2001:db8::/32')).toMatchObject({ family: 6 })
  })

  test.each([
    '10.0.0.1/30',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-::1',
    'x',
    '::/129',
  ])('%s is none', (text) => expect(parseRange(text)).toBeUndefined())

  test.each([
    ['10.0.0.0-10.0.0.255', '10.0.0.0/24'],
    ['10.0.0.1-10.0.0.254', '10.0.0.1 – 10.0.0.254'],
    ['10.0.0.128-10.0.1.127', '10.0.0.128 – 10.0.1.127'],
    ['10.0.0.2', '10.0.0.2'],
    ['0.0.0.0-255.255.255.255', '0.0.0.0/0'],
    ['2001:db8:4000::-2001:db8:4fff:ffff:ffff:ffff:ffff:ffff', '2001:db8:4000::/36'],
  ])('%s is written %s', (given, text) => {
    expect(formatRange(parseRange(given) ?? expect.fail(given))).toBe(text)
  })

  test('overlaps what it shares an address with', () => {
    const of = (text: string) => parseRange(text) ?? expect.fail(text)
    expect(overlaps(of('10.0.0.0/24'), of('10.0.0.255-10.0.1.7'))).toBe(true)
    expect(overlaps(of('10.0.0.0/24'), of('10.0.1.0/24'))).toBe(false)
    expect(overlaps(of('0.0.0.0/0'), of('::/0'))).toBe(false)
  })
})

test.each([
  ['196.201.214.200', '196.201.214.200'],
  ['2001:db8:7:1::9', '2001:db8:7:1::/64'],
  ['2001:0DB8:0007:0001:1:2:3:4', '2001:db8:7:1::/64'],
  ['2001:db8:7:2::', '2001:db8:7:2::/64'],
  ['nowhere', 'nowhere'],
])('%s calls from %s', (ip, network) => expect(networkOf(ip)).toBe(network))
