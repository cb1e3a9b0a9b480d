import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aNas, rotateSecret } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { DatabaseFault } from '#platform/database-fault.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { isReplyAuthentic } from '#radius/authenticity.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import { HEADER_LENGTH, Packet } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { RadiusServer } from './server.ts'

/** Routers that say what is not so, secrets and clocks that change while everybody is online, and a database that is away. */
const WAIT = { timeout: 20_000, interval: 20 }
const origin = { actor: system('test'), name: 'test.prepare' }
const away = () => Promise.reject(new DatabaseFault('gone', new Error('ECONNREFUSED')))
const writer = new PacketWriter()

let units: TestUnits
let server: RadiusServer
let isAway = false
const ids = { amina: '', juma: '', plain: '' }
const sockets: Socket[] = []
const troubles: string[] = []

beforeAll(async () => {
  units = await testUnits()
  const made = await units.unit(origin, async (tx) => {
    const [amina, juma] = [
      await aService(tx, { paid: { hours: 99 }, username: 'amina', password: 'rangi' }),
      await aService(tx, { paid: { hours: 99 }, username: 'juma', password: 'rangi' }),
    ]
    ids.amina = amina.serviceId
    ids.juma = juma.serviceId
    const one = await aNas(tx, { address: '127.0.0.1' })
    const other = await aNas(tx, { address: '127.0.0.2' })
    const plain = await aNas(tx, { address: '127.0.0.3', messageAuthenticator: 'no' })
    return { one, other, plain }
  })
  ids.plain = made.plain.nasId
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, clock: units.clock },
    units: {
      unit: (...given) => (isAway ? away() : units.unit(...given)),
      stroke: (...given) => (isAway ? away() : units.stroke(...given)),
      read: (...given) => (isAway ? away() : units.read(...given)),
      glance: (...given) => (isAway ? away() : units.glance(...given)),
    },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    ...{ vault: testVault, onTrouble: (what) => troubles.push(what) },
  })
  await server.open()
  one = await router('127.0.0.1', made.one.secret)
  other = await router('127.0.0.2', made.other.secret)
  plain = await router('127.0.0.3', made.plain.secret)
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await server.close()
})

type Record = {
  readonly name: string
  readonly session: string
  readonly class?: Buffer
  readonly kind?: keyof typeof AcctStatus
  readonly octets?: number
  readonly seconds?: number
  /** What its own clock says, ahead of ours. */
  readonly ahead_s?: number
}
let one: Awaited<ReturnType<typeof router>>
let other: typeof one
let plain: typeof one

/** A router that asks one thing after the other. */
async function router(address: string, text: string) {
  const socket = createSocket('udp4')
  sockets.push(socket)
  const heard: Buffer[] = []
  socket.on('message', (reply) => heard.push(reply))
  socket.bind(0, address)
  await once(socket, 'listening')
  let [id, secret] = [0, new Secret(text)]
  const send = (packet: Buffer, port: number) => socket.send(packet, port, '127.0.0.1')
  const ask = async (packet: Buffer, port: number) => {
    const from = heard.length
    send(packet, port)
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(from), WAIT)
    const reply = must(heard.at(-1), 'it came')
    expect(isReplyAuthentic(new Packet(reply), packet.subarray(4, 20), secret)).toBe(true)
    return new Packet(reply)
  }
  const login = (name: string, isSigned = true) => {
    writer.request(Code.AccessRequest, id++ % 256).text(Attr.UserName, name)
    const hidden = hidePassword(Buffer.from('rangi'), writer.authenticator, secret)
    const packet = writer.bytes(Attr.UserPassword, hidden).seal(secret)
    return ask(isSigned ? packet : unsigned(packet), server.authPort)
  }
  const record = ({ name, session, octets, seconds = 60, ...more }: Record): Buffer => {
    const { kind = 'Interim', ahead_s = 0 } = more
    const now_s = Math.floor(units.clock.now().epochMilliseconds / 1_000)
    writer.request(Code.AccountingRequest, id++ % 256).number(Attr.AcctStatusType, AcctStatus[kind])
    writer.text(Attr.AcctSessionId, session).text(Attr.UserName, name)
    writer.number(Attr.EventTimestamp, now_s + ahead_s)
    if (more.class) writer.bytes(Attr.Class, more.class)
    if (octets !== undefined)
      writer.number(Attr.AcctSessionTime, seconds).number(Attr.AcctInputOctets, octets)
    return writer.seal(secret)
  }
  return {
    ...{ login, record, heard },
    tell: (given: Record) => ask(record(given), server.acctPort),
    send: (packet: Buffer) => send(packet, server.acctPort),
    takes: (next: string) => (secret = new Secret(next)),
  }
}

/** As routers that do not know Message-Authenticator send it; ours comes first in what we write. */
function unsigned(packet: Buffer): Buffer {
  const bare = Buffer.concat([
    packet.subarray(0, HEADER_LENGTH),
    packet.subarray(HEADER_LENGTH + 18),
  ])
  bare.writeUInt16BE(bare.length, 2)
  return bare
}

async function sessionsOf(serviceId: string) {
  const { rows } = await sql<{ session: string; up: bigint; isOpen: boolean }>`
    select nas_session as session, up_total as up, ended_at is null as "isOpen" from access.session
     where service_id = ${serviceId} order by started_at, nas_session`.execute(units.database.sql)
  return rows
}
async function usedBy(serviceId: string): Promise<bigint> {
  const { rows } = await sql<{ up: bigint }>`
    select coalesce(sum(up), 0)::bigint as up from usage.hour where service_id = ${serviceId}
  `.execute(units.database.sql)
  return rows[0]?.up ?? 0n
}

test('whoever sends the Class of somebody else books nothing on them, ends nothing, and is counted by what they say themselves', async () => {
  const accept = await one.login('amina')
  const hers = Buffer.from(must(accept.value(Attr.Class), 'a Class'))
  await one.tell({ name: 'amina', session: 's1', class: hers, kind: 'Start' })
  await one.tell({ name: 'amina', session: 's1', class: hers, octets: 1_000 })
  await other.tell({ name: 'juma', session: 's1', class: hers, octets: 5_000_000 })
  await other.tell({ name: 'nobody', session: 's1', class: hers, kind: 'Stop', octets: 7_000_000 })
  await one.tell({ name: 'juma', session: 's2', class: hers, octets: 40 })
  await one.tell({ name: 'juma', session: 's3', class: hers.subarray(0, 30), octets: 2 })
  expect(await sessionsOf(ids.amina)).toEqual([{ session: 's1', up: 1_000n, isOpen: true }])
  expect(await usedBy(ids.amina)).toBe(1_000n)
  expect(await usedBy(ids.juma)).toBe(5_000_042n)
  // A router that takes over from its neighbour goes on with her session.
  await other.tell({ name: 'amina', session: 's1', class: hers, octets: 3_000, seconds: 120 })
  await other.tell({
    name: 'amina',
    session: 's1',
    class: hers,
    kind: 'Stop',
    octets: 4_000,
    seconds: 130,
  })
  expect(await sessionsOf(ids.amina)).toEqual([{ session: 's1', up: 4_000n, isOpen: false }])
  expect(await usedBy(ids.amina)).toBe(4_000n)
})

test('a secret is changed while everybody is online: nothing is lost, signed or not, until the old one has had its time', async () => {
  const { accept, reject } = { accept: Code.AccessAccept, reject: Code.AccessReject }
  await plain.tell({ name: 'juma', session: 'p', octets: 1 })
  const next = await units.unit(origin, (tx) =>
    rotateSecret(tx, { nasId: ids.plain, version: 1, oldForHours: 24 }),
  )
  await server.catchUp()
  expect((await plain.login('juma', false)).code).toBe(accept)
  await plain.tell({ name: 'juma', session: 'p', octets: 2, seconds: 61 })
  expect((await plain.login('juma', false)).code).toBe(accept)
  const late = plain.record({ name: 'juma', session: 'p', octets: 4, seconds: 63 })
  plain.takes(next)
  await plain.tell({ name: 'juma', session: 'p', octets: 3, seconds: 62 })
  expect((await plain.login('juma', false)).code).toBe(accept)
  // One that was on its way meanwhile is believed as well.
  const heard = plain.heard.length
  plain.send(late)
  await vi.waitFor(() => expect(plain.heard).toHaveLength(heard + 1), WAIT)
  expect(await sessionsOf(ids.juma)).toContainEqual({ session: 'p', up: 4n, isOpen: true })
  await plain.tell({ name: 'juma', session: 'p', octets: 5, seconds: 64 })
  expect((await plain.login('juma', false)).code).toBe(accept)
  expect((await plain.login('nobody', false)).code).toBe(reject)

  units.clock.passes('PT25H')
  await server.catchUp()
  const from = server.drops['authenticator-wrong']
  plain.send(late)
  await vi.waitFor(() => expect(server.drops['authenticator-wrong']).toBe(from + 1), WAIT)
  await plain.tell({ name: 'juma', session: 'p', octets: 6, seconds: 65 })
})

test('our clock jumps an hour ahead and back, clocks of routers do: nobody is kept out, and what was moved is counted once', async () => {
  const accept = await one.login('amina')
  const hers = Buffer.from(must(accept.value(Attr.Class), 'a Class'))
  const before = [await usedBy(ids.amina), await usedBy(ids.juma)]
  const sessions = [
    { name: 'amina', session: 'clock', class: hers },
    // Without a Class, and with nothing but the order of things to tell one session from the next.
    { name: 'juma', session: 'clock' },
  ]
  let [seconds, octets] = [0, 0]
  for (const about of sessions) await one.tell({ ...about, kind: 'Start' })
  const jumps = ['PT0S', 'PT1H2S', 'PT0S', '-PT1H', 'PT0S', '-PT1H2S', 'PT1H', 'PT0S']
  for (const [n, jump] of jumps.entries()) {
    units.clock.passes('PT5M')
    units.clock.jumps(jump)
    ;[seconds, octets] = [seconds + 300, octets + 1_000]
    const ahead_s = [0, 3_600, -3_600][n % 3] ?? 0
    for (const about of sessions) await one.tell({ ...about, seconds, octets, ahead_s })
    expect((await one.login('amina')).code).toBe(Code.AccessAccept)
  }
  for (const about of sessions)
    await one.tell({ ...about, kind: 'Stop', seconds: seconds + 1, octets: octets + 1 })
  const after = [await usedBy(ids.amina), await usedBy(ids.juma)]
  expect(after.map((used, at) => used - (before[at] ?? 0n))).toEqual([8_001n, 8_001n])

  // However little the ISP lets us answer without the database: a jump is no time in which it was away.
  await server.catchUp()
  const { policy } = server.picture
  server.picture.policy = { ...policy, outage_s: 60 }
  isAway = true
  for (const jump of ['PT1H', '-PT2H', 'PT1H']) {
    units.clock.jumps(jump)
    expect((await one.login('amina')).code).toBe(Code.AccessAccept)
  }
  units.clock.passes('PT61S')
  expect((await one.login('amina')).code).toBe(Code.AccessReject)
  isAway = false
  await server.catchUp()
  expect((await one.login('amina')).code).toBe(Code.AccessAccept)
  server.picture.policy = policy
})

test('the database is away for five minutes: who is known gets on, accounting is refused, comes again, and is counted once', async () => {
  await one.tell({ name: 'juma', session: 'outage', kind: 'Start' })
  const before = await usedBy(ids.juma)
  isAway = true
  const unanswered: Buffer[] = []
  for (let minute = 1; minute <= 5; minute++) {
    units.clock.passes('PT1M')
    await expect(server.catchUp()).rejects.toThrow(DatabaseFault)
    const record = { name: 'juma', session: 'outage', octets: minute * 100 }
    unanswered.push(one.record({ ...record, seconds: minute * 60 }))
    const heard = one.heard.length
    for (const packet of unanswered) one.send(packet)
    expect((await one.login('amina')).code).toBe(Code.AccessAccept)
    await server.batches.drained()
    expect(one.heard).toHaveLength(heard + 1)
  }
  expect(troubles).toContain('Accounting could not be stored')
  isAway = false
  const heard = one.heard.length
  for (const packet of unanswered.toReversed()) one.send(packet)
  await vi.waitFor(() => expect(one.heard).toHaveLength(heard + 5), WAIT)
  expect((await usedBy(ids.juma)) - before).toBe(500n)
  expect((await one.login('juma')).code).toBe(Code.AccessAccept)
})
