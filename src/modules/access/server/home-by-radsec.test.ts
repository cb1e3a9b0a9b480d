import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aNas } from '#modules/network/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword, revealPassword } from '#radius/hidden.ts'
import { AcctStatus, Attr, ErrorCause } from '#radius/numbers.ts'
import { type Packet, parsePacket } from '#radius/packet.ts'
import { RADSEC_SECRET_TEXT, Secret } from '#radius/secret.ts'
import { type StreamConnection, StreamPort } from '#radius/transports/stream.ts'
import { PacketWriter } from '#radius/writer.ts'
import { addHomeServer } from '../commands/add-home-server.ts'
import { addRealm } from '../commands/add-realm.ts'
import { RadiusServer } from './server.ts'

const SECRET = 'nas-nas-nas'
const KEY = 'c0ffee00'.repeat(4)
const radsec = new Secret(RADSEC_SECRET_TEXT)
const nasSecret = new Secret(SECRET)
const origin = { actor: system('test'), name: 'test.prepare' }
const dir = mkdtempSync(join(tmpdir(), 'home-radsec-'))
const pem = (file: string) => readFileSync(join(dir, file), 'utf8')

/** One provider that wants certificates and one that has agreed on a key. */
const homes: StreamPort[] = []
const connections: StreamConnection[] = []
const seen: { by: string; name: string; password: string }[] = []
const answers: Packet[] = []
let units: TestUnits
let server: RadiusServer
const client = new UdpClient()
const troubles: unknown[] = []

beforeAll(async () => {
  makeCertificates()
  units = await testUnits()
  const certificate = { cert: pem('home.pem'), key: pem('home.key') }
  const tls = [
    { certificate, clientAuthority: pem('ca.pem') },
    { keyFor: (name: string) => (name === 'savanna' ? Buffer.from(KEY, 'hex') : undefined) },
  ]
  for (const one of tls) homes.push(await aHome(one))
  await units.unit(origin, async (tx) => {
    await aNas(tx, { address: '127.0.0.1', secret: SECRET, coaWay: 'next-interim' })
    const at = (port = 0) => ({
      ...({ authPort: port, acctPort: port, transport: 'radsec' } as const),
      ...({ signedOnly: true, checkedBy: 'status-server', sendsChanges: true } as const),
      address: '127.0.0.1',
    })
    const byName = await addHomeServer(tx, {
      ...at(homes[0]?.port),
      ...{ name: 'Certificates', tlsName: 'home', tlsAuthority: pem('ca.pem'), tlsIdentity: null },
    })
    const byKey = await addHomeServer(tx, {
      ...{ ...at(homes[1]?.port), name: 'Key', tlsName: null, tlsAuthority: null },
      ...{ tlsIdentity: 'savanna', secret: KEY },
    })
    const how = { accounting: 'forward', passes: 'session', guestRate: null } as const
    await addRealm(tx, { ...how, realm: 'names.example', serverIds: [byName] })
    await addRealm(tx, { ...how, realm: 'keys.example', serverIds: [byKey] })
  })
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    eap: { cert: pem('us.pem'), key: pem('us.key') },
    ...{ vault: testVault, onTrouble: (what, error) => troubles.push([what, error]) },
  })
  await server.open()
})
afterAll(async () => {
  await client.close()
  await server.close()
  for (const home of homes) await home.close()
  rmSync(dir, { recursive: true, force: true })
  expect(troubles).toEqual([])
})

test.each([
  ['certificates', 'asha@names.example', 'certificate'],
  ['a key', 'asha@keys.example', 'key'],
])('a home server is asked over TLS by %s, and may end what is its own', async (_, name, by) => {
  expect(await ask(Code.AccessRequest, (writer) => dial(writer, name))).toBe(Code.AccessAccept)
  expect(seen.at(-1)).toEqual({ by, name, password: 'lamp' })
  const start = (writer: PacketWriter) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.AcctSessionId, name)
    writer.text(Attr.UserName, name)
  }
  expect(await ask(Code.AccountingRequest, start)).toBe(Code.AccountingResponse)

  const connection = must(connections.at(-1), 'we have connected')
  const end = (session: string) => {
    const writer = new PacketWriter().request(Code.DisconnectRequest, 7)
    connection.send(writer.text(Attr.AcctSessionId, session).seal(radsec))
  }
  const before = answers.length
  end('asha@names.example')
  end('asha@keys.example')
  await vi.waitFor(() => expect(answers).toHaveLength(before + 2))
  // Of its own it hears that this router can only be told when it reports, of others not even that they are there.
  const causes = answers.slice(before).map((answer) => answer.number(Attr.ErrorCause))
  expect(causes.toSorted()).toEqual([
    ErrorCause.RequestNotRoutable,
    ErrorCause.SessionContextNotFound,
  ])
  const { rows } = await sql`select 1 from access.session where ended_at is not null`.execute(
    units.database.sql,
  )
  expect(rows).toEqual([])
})

async function aHome(tls: ConstructorParameters<typeof StreamPort>[0]['tls']): Promise<StreamPort> {
  const home = new StreamPort({
    ...{ host: '127.0.0.1', ...(tls && { tls }) },
    onConnection: (connection) => connections.push(connection),
    onPacket: (bytes, connection) => {
      const packet = parsePacket(bytes)
      if (typeof packet === 'string') throw new Error(packet)
      if (packet.code === Code.DisconnectNak) answers.push(packet)
      const isAccess = packet.code === Code.AccessRequest
      if (!isAccess && packet.code !== Code.AccountingRequest) return
      const hidden = packet.value(Attr.UserPassword)
      if (hidden) {
        const password = revealPassword(hidden, packet.authenticator, radsec)
        const name = packet.text(Attr.UserName) ?? ''
        seen.push({ by: connection.identity?.by ?? '', name, password: String(password) })
      }
      const code = isAccess ? Code.AccessAccept : Code.AccountingResponse
      connection.send(new PacketWriter().reply(code, packet).seal(radsec))
    },
    onFault: (fault) => {
      throw fault
    },
  })
  await home.open()
  return home
}

async function ask(code: Code, write: (writer: PacketWriter) => void) {
  const port = code === Code.AccessRequest ? server.authPort : server.acctPort
  const question = { code, secret: nasSecret, write, tries: 1, wait_ms: 5_000 }
  const answer = await client.ask(question, { address: '127.0.0.1', port })
  return answer.kind === 'reply' ? answer.reply.code : answer.kind
}

function dial(writer: PacketWriter, name: string): void {
  const hidden = hidePassword(Buffer.from('lamp'), writer.authenticator, nasSecret)
  writer.text(Attr.UserName, name).bytes(Attr.UserPassword, hidden)
}

function makeCertificates(): void {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const make = (file: string, ...more: string[]) =>
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-keyout', `${file}.key`, '-out', `${file}.pem`, ...more],
      { cwd: dir, stdio: 'pipe' },
    )
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key']
  make('ca', '-subj', '/CN=ca')
  for (const name of ['home', 'us'])
    make(name, ...signed, '-subj', '/CN=x', '-addext', `subjectAltName=DNS:${name}`)
}
