import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aNas, aTlsKey, noTlsKey } from '#modules/network/testing.ts'
import { liftHold, setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { StreamClient } from '#radius/client/stream-client.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import { parsePacket } from '#radius/packet.ts'
import { RADSEC_SECRET_TEXT, Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { RadiusServer } from './server.ts'

/** More than may shake hands at a time. */
const SILENT = 1_000
const WAIT = { timeout: 20_000, interval: 50 }
const origin = { actor: system('test'), name: 'test.prepare' }
const dir = mkdtempSync(join(tmpdir(), 'radsec-'))
const pem = (file: string) => readFileSync(join(dir, file), 'utf8')
const secret = new Secret(RADSEC_SECRET_TEXT)

let units: TestUnits
let server: RadiusServer
let nasId: string
let serviceId: string
const troubles: string[] = []

beforeAll(async () => {
  makeCertificates()
  units = await testUnits()
  await units.unit(origin, async (tx) => {
    ;({ nasId } = await aNas(tx, {
      ...{ name: 'Kilifi tower', address: '198.51.100.7', coaWay: 'next-interim' },
    }))
    ;({ serviceId } = await aService(tx, {
      paid: { hours: 2 },
      username: 'amina',
      password: 'rangi',
    }))
  })
  const certificate = { cert: pem('server.pem'), key: pem('server.key') }
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: true, units, clock: units.clock },
    ...{ vault: testVault, radsec: { port: 0, certificate, clientAuthority: pem('ca.pem') } },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    onTrouble: (what) => troubles.push(what),
  })
  await server.open()
})
afterAll(async () => {
  await server.close()
  rmSync(dir, { recursive: true, force: true })
})

/** What the router with this certificate is answered. */
async function asked(file: string, code: Code, write: (writer: PacketWriter) => void) {
  const certificate = { cert: pem(`${file}.pem`), key: pem(`${file}.key`) }
  const tls = { authority: pem('ca.pem'), serverName: 'server', certificate }
  const client = new StreamClient({ host: '127.0.0.1', port: server.radsecPort, tls })
  const answer = await client.ask({ code, secret, write, tries: 1, wait_ms: 500 })
  await client.close()
  return answer.kind === 'reply' ? answer.reply.code : answer.kind
}

function dial(writer: PacketWriter): void {
  const hidden = hidePassword(Buffer.from('rangi'), writer.authenticator, secret)
  writer.text(Attr.UserName, 'amina').bytes(Attr.UserPassword, hidden)
}

test.each([
  ['its name', 'named'],
  ['its common name, for want of another', 'common'],
  ['its address', 'addressed'],
])('a router is known by %s in its certificate, wherever it is', async (_, file) => {
  expect(await asked(file, Code.AccessRequest, dial)).toBe(Code.AccessAccept)
})

test('accounting comes by the same port', async () => {
  const answer = await asked('named', Code.AccountingRequest, (writer) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.AcctSessionId, '1')
    writer.text(Attr.UserName, 'amina')
  })
  expect(answer).toBe(Code.AccountingResponse)
  const { rows } = await sql`select nas_id from access.session`.execute(units.database.sql)
  expect(rows).toEqual([{ nas_id: nasId }])
})

test('a router behind NAT is told of changes over the connection that it has opened, and no other way', async () => {
  const router = connectTls({
    ...{ host: '127.0.0.1', port: server.radsecPort, servername: 'server' },
    ...{ ca: pem('ca.pem'), cert: pem('named.pem'), key: pem('named.key') },
  })
  await once(router, 'secureConnect')
  const heard: number[] = []
  router.on('data', (bytes: Buffer) => {
    const packet = parsePacket(bytes)
    if (typeof packet === 'string') return
    heard.push(packet.code)
    const isEnd = packet.code === Code.DisconnectRequest
    if (isEnd) router.write(new PacketWriter().reply(Code.DisconnectAck, packet).seal(secret))
  })
  const ask = (code: Code, id: number, write: (writer: PacketWriter) => void) => {
    const writer = new PacketWriter().request(code, id)
    write(writer)
    router.write(writer.seal(secret))
    const isDial = code === Code.AccessRequest
    const answer = isDial ? Code.AccessAccept : Code.AccountingResponse
    return vi.waitFor(() => expect(heard).toContain(answer), WAIT)
  }
  await ask(Code.AccessRequest, 1, dial)
  await ask(Code.AccountingRequest, 2, (writer) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.AcctSessionId, 'behind-nat')
    writer.text(Attr.UserName, 'amina').text(Attr.CallingStationId, 'A4:2B:B0:00:00:01')
  })
  const held = { serviceId, reason: 'fraud', bills: false } as const
  const holdId = must(await units.unit(origin, (tx) => setHold(tx, held)), 'it is held')
  await server.catchUp()
  await vi.waitFor(() => expect(heard).toContain(Code.DisconnectRequest), WAIT)
  await vi.waitFor(async () => {
    const { rows } = await sql`
      select end_cause from access.session where nas_session = 'behind-nat'`.execute(
      units.database.sql,
    )
    expect(rows).toEqual([{ end_cause: 'hold-fraud' }])
  }, WAIT)
  await units.unit(origin, (tx) => liftHold(tx, { serviceId, holdId }))
  await server.catchUp()
  router.destroy()
})

test('a router that sends what cannot be believed loses its connection, and may come again', async () => {
  const router = connectTls({
    ...{ host: '127.0.0.1', port: server.radsecPort, servername: 'server' },
    ...{ ca: pem('ca.pem'), cert: pem('named.pem'), key: pem('named.key') },
  })
  await once(router, 'secureConnect')
  const before = server.drops['attribute-length']
  // An attribute that is shorter than its own header.
  router.write(Buffer.from([Code.AccessRequest, 1, 0, 22, ...Buffer.alloc(16), Attr.UserName, 0]))
  await once(router, 'close')
  expect(server.drops['attribute-length']).toBe(before + 1)
  expect(await asked('named', Code.AccessRequest, dial)).toBe(Code.AccessAccept)
})

test('a name of no router gets no answer, though its certificate is good', async () => {
  const before = server.drops['unknown-nas']
  expect(await asked('stranger', Code.AccessRequest, dial)).not.toBe(Code.AccessAccept)
  expect(server.drops['unknown-nas']).toBe(before + 1)
})

test('the name of a router, signed by somebody else, is refused in the handshake', async () => {
  expect(await asked('forged', Code.AccessRequest, dial)).toBe('unreachable')
  expect(troubles).toEqual([expect.stringContaining('RadSec refused a peer')])
})

test('a router with a key of its own needs no certificate, until the key is taken away', async () => {
  const key = await units.unit(origin, (tx) => aTlsKey(tx, nasId))
  await server.catchUp()
  const client = (identity: string, hex: string) =>
    new StreamClient({
      ...{ host: '127.0.0.1', port: server.radsecPort },
      tls: { key: { identity, key: Buffer.from(hex, 'hex') } },
    })
  const ask = async (one: StreamClient) => {
    const question = { code: Code.AccessRequest, secret, write: dial, tries: 1, wait_ms: 500 }
    const answer = await one.ask(question)
    return answer.kind === 'reply' ? answer.reply.code : answer.kind
  }
  const [right, wrong, unknown] = [
    client(nasId, key),
    client(nasId, '00'.repeat(32)),
    client('somebody', key),
  ]
  expect(await ask(right)).toBe(Code.AccessAccept)
  expect(await ask(wrong)).toBe('unreachable')
  expect(await ask(unknown)).toBe('unreachable')

  await units.unit(origin, (tx) => noTlsKey(tx, nasId))
  await server.catchUp()
  expect(await ask(right), 'although its connection stands').toBe('unreachable')
  expect(await ask(client(nasId, key))).toBe('unreachable')
  await Promise.all([right, wrong, unknown].map((one) => one.close()))
})

test('connections that say nothing give way, talkers of rubbish are counted, and a slow router holds up nobody', async () => {
  const sockets = Array.from({ length: SILENT }, () =>
    connect(server.radsecPort, '127.0.0.1').on('error', () => undefined),
  )
  await vi.waitFor(
    () => expect(server.drops['tls-crowded']).toBeGreaterThanOrEqual(SILENT - 256),
    WAIT,
  )
  expect(await asked('named', Code.AccessRequest, dial)).toBe(Code.AccessAccept)

  const before = { refused: server.drops['tls-refused'], troubles: troubles.length }
  for (let talker = 0; talker < 20; talker++) {
    const socket = connect(server.radsecPort, '127.0.0.1').on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\n\r\n')
    sockets.push(socket)
  }
  await vi.waitFor(
    () => expect(server.drops['tls-refused']).toBeGreaterThanOrEqual(before.refused + 20),
    WAIT,
  )
  expect(troubles.length - before.troubles, 'the log does not grow with them').toBeLessThanOrEqual(
    1,
  )

  const slow = connectTls({
    ...{ port: server.radsecPort, host: '127.0.0.1', ca: pem('ca.pem'), cert: pem('named.pem') },
    ...{ key: pem('named.key'), checkServerIdentity: () => undefined },
  })
  slow.on('error', () => undefined)
  await once(slow, 'secureConnect')
  // It says that 200 octets come, and stops half way.
  slow.write(Buffer.from([Code.AccessRequest, 1, 0, 200, ...Buffer.alloc(96)]))
  expect(await asked('named', Code.AccessRequest, dial)).toBe(Code.AccessAccept)
  for (const socket of [slow, ...sockets]) socket.destroy()
})

function makeCertificates(): void {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const make = (file: string, ...more: string[]) =>
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-keyout', `${file}.key`, '-out', `${file}.pem`, ...more],
      { cwd: dir, stdio: 'pipe' },
    )
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key']
  const named = (name: string) => ['-subj', '/CN=x', '-addext', `subjectAltName=${name}`]
  make('ca', '-subj', '/CN=ca')
  make('server', ...signed, ...named('DNS:server'))
  make('named', ...signed, ...named('DNS:kilifi tower'))
  make('common', ...signed, '-subj', '/CN=Kilifi tower')
  make('addressed', ...signed, ...named('IP:198.51.100.7'))
  make('stranger', ...signed, ...named('DNS:elsewhere'))
  make('forged', ...named('DNS:kilifi tower'))
}
