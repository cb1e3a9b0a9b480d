import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { SOME_VERSION } from '#modules/catalog/testing.ts'
import { aNas } from '#modules/network/testing.ts'
import { addPeriods, liftHold, setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { aCountedService, aStage } from '#modules/usage/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { admit, trust } from '#radius/admit.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import { Code } from '#radius/codes.ts'
import { chapResponse } from '#radius/methods/chap.ts'
import { AcctStatus, Attr, ErrorCause } from '#radius/numbers.ts'
import { type Packet, parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { UdpPort } from '#radius/transports/udp.ts'
import { PacketWriter } from '#radius/writer.ts'
import { endSessions } from '../commands/end-sessions.ts'
import { RadiusServer } from './server.ts'

const origin = { actor: system('test'), name: 'test.prepare' }

/** A router that keeps what it is told, and answers as the test wants it to. */
class Router {
  readonly heard: Packet[] = []
  answer: (request: Packet) => { code: Code; cause?: number } | 'silence' = ack
  secret = new Secret('')
  readonly port = new UdpPort({
    host: '127.0.0.1',
    onDatagram: (datagram, from) => {
      const request = parsePacket(datagram)
      if (typeof request === 'string' || admit(request, trust(this.secret))) return
      this.heard.push(request)
      const answer = this.answer(request)
      if (answer === 'silence') return
      const writer = new PacketWriter().reply(answer.code, request)
      if (answer.cause !== undefined) writer.number(Attr.ErrorCause, answer.cause)
      this.port.send(writer.seal(this.secret), from)
    },
    onFault: () => undefined,
  })
}
function ack(request: Packet) {
  return { code: request.code === Code.CoaRequest ? Code.CoaAck : Code.DisconnectAck }
}

const router = new Router()
const client = new UdpClient()
let units: TestUnits
let server: RadiusServer
let service: { serviceId: string }
let names = 0
const troubles: unknown[] = []

beforeAll(async () => {
  await router.port.open()
  units = await testUnits()
  const nas = await units.unit(origin, (tx) =>
    aNas(tx, { address: '127.0.0.1', coaPort: router.port.port, messageAuthenticator: 'yes' }),
  )
  router.secret = new Secret(nas.secret)
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    vault: testVault,
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
})
afterAll(async () => {
  await server.close()
  await client.close()
  await router.port.close()
  expect(troubles).toEqual([])
})
beforeEach(async () => {
  router.heard.length = 0
  router.answer = ack
  service = await units.unit(origin, (tx) =>
    aService(tx, { paid: { hours: 2 }, username: `line-${++names}`, password: 'rangi-saba' }),
  )
  await server.catchUp()
})

const ask = (code: Code, port: number, write: (writer: PacketWriter) => void) =>
  client.ask({ code, secret: router.secret, write, tries: 1 }, { address: '127.0.0.1', port })

/** Dials as a router does: asks, and accounts for the session with the Class that it was given. */
async function dial(session: string, station = 'A4:2B:B0:00:00:01') {
  const name = `line-${names}`
  const accepted = await ask(Code.AccessRequest, server.authPort, (writer) => {
    writer.text(Attr.UserName, name).text(Attr.CallingStationId, station)
    const response = chapResponse(1, 'rangi-saba', CHALLENGE)
    writer.bytes(Attr.ChapPassword, Buffer.concat([Buffer.from([1]), response]))
    writer.bytes(Attr.ChapChallenge, CHALLENGE)
  })
  if (accepted.kind !== 'reply' || accepted.reply.code !== Code.AccessAccept)
    throw new Error(`not accepted: ${accepted.kind}`)
  const { reply } = accepted
  await ask(Code.AccountingRequest, server.acctPort, (writer) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.AcctSessionId, session)
    writer.text(Attr.UserName, name).text(Attr.CallingStationId, station).copy(Attr.Class, reply)
  })
  return reply
}

const CHALLENGE = Buffer.alloc(16, 7)

const change = async (work: Parameters<TestUnits['unit']>[1]) => {
  await units.unit(origin, work)
  await server.catchUp()
}
const heard = (code: Code, times = 1) =>
  vi.waitFor(() => {
    const found = router.heard.filter((packet) => packet.code === code)
    expect(found).toHaveLength(times)
    return must(found.at(-1), 'one was heard')
  })

async function session(id: string) {
  const { rows } = await sql<{
    told: string
    ended_by: string | null
    end_cause: string | null
    enforce_failures: number
    enforce_said: string | null
  }>`select told, ended_by, end_cause, enforce_failures, enforce_said from access.session where nas_session = ${id}`.execute(
    units.database.sql,
  )
  return must(rows[0], 'the session is there')
}

test('who is let out of a hold is told so while online, and what the router confirms is what it obeys', async () => {
  const holdId = await units.unit(origin, (tx) =>
    setHold(tx, { ...service, reason: 'abuse', bills: true, from: tx.now.add({ hours: 1 }) }),
  )
  await server.catchUp()
  const accepted = await dial('s-1')
  expect(accepted.number(Attr.SessionTimeout)).toBe(3_600)
  await change((tx) => liftHold(tx, { ...service, holdId: must(holdId, 'it was set') }))
  const coa = await heard(Code.CoaRequest)
  expect(coa.text(Attr.UserName)).toBe(`line-${names}`)
  expect(coa.text(Attr.AcctSessionId)).toBe('s-1')
  expect(coa.number(Attr.SessionTimeout)).toBe(7_200)
  await vi.waitFor(async () => expect((await session('s-1')).told).toMatch(/-/))
  await server.catchUp()
  await heard(Code.CoaRequest, 1)
})

test('who is held is disconnected at once', async () => {
  await dial('s-2')
  await change((tx) => setHold(tx, { ...service, reason: 'fraud', bills: false }))
  await heard(Code.DisconnectRequest)
  await vi.waitFor(async () =>
    expect(await session('s-2')).toMatchObject({ ended_by: 'us', end_cause: 'hold-fraud' }),
  )
})

test('a payment reaches a session that is about to end', async () => {
  await dial('s-3')
  await change((tx) =>
    addPeriods(tx, [
      {
        ...{ serviceId: service.serviceId, kind: 'base', paid: true, price: {} },
        ...{ from: tx.now.add({ hours: 2 }), to: tx.now.add({ hours: 26 }) },
        planVersionId: SOME_VERSION,
      },
    ]),
  )
  const coa = await heard(Code.CoaRequest)
  expect(coa.number(Attr.SessionTimeout)).toBe(26 * 3_600)
})

test('a router that refuses the change loses the session, which comes back with what is right', async () => {
  router.answer = (request) =>
    request.code === Code.CoaRequest
      ? { code: Code.CoaNak, cause: ErrorCause.UnsupportedAttribute }
      : { code: Code.DisconnectAck }
  await dial('s-4')
  await change((tx) => setHold(tx, { ...service, reason: 'voluntary', bills: false }))
  await heard(Code.DisconnectRequest)
})

test('a session that its router does not know any more is over', async () => {
  router.answer = () => ({ code: Code.DisconnectNak, cause: ErrorCause.SessionContextNotFound })
  await dial('s-5')
  await change((tx) => setHold(tx, { ...service, reason: 'fraud', bills: false }))
  await vi.waitFor(async () =>
    expect(await session('s-5')).toMatchObject({ end_cause: 'Gone-At-NAS', enforce_failures: 0 }),
  )
})

test('staff end a session, and a second device takes the place of the first', async () => {
  await dial('s-6')
  const { rows } = await sql<{
    key: string
  }>`select key from access.session where nas_session = 's-6'`.execute(units.database.sql)
  await units.unit(origin, (tx) =>
    endSessions(tx, { keys: rows.map(({ key }) => key), because: 'Admin-Reset', by: 'test' }),
  )
  await dial('s-7', 'A4:2B:B0:00:00:02')
  const ended = await heard(Code.DisconnectRequest)
  expect(ended.text(Attr.AcctSessionId)).toBe('s-6')
  await vi.waitFor(async () => expect(await session('s-6')).toMatchObject({ ended_by: 'us' }))
  expect(await session('s-7')).toMatchObject({ ended_by: null })
})

test('the same device that dials again has left its session, and nobody need be asked', async () => {
  await dial('s-8')
  await dial('s-9')
  await vi.waitFor(async () =>
    expect(await session('s-8')).toMatchObject({ end_cause: 'Replaced' }),
  )
  expect(router.heard).toEqual([])
})

/** An interim update that tells how much has come down, as the router counts it. */
const interim = (accepted: Packet, session: string, seconds: number, octets: number) =>
  ask(Code.AccountingRequest, server.acctPort, (writer) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Interim).text(Attr.AcctSessionId, session)
    writer.text(Attr.UserName, `line-${names}`).copy(Attr.Class, accepted)
    writer.number(Attr.AcctSessionTime, seconds).number(Attr.AcctInputOctets, 0)
    writer.number(Attr.AcctOutputOctets, octets)
  })
const speedIn = (packet: Packet) => packet.vendorText(MIKROTIK, MIKROTIK_RATE_LIMIT)?.split(' ')[0]
const MIKROTIK = 14_988
const MIKROTIK_RATE_LIMIT = 8

test('an evening of streaming slows a line to its fair-use speed while it is online, and the month’s turn brings it back', async () => {
  const name = `line-${++names}`
  const login = { username: name, password: 'rangi-saba' }
  service = await units.unit(origin, (tx) =>
    aCountedService(tx, { stages: [aStage(1_000_000_000n)], ...login }),
  )
  await server.catchUp()
  const accepted = await dial('s-10')
  expect(speedIn(accepted)).toBe('10M/20M')
  units.clock.passes('PT5M')
  await interim(accepted, 's-10', 300, 900_000_000)
  units.clock.passes('PT5M')
  await interim(accepted, 's-10', 600, 1_100_000_000)
  expect(speedIn(await heard(Code.CoaRequest))).toBe('2M/5M')

  units.clock.passes('P11D')
  await change((tx) => decideUsage(tx, [service.serviceId]))
  expect(speedIn(await heard(Code.CoaRequest, 2))).toBe('10M/20M')
})
