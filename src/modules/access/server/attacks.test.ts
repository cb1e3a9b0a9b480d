import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { Code } from '#radius/codes.ts'
import type { DropReason } from '#radius/drop.ts'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { plainText } from './read-accounting.ts'
import { RadiusServer } from './server.ts'

/** What comes to a port that is open to the world: strangers, rubbish, lies, and old truths. */
const WAIT = { timeout: 20_000, interval: 20 }
const origin = { actor: system('test'), name: 'test.prepare' }
const writer = new PacketWriter()

let units: TestUnits
let server: RadiusServer
let secret: Secret
/** Of the router that has an address of IPv6. */
let sixSecret: Secret
const sockets: Socket[] = []
const troubles: unknown[] = []

beforeAll(async () => {
  units = await testUnits()
  await units.unit(origin, async (tx) => {
    const nas = await aNas(tx, { address: '127.0.0.1' })
    secret = new Secret(nas.secret)
    sixSecret = new Secret((await aNas(tx, { address: '::1' })).secret)
    await aService(tx, { paid: { hours: 2 }, username: 'amina', password: 'rangi' })
  })
  server = new RadiusServer({
    // Both families, on one socket.
    ...{ host: '::', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    ...{ vault: testVault, onTrouble: (what, error) => troubles.push([what, error]) },
  })
  await server.open()
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await server.close()
  expect(troubles).toEqual([])
})

/** Somebody who sends from this address. */
async function somebody(address: string) {
  const isSix = address.includes(':')
  const socket = createSocket(isSix ? 'udp6' : 'udp4')
  sockets.push(socket)
  const heard: Buffer[] = []
  socket.on('message', (reply) => heard.push(reply))
  socket.bind(0, address)
  await once(socket, 'listening')
  const send = (packet: Uint8Array, port: 'authPort' | 'acctPort' = 'acctPort') =>
    socket.send(packet, server[port], isSix ? '::1' : '127.0.0.1')
  return { heard, send }
}

function accounting(given: {
  id: number
  session: string
  octets?: number
  secret?: Secret
}): Buffer {
  const { id, session, octets = 0 } = given
  writer.request(Code.AccountingRequest, id)
  writer.number(Attr.AcctStatusType, octets > 0 ? AcctStatus.Interim : AcctStatus.Start)
  writer.text(Attr.AcctSessionId, session).text(Attr.UserName, 'amina')
  writer.number(Attr.EventTimestamp, Math.floor(units.clock.now().epochMilliseconds / 1_000))
  if (octets > 0) writer.number(Attr.AcctSessionTime, 60).number(Attr.AcctInputOctets, octets)
  return writer.seal(given.secret ?? secret)
}

const dropped = async (reason: DropReason, from: number, count: number) =>
  vi.waitFor(() => expect(server.drops[reason] - from).toBe(count), WAIT)

test('a flood of strangers is counted, and nobody waits behind it', async () => {
  const from = server.drops['unknown-nas']
  const packet = accounting({ id: 1, session: 'strange' })
  for (let address = 1; address <= 40; address++) {
    const stranger = await somebody(`127.0.7.${address}`)
    for (let n = 0; n < 50; n++) stranger.send(packet)
    await dropped('unknown-nas', from, address * 50)
    expect(stranger.heard).toEqual([])
  }
  const nas = await somebody('127.0.0.1')
  nas.send(accounting({ id: 2, session: 'known' }))
  await vi.waitFor(() => expect(nas.heard).toHaveLength(1), WAIT)
})

test('what is no packet is dropped by what is wrong with it', async () => {
  const nas = await somebody('127.0.0.1')
  const good = accounting({ id: 3, session: 'rubbish' })
  const saying = (length: number, bytes = good) => {
    const changed = Buffer.from(bytes)
    changed.writeUInt16BE(length, 2)
    return changed
  }
  const cases: [DropReason, Buffer][] = [
    ['too-short', good.subarray(0, 19)],
    ['length-field', saying(good.length + 1)],
    ['length-field', saying(19)],
    // Longer than any packet may be (RFC 2865 §3), as far as UDP carries.
    ['length-field', saying(60_000, Buffer.alloc(60_000, 1))],
    ['attribute-overrun', saying(good.length - 1)],
    ['unexpected-code', Buffer.concat([Buffer.from([Code.AccessAccept]), good.subarray(1)])],
    ['unexpected-code', Buffer.concat([Buffer.from([250]), good.subarray(1)])],
  ]
  for (const [reason, packet] of cases) {
    const from = server.drops[reason]
    nas.send(packet)
    await dropped(reason, from, 1)
  }
  // What stands behind the length is padding, and ignored.
  nas.send(Buffer.concat([good, Buffer.alloc(500)]))
  await vi.waitFor(() => expect(nas.heard).toHaveLength(1), WAIT)
})

test('whoever borrows the address of a router, and not its secret, neither gets an answer nor takes one away', async () => {
  const nas = await somebody('127.0.0.1')
  const from = server.drops['authenticator-wrong']
  const liar = new Secret('not the secret')
  for (let id = 0; id < 256; id++) nas.send(accounting({ id, session: 'lie', secret: liar }))
  await dropped('authenticator-wrong', from, 256)
  const asked = accounting({ id: 9, session: 'truth' })
  nas.send(asked)
  await vi.waitFor(() => expect(nas.heard).toHaveLength(1), WAIT)
  nas.send(accounting({ id: 9, session: 'lie', secret: liar }))
  await dropped('authenticator-wrong', from, 257)
  nas.send(asked)
  await vi.waitFor(() => expect(nas.heard).toHaveLength(2), WAIT)
  expect(nas.heard[1]).toEqual(nas.heard[0])
  expect(await octetsOf('lie')).toBeUndefined()
})

test('a router is known by its address of either family, and by no other', async () => {
  const [four, six] = [await somebody('127.0.0.1'), await somebody('::1')]
  four.send(accounting({ id: 7, session: 'four' }))
  six.send(accounting({ id: 7, session: 'six', secret: sixSecret }))
  await vi.waitFor(() => expect([four, six].map(({ heard }) => heard.length)).toEqual([1, 1]), WAIT)
  const from = server.drops['authenticator-wrong']
  six.send(accounting({ id: 8, session: 'six' }))
  await dropped('authenticator-wrong', from, 1)
})

test('one id for two requests at a time are two requests', async () => {
  const nas = await somebody('127.0.0.1')
  nas.send(accounting({ id: 5, session: 'one' }))
  nas.send(accounting({ id: 5, session: 'two' }))
  await vi.waitFor(async () => {
    expect(await octetsOf('one')).toBe(0n)
    expect(await octetsOf('two')).toBe(0n)
  }, WAIT)
})

test('old accounting that is sent again is acknowledged, and counts nothing', async () => {
  const nas = await somebody('127.0.0.1')
  const start = accounting({ id: 1, session: 'replayed' })
  nas.send(start)
  await vi.waitFor(() => expect(nas.heard).toHaveLength(1), WAIT)
  units.clock.passes('PT1M')
  const early = accounting({ id: 2, session: 'replayed', octets: 1_000 })
  nas.send(early)
  await vi.waitFor(() => expect(nas.heard).toHaveLength(2), WAIT)
  units.clock.passes('PT5M')
  const others = await somebody('127.0.0.1')
  for (const old of [early, start, early]) {
    const before = others.heard.length
    // From a port of its own, and long after replies are kept.
    others.send(old)
    await vi.waitFor(() => expect(others.heard.length).toBeGreaterThan(before), WAIT)
  }
  expect(await octetsOf('replayed')).toBe(1_000n)
})

/** What no screen can show and no column of text can hold, as far as an attribute carries. */
const STRANGE = ['a\0mina', '\0', '🦒'.repeat(63), 'x'.repeat(253), '{"},NULL', "'; drop table --"]

test('names and ports of any octets are logged and accounted for, and keep nothing else from being so', async () => {
  const nas = await somebody('127.0.0.1')
  for (const [id, text] of STRANGE.entries()) {
    // Names are sealed, so they may hold any octet; the vault of tests writes them as they are.
    const name = plainText(text)
    // Whoever forges the address of a router can send this much: an unsigned login proves nothing of its sender.
    const login = writer.request(Code.AccessRequest, id).text(Attr.UserName, name)
    login.bytes(Attr.UserPassword, Buffer.alloc(16)).text(Attr.NasPortId, text)
    login.text(Attr.CalledStationId, text).text(Attr.CallingStationId, text)
    nas.send(login.seal(secret), 'authPort')
    const record = writer.request(Code.AccountingRequest, id + 100)
    record.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.UserName, name)
    record.text(Attr.AcctSessionId, `strange-${id}`).text(Attr.NasPortId, text)
    record.text(Attr.CalledStationId, text).text(Attr.CallingStationId, text)
    nas.send(record.seal(secret))
    await vi.waitFor(() => expect(nas.heard).toHaveLength(2 * (id + 1)), WAIT)
  }
  await server.scribe.write()
  const { rows } = await sql<{ kind: string; port: string }>`
    select 'attempt' as kind, nas_port as port from access.attempt
    union all select 'session', nas_port from access.session where nas_session like 'strange-%'
  `.execute(units.database.sql)
  const kept = STRANGE.map((text) => plainText(text))
  for (const kind of ['attempt', 'session'])
    expect(new Set(rows.filter((row) => row.kind === kind).map(({ port }) => port))).toEqual(
      new Set(kept),
    )
})

test('a record full of the largest numbers is stored like any other, and holds up nothing', async () => {
  const nas = await somebody('127.0.0.1')
  for (const kind of ['Start', 'Interim', 'Stop'] as const) {
    writer.request(Code.AccountingRequest, 200 + AcctStatus[kind])
    writer.number(Attr.AcctStatusType, AcctStatus[kind]).text(Attr.UserName, 'amina')
    writer.text(Attr.AcctSessionId, 'largest')
    for (const type of [Attr.AcctSessionTime, Attr.AcctInputOctets, Attr.AcctInputGigawords])
      writer.number(type, 0xffff_ffff)
    for (const type of [Attr.AcctOutputOctets, Attr.AcctOutputGigawords, Attr.AcctDelayTime])
      writer.number(type, 0xffff_ffff)
    const before = nas.heard.length
    nas.send(writer.number(Attr.EventTimestamp, 0xffff_ffff).seal(secret))
    await vi.waitFor(() => expect(nas.heard.length).toBe(before + 1), WAIT)
  }
  expect(await octetsOf('largest')).toBe(0n)
})

async function octetsOf(session: string): Promise<bigint | undefined> {
  const { rows } = await sql<{ up: bigint }>`
    select up_total as up from access.session where nas_session = ${session}
  `.execute(units.database.sql)
  expect(rows.length).toBeLessThanOrEqual(1)
  return rows[0]?.up
}
