import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { Code } from '#radius/codes.ts'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import { Packet } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { exactOctets, exactText, readAccounting, stationOf } from './read-accounting.ts'

const NOW = Date.UTC(2026, 10, 20, 18)
const NAS = { id: '0190c000-0000-7000-8000-000000000001', swapOctets: false }
const CLASS = Buffer.from('0190c000-0000-7000-8000-0000000000aa')
const secret = new Secret('s')

function request(fill: (writer: PacketWriter) => void): Packet {
  const writer = new PacketWriter().request(Code.AccountingRequest, 7)
  fill(writer)
  return new Packet(writer.seal(secret))
}
const interim = (fill: (writer: PacketWriter) => void = () => undefined) =>
  request((writer) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Interim).text(Attr.AcctSessionId, '8170a001')
    fill(writer)
  })
const read = (packet: Packet, nas = NAS) => {
  const found = readAccounting(packet, nas, NOW)
  if (typeof found === 'string' || !('key' in found))
    throw new Error(`not a record: ${JSON.stringify(found)}`)
  return found
}

test('octets and gigawords make one count, from the subscriber’s chair', () => {
  const packet = interim((writer) =>
    writer
      .number(Attr.AcctInputOctets, 5)
      .number(Attr.AcctOutputOctets, 7)
      .number(Attr.AcctOutputGigawords, 2),
  )
  expect(read(packet)).toMatchObject({
    up: { octets: 5n, isWide: false },
    down: { octets: 8_589_934_599n, isWide: true },
  })
  expect(read(packet, { ...NAS, swapOctets: true })).toMatchObject({ up: { isWide: true } })
})

test('numbers that no session reaches are as good as missing', () => {
  const most = 0xffff_ffff
  const packet = interim((writer) =>
    writer
      .number(Attr.AcctSessionTime, most)
      .number(Attr.AcctInputOctets, most)
      .number(Attr.AcctInputGigawords, most)
      .number(Attr.AcctOutputOctets, most),
  )
  expect(read(packet)).toMatchObject({
    ...{ seconds: null, up: null, down: { octets: 4_294_967_295n, isWide: false } },
  })
  const long = interim((writer) => writer.number(Attr.AcctSessionTime, 400 * 86_400))
  expect(read(long).seconds).toBe(34_560_000)
})

test.each([
  ['without a time, it happened when it arrived', {}, 0, false],
  ['a delay is taken off', { delay_s: 40 }, -40_000, true],
  ['a delay of zero says nothing', { delay_s: 0 }, 0, false],
  ['a believable clock is believed', { stamp_s: NOW / 1_000 - 95 }, -95_000, true],
  [
    'a stamp of long ago is believed when the delay explains it',
    { stamp_s: NOW / 1_000 - 7_200, delay_s: 7_200 },
    ...([-7_200_000, true] as const),
  ],
  [
    'a delay is taken off a stamp of the sending',
    { stamp_s: NOW / 1_000, delay_s: 300 },
    ...([-300_000, true] as const),
  ],
  ['a clock that starts in 1970 is not', { stamp_s: 1_000, delay_s: 3 }, -3_000, true],
  ['nothing happens in our future', { stamp_s: NOW / 1_000 + 300 }, 0, false],
  ['a clock that is a little ahead is believed', { stamp_s: NOW / 1_000 + 2 }, 0, true],
  ['a delay of years is no delay', { delay_s: 4_000_000_000 }, 0, false],
])('%s', (_, { stamp_s, delay_s }: { stamp_s?: number; delay_s?: number }, after_ms, isTimed) => {
  const packet = interim((writer) => {
    if (stamp_s !== undefined) writer.number(Attr.EventTimestamp, stamp_s)
    if (delay_s !== undefined) writer.number(Attr.AcctDelayTime, delay_s)
  })
  const { at_ms, isTimed: says } = read(packet)
  expect([at_ms - NOW, says]).toEqual([after_ms, isTimed])
})

test('one session keeps its key through its records, and shares it with no other', () => {
  const one = interim((writer) => writer.text(Attr.UserName, 'amina').bytes(Attr.Class, CLASS))
  const later = interim((writer) =>
    writer.bytes(Attr.Class, CLASS).number(Attr.AcctSessionTime, 60),
  )
  expect(read(later).key).toBe(read(one).key)
  expect(read(one).class).toBe('0190c000-0000-7000-8000-0000000000aa')

  const bare = interim((writer) => writer.text(Attr.UserName, 'amina'))
  const otherNas = { ...NAS, id: '0190c000-0000-7000-8000-000000000002' }
  expect(read(bare).key).not.toBe(read(one).key)
  expect(read(bare, otherNas).key).not.toBe(read(bare).key)
})

test('addresses and prefixes are what PostgreSQL takes', () => {
  const packet = interim((writer) =>
    writer
      .bytes(Attr.FramedIpAddress, Buffer.from([100, 64, 0, 7]))
      .bytes(Attr.DelegatedIpv6Prefix, Buffer.from('003c20010db80001fff0', 'hex')),
  )
  expect(read(packet)).toMatchObject({
    ...{ ipv4: '100.64.0.7', delegatedPrefix: '2001:db8:1:fff0:0:0:0:0/60', ipv6Prefix: null },
  })
  const none = interim((writer) => writer.bytes(Attr.FramedIpAddress, Buffer.alloc(4, 255)))
  expect(read(none).ipv4).toBeNull()
})

test('a session id of any octets comes back as it was', () => {
  for (const octets of [Buffer.from('80700001'), Buffer.from([0, 255, 7]), Buffer.from('0x12')])
    expect(exactOctets(must(exactText(octets), 'not empty'))).toEqual(octets)
})

test.each([
  ['a4-2b-b0-12-34-56', 'A4:2B:B0:12:34:56'],
  ['A42B.B012.3456', 'A4:2B:B0:12:34:56'],
  ['a42bb0123456', 'A4:2B:B0:12:34:56'],
  ['+254 712 345 678', '+254 712 345 678'],
  ['10.0.0.7', '10.0.0.7'],
])('the station %s is %s', (given, station) => {
  expect(stationOf(given)).toBe(station)
})

test('what is no record says why, and a NAS that starts says so', () => {
  const bare = (status: number) => request((writer) => writer.number(Attr.AcctStatusType, status))
  expect(readAccounting(bare(3), NAS, NOW)).toBe('session-id-missing')
  expect(readAccounting(bare(99), NAS, NOW)).toBe('status-unknown')
  expect(readAccounting(bare(AcctStatus.On), NAS, NOW)).toMatchObject({ kind: 'on', at_ms: NOW })
})
