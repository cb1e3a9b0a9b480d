import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aNas } from '#modules/network/testing.ts'
import { liftHold, setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { StreamClient } from '#radius/client/stream-client.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { startFreeRadius } from '#radius/testing/freeradius.ts'
import { freeUdpPort } from '#radius/testing/free-port.ts'
import { StreamPort } from '#radius/transports/stream.ts'
import { PacketWriter } from '#radius/writer.ts'
import { SILENT_LIVE } from '../testing.ts'
import { RadiusServer } from './server.ts'

const SECRET = 'nas-nas-nas'
const secret = new Secret(SECRET)
const origin = { actor: system('test'), name: 'test.prepare' }
vi.setConfig({ testTimeout: 30_000 })

let units: TestUnits
let server: RadiusServer
let dir: string
let serviceId: string
/** Where the router takes changes, and what it has obeyed. */
const changes: number[] = []
const door = new StreamPort({
  host: '127.0.0.1',
  onPacket: (bytes, connection) => {
    const packet = parsePacket(bytes)
    if (typeof packet === 'string') return
    changes.push(packet.code)
    connection.send(new PacketWriter().reply(Code.DisconnectAck, packet).seal(secret))
  },
  onFault: (fault) => {
    throw fault
  },
})

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plain-tcp-'))
  units = await testUnits()
  await door.open()
  await units.unit(origin, async (tx) => {
    const takesChanges = { coaWay: 'direct-tcp', coaPort: door.port } as const
    await aNas(tx, { address: '127.0.0.1', secret: SECRET, ...takesChanges })
    const paid = { hours: 2 }
    ;({ serviceId } = await aService(tx, { paid, username: 'amina', password: 'rangi' }))
  })
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, tcpPort: 0, shared: true },
    ...{ units, clock: units.clock, vault: testVault, live: SILENT_LIVE },
    onTrouble: (what, error) => {
      throw new Error(what, { cause: error })
    },
  })
  await server.open()
})
afterAll(async () => {
  await server.close()
  await door.close()
  rmSync(dir, { recursive: true, force: true })
})

const client = () => new StreamClient({ host: '127.0.0.1', port: server.tcpPort })
function dial(writer: PacketWriter): void {
  const hidden = hidePassword(Buffer.from('rangi'), writer.authenticator, secret)
  writer.text(Attr.UserName, 'amina').bytes(Attr.UserPassword, hidden)
}

test('authentication and accounting come by one connection, many at a time', async () => {
  const router = client()
  const ask = async (code: Code, write: (writer: PacketWriter) => void) => {
    const answer = await router.ask({ code, secret, write, tries: 1 })
    return answer.kind === 'reply' ? answer.reply.code : answer.kind
  }
  const dials = Array.from({ length: 50 }, () => ask(Code.AccessRequest, dial))
  expect(new Set(await Promise.all(dials))).toEqual(new Set([Code.AccessAccept]))
  const start = await ask(Code.AccountingRequest, (writer) => {
    writer.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.AcctSessionId, 'by-tcp')
    writer.text(Attr.UserName, 'amina')
  })
  expect(start).toBe(Code.AccountingResponse)
  const { rows } = await sql`select nas_session from access.session`.execute(units.database.sql)
  expect(rows).toEqual([{ nas_session: 'by-tcp' }])
  await router.close()
})

test('a router that takes changes over TCP is told of them so', async () => {
  const held = { serviceId, reason: 'fraud', bills: false } as const
  const holdId = must(await units.unit(origin, (tx) => setHold(tx, held)), 'it is held')
  await server.catchUp()
  await vi.waitFor(async () => {
    const { rows } = await sql`select end_cause from access.session`.execute(units.database.sql)
    expect(rows).toEqual([{ end_cause: 'hold-fraud' }])
  })
  expect(changes).toEqual([Code.DisconnectRequest])
  await units.unit(origin, (tx) => liftHold(tx, { serviceId, holdId }))
  await server.catchUp()
})

test('who has the wrong secret, sends what is no RADIUS, or is no router, loses the connection', async () => {
  const wrong = client()
  const write = (writer: PacketWriter) =>
    void writer.number(Attr.AcctStatusType, AcctStatus.Start).text(Attr.AcctSessionId, 'x')
  const question = { code: Code.AccountingRequest, secret: new Secret('another'), write, tries: 1 }
  expect(await wrong.ask(question)).toMatchObject({ kind: 'unreachable' })
  expect(server.drops['authenticator-wrong']).toBe(1)

  const talker = connect(server.tcpPort, '127.0.0.1').on('error', () => undefined)
  // A length of eight: nobody can say where the next packet begins.
  talker.end(Buffer.from([1, 1, 0, 8, 0, 0, 0, 0]))
  await once(talker, 'close')

  const stranger = connect({ port: server.tcpPort, host: '127.0.0.1', localAddress: '127.0.0.9' })
  stranger.on('error', () => undefined)
  await once(stranger, 'close')
  expect(server.drops['unknown-nas']).toBe(1)
  await wrong.close()
})

test('radclient and FreeRADIUS as a proxy speak it, too', async () => {
  const file = join(dir, 'request')
  writeFileSync(
    file,
    'User-Name = "amina"\nUser-Password = "rangi"\nMessage-Authenticator = 0x00\n',
  )
  const radclient = (...args: string[]) =>
    new Promise<string>((resolve) =>
      execFile('radclient', ['-x', '-r', '1', '-t', '5', '-f', file, ...args], (_, out, fault) =>
        resolve(out + fault),
      ),
    )
  const direct = await radclient('-P', 'tcp', `127.0.0.1:${server.tcpPort}`, 'auth', SECRET)
  expect(direct).toContain('Received Access-Accept')

  const auth = await freeUdpPort()
  const between = await startFreeRadius(dir, proxyConfig(auth))
  try {
    const said = await radclient(`127.0.0.1:${auth}`, 'auth', SECRET)
    expect(said, between.log()).toContain('Received Access-Accept')
  } finally {
    await between.end()
  }
})

function proxyConfig(auth: number): string {
  return `
home_server kasi {
  type = auth
  ipaddr = 127.0.0.1
  port = ${server.tcpPort}
  proto = tcp
  secret = ${SECRET}
  response_window = 10
  status_check = none
}
home_server_pool kasi {
  home_server = kasi
}
proxy server {
}
realm kasi {
  auth_pool = kasi
  nostrip
}
client router {
  ipaddr = 127.0.0.1
  secret = ${SECRET}
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${auth}
  }
  authorize {
    update control {
      Proxy-To-Realm := "kasi"
    }
  }
}`
}
