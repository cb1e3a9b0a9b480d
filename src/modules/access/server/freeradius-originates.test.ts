import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { type Packet, parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { type FreeRadius, startFreeRadius } from '#radius/testing/freeradius.ts'
import { freeUdpPort } from '#radius/testing/free-port.ts'
import { UdpPort } from '#radius/transports/udp.ts'
import { PacketWriter } from '#radius/writer.ts'
import { addHomeServer } from '../commands/add-home-server.ts'
import { addRealm } from '../commands/add-realm.ts'
import { RadiusServer } from './server.ts'

/**
 * FreeRADIUS (Debian: freeradius) is the server of another provider and says changes of its own accord (`update coa`, `update disconnect`): when
 * our accounting tells it of its guest, it sends them to us, as RFC 5176 §3.5 has it for proxies, and we tell the router.
 */
const SECRET = 'ours-and-the-routers'
const HOME_SECRET = 'ours-and-theirs'
const origin = { actor: system('test'), name: 'test.prepare' }
const WAIT = { timeout: 20_000, interval: 50 }
vi.setConfig({ testTimeout: 60_000 })

let dir: string
let units: TestUnits
let server: RadiusServer
let home: FreeRadius
const ports = { auth: 0, acct: 0 }
const troubles: unknown[] = []
/** What the router was told. */
const changes: Packet[] = []
const router = new UdpPort({
  host: '127.0.0.1',
  onDatagram: (datagram, from) => {
    const packet = parsePacket(datagram)
    if (typeof packet === 'string') return
    changes.push(packet)
    const code = packet.code === Code.CoaRequest ? Code.CoaAck : Code.DisconnectAck
    router.send(new PacketWriter().reply(code, packet).seal(new Secret(SECRET)), from)
  },
  onFault: (fault) => {
    throw fault
  },
})

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'originates-'))
  for (const port of ['auth', 'acct'] as const) ports[port] = await freeUdpPort()
  units = await testUnits()
  await router.open()
  await units.unit(origin, async (tx) => {
    const nas = { address: '127.0.0.1', secret: SECRET, coaPort: router.port } as const
    await aNas(tx, { ...nas, messageAuthenticator: 'no' })
    const serverId = await addHomeServer(tx, {
      ...{ name: 'Roam', address: '127.0.0.1', authPort: ports.auth, acctPort: ports.acct },
      ...({ secret: HOME_SECRET, checkedBy: 'waiting', signedOnly: false } as const),
      ...({ transport: 'udp', tlsName: null, tlsAuthority: null, tlsIdentity: null } as const),
      sendsChanges: true,
    })
    const how = { accounting: 'forward', passes: 'session', guestRate: null } as const
    await addRealm(tx, { ...how, realm: 'roam.example', serverIds: [serverId] })
  })
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, changesPort: 0, shared: false },
    ...{ units, clock: units.clock },
    ...{ live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live },
    ...{ vault: testVault, onTrouble: (what, error) => troubles.push([what, error]) },
  })
  await server.open()
  home = await startFreeRadius(dir, homeConfig())
})
afterAll(async () => {
  await home.end()
  await server.close()
  await router.close()
  rmSync(dir, { recursive: true, force: true })
  expect(troubles).toEqual([])
})

const session = ['User-Name = asha@roam.example', 'Acct-Session-Id = "guest-1"']

test('a CoA-Request that FreeRADIUS originates reaches the router of its guest, and the CoA-ACK FreeRADIUS', async () => {
  await account(...session, 'Acct-Status-Type = Start')
  await account(...session, 'Acct-Status-Type = Interim-Update', 'Acct-Session-Time = 60')
  await vi.waitFor(() => expect(home.log()).toContain('Received CoA-ACK'), WAIT)
  const change = must(changes[0], 'the router was told')
  expect([change.code, change.text(Attr.AcctSessionId)]).toEqual([Code.CoaRequest, 'guest-1'])
  expect(change.number(Attr.SessionTimeout)).toBe(60)
  expect(await sessions()).toEqual([{ nas_session: 'guest-1', end_cause: null }])
})

test('a Disconnect-Request that it originates ends that session, and no other', async () => {
  await account('User-Name = bena@roam.example', 'Acct-Session-Id = "guest-2"', START)
  await account(...session, 'Acct-Status-Type = Interim-Update', 'Acct-Session-Time = 3600')
  await vi.waitFor(() => expect(home.log()).toContain('Received Disconnect-ACK'), WAIT)
  const told = must(changes.at(-1), 'the router was told')
  expect([told.code, told.text(Attr.AcctSessionId)]).toEqual([Code.DisconnectRequest, 'guest-1'])
  expect(await sessions()).toEqual([
    { nas_session: 'guest-1', end_cause: 'Home-Server' },
    { nas_session: 'guest-2', end_cause: null },
  ])
})

test('what it originates about a session that is not its guest’s is refused by name, and no router hears of it', async () => {
  const before = changes.length
  await account('User-Name = cheat@roam.example', 'Acct-Session-Id = "guest-3"', START)
  await vi.waitFor(() => expect(home.log()).toContain('Received Disconnect-NAK'), WAIT)
  expect(home.log()).toContain('Error-Cause = Session-Context-Not-Found')
  expect(changes).toHaveLength(before)
})

const START = 'Acct-Status-Type = Start'

async function sessions() {
  const { rows } = await sql`
    select nas_session, end_cause from access.session order by nas_session`.execute(
    units.database.sql,
  )
  return rows
}

async function account(...pairs: string[]): Promise<void> {
  const args = ['-x', '-r', '2', '-t', '5', `127.0.0.1:${server.acctPort}`, 'acct', SECRET]
  const said = await new Promise<string>((resolve) => {
    const child = execFile('radclient', args, (_, out, fault) => resolve(out + fault))
    child.stdin?.end(`${pairs.join('\n')}\n`)
  })
  expect(said, home.log()).toContain('Received Accounting-Response')
}

/** Tells a guest of an hour to go, others how long they may stay, and about one of them the wrong session. */
function homeConfig(): string {
  return `
client kasi {
  ipaddr = 127.0.0.1
  secret = ${HOME_SECRET}
  coa_server = kasi-changes
}
home_server kasi-changes {
  type = coa
  ipaddr = 127.0.0.1
  port = ${server.changesPort}
  secret = ${HOME_SECRET}
  coa {
    irt = 2
    mrt = 16
    mrc = 3
    mrd = 10
  }
}
home_server_pool kasi-changes {
  type = fail-over
  home_server = kasi-changes
  virtual_server = answers
}
modules {
  always ok {
    rcode = ok
  }
}
server home {
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${ports.acct}
  }
  preacct {
    if (&User-Name == "cheat@roam.example") {
      update disconnect {
        &User-Name = "%{User-Name}"
        &Acct-Session-Id = "guest-2"
      }
    }
    elsif (&Acct-Session-Time && &Acct-Session-Time >= 3600) {
      update disconnect {
        &User-Name = "%{User-Name}"
        &Acct-Session-Id = "%{Acct-Session-Id}"
      }
    }
    elsif (&Acct-Session-Time) {
      update coa {
        &User-Name = "%{User-Name}"
        &Acct-Session-Id = "%{Acct-Session-Id}"
        &Session-Timeout = 60
      }
    }
  }
  accounting {
    ok
  }
}
server answers {
  post-proxy {
    ok
  }
}
`
}
