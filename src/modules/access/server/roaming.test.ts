import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
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
import { changeRealm } from '../commands/change-realm.ts'
import { removeHomeServer } from '../commands/remove-home-server.ts'
import { removeRealm } from '../commands/remove-realm.ts'
import { realmsNow } from '../queries/roaming.ts'
import { RadiusServer } from './server.ts'

/** FreeRADIUS (Debian: freeradius) is the server of another provider, behind one that is dead; radclient is a router of ours. */
const SECRET = 'ours-and-the-routers'
const HOME_SECRET = 'ours-and-theirs'
const origin = { actor: system('test'), name: 'test.prepare' }
vi.setConfig({ testTimeout: 60_000 })

let dir: string
let units: TestUnits
let server: RadiusServer
let home: FreeRadius
const ports = { auth: 0, acct: 0, nobody: 0 }
const ids = { dead: '', home: '', realm: '' }
const troubles: unknown[] = []
/** Where the router takes changes, and what came. */
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
  dir = mkdtempSync(join(tmpdir(), 'roam-'))
  for (const port of ['auth', 'acct', 'nobody'] as const) ports[port] = await freeUdpPort()
  writeFileSync(join(dir, 'users'), FILE_OF_NAMES)
  home = await startFreeRadius(dir, homeConfig())
  units = await testUnits()
  await router.open()
  await units.unit(origin, async (tx) => {
    await aNas(tx, {
      ...{ address: '127.0.0.1', secret: SECRET, messageAuthenticator: 'no', coaPort: router.port },
    })
    await aService(tx, { paid: { hours: 2 }, username: 'amina', password: 'rangi-saba-42' })
    const known = { username: 'juma@roam.example', password: 'rangi-saba-42' }
    await aService(tx, { paid: { hours: 2 }, ...known })
    const at = {
      ...({ address: '127.0.0.1', checkedBy: 'status-server', signedOnly: false } as const),
      ...({ transport: 'udp', tlsName: null, tlsAuthority: null, tlsIdentity: null } as const),
      sendsChanges: true,
    } as const
    const dead = { authPort: ports.nobody, acctPort: ports.nobody, secret: HOME_SECRET }
    const alive = { authPort: ports.auth, acctPort: ports.acct, secret: HOME_SECRET }
    ids.dead = await addHomeServer(tx, { ...at, ...dead, name: 'Roam A' })
    ids.home = await addHomeServer(tx, { ...at, ...alive, name: 'Roam B' })
    const guestRate = { down_bps: 4_000_000, up_bps: 1_000_000 }
    const how = { accounting: 'forward', passes: 'session', guestRate } as const
    const serverIds = [ids.dead, ids.home]
    ids.realm = await addRealm(tx, { ...how, realm: '*.example', serverIds })
    await addRealm(tx, { ...how, guestRate: null, realm: 'ours.example', serverIds: [] })
  })
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, changesPort: 0, shared: false },
    ...{ units, clock: units.clock },
    ...{ live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live },
    ...{ vault: testVault, onTrouble: (what, error) => troubles.push([what, error]) },
  })
  await server.open()
})
afterAll(async () => {
  await home.end()
  await server.close()
  await router.close()
  rmSync(dir, { recursive: true, force: true })
  expect(troubles).toEqual([])
})

const asha = ['User-Name = asha@roam.example', 'Calling-Station-Id = "a4:2b:b0:00:00:07"']

test.each(['User-Password', 'CHAP-Password', 'MS-CHAP-Password'])(
  'a guest proves it to their own provider by %s, and surfs with us as we say',
  async (attribute) => {
    const said = await radclient('auth', ...asha, `${attribute} = lamp`)
    expect(said, home.log()).toContain('Received Access-Accept')
    expect(said).toContain('Reply-Message = "from home"')
    expect(said).toContain('Mikrotik-Rate-Limit = "1M/4M"')
    expect(said).not.toContain('Tunnel-Private-Group-Id')
    expect(await radclient('auth', ...asha, `${attribute} = wrong`)).toContain('Access-Reject')
  },
)

test('names of ours stay ours: whole ones of their realm, and those of a realm that nobody else answers for', async () => {
  for (const name of ['amina', 'amina@ours.example', 'juma@roam.example'])
    expect(
      await radclient('auth', `User-Name = ${name}`, 'User-Password = rangi-saba-42'),
    ).toContain('Received Access-Accept')
  expect(await radclient('auth', 'User-Name = amina@nowhere', 'User-Password = x')).toContain(
    'Received Access-Reject',
  )
})

test('the first server is found to be dead, and staff see which one answers', async () => {
  await server.catchUp()
  const { servers, realms } = await units.read(origin, (read) => realmsNow(read))
  expect(servers.map(({ name, state, realms: of }) => [name, state, of])).toEqual([
    ['Roam A', 'silent', ['*.example']],
    ['Roam B', 'alive', ['*.example']],
  ])
  expect(servers[1]?.answered).toBe(servers[1]?.asked)
  expect(realms.map(({ realm, servers: of }) => [realm, of.map(({ name }) => name)])).toEqual([
    ['*.example', ['Roam A', 'Roam B']],
    ['ours.example', []],
  ])
})

test('accounting of a guest is kept here as nobody’s, and answered when their provider has it', async () => {
  const accepted = await radclient('auth', ...asha, 'User-Password = lamp')
  const theirs = must(/Class = (0x[0-9a-f]+)/.exec(accepted)?.[1], 'there is a Class')
  const start = [...asha, 'Acct-Session-Id = "guest-1"', `Class = ${theirs}`]
  const said = await radclient('acct', ...start, 'Acct-Status-Type = Start')
  expect(said, home.log()).toContain('Received Accounting-Response')
  expect(home.log().split('Received Accounting-Request').at(-1)).toContain(`Class = ${theirs}`)
  const { rows } = await sql`
    select service_id, station from access.session where nas_session = 'guest-1'
  `.execute(units.database.sql)
  expect(rows).toEqual([{ service_id: null, station: 'A4:2B:B0:00:00:07' }])
})

test('their provider ends and changes their session, and nobody else’s', async () => {
  const ours = ['User-Name = amina', 'Acct-Session-Id = "ours-1"']
  expect(await radclient('acct', ...ours, 'Acct-Status-Type = Start')).toContain('Received')
  const guest = ['User-Name = asha@roam.example', 'Acct-Session-Id = "guest-1"']
  const cause = async (kind: 'coa' | 'disconnect', ...pairs: string[]) => {
    const said = await radclient(kind, ...pairs)
    return /Error-Cause = (\S+)/.exec(said)?.[1] ?? /Received (\S+)/.exec(said)?.[1] ?? 'silence'
  }
  expect(await cause('disconnect', 'User-Name = asha@roam.example')).toBe('Missing-Attribute')
  for (const other of [ours, ['User-Name = juma@roam.example', guest[1] ?? '']])
    expect(await cause('disconnect', ...other)).toBe('Session-Context-Not-Found')
  const fast = 'Mikrotik-Rate-Limit = "90M/90M"'
  expect(await cause('coa', ...guest, fast)).toBe('Unsupported-Attribute')
  expect(await cause('coa', ...guest, 'Session-Timeout = 60', 'Event-Timestamp = 86400')).toBe(
    'silence',
  )
  expect(changes).toEqual([])

  expect(await cause('coa', ...guest, 'Session-Timeout = 60')).toBe('CoA-ACK')
  const [change] = changes
  expect(change?.number(Attr.SessionTimeout)).toBe(60)
  expect(change?.text(Attr.AcctSessionId)).toBe('guest-1')
  expect(change?.vendorText(14_988, 8), 'our speed stays').toBe('1M/4M')

  expect(await cause('disconnect', ...guest)).toBe('Disconnect-ACK')
  expect(changes.map(({ code }) => code)).toEqual([Code.CoaRequest, Code.DisconnectRequest])
  const { rows } = await sql`
    select nas_session, end_cause from access.session order by nas_session`.execute(
    units.database.sql,
  )
  expect(rows).toEqual([
    { nas_session: 'guest-1', end_cause: 'Home-Server' },
    { nas_session: 'ours-1', end_cause: null },
  ])
  expect(await cause('disconnect', ...guest)).toBe('Session-Context-Not-Found')
})

test('while nobody of theirs answers, their guests and records wait, and ours do not', async () => {
  await home.end()
  const session = [...asha, 'Acct-Session-Id = "guest-2"']
  const [auth, acct, ours] = await Promise.all([
    radclient('auth', ...asha, 'User-Password = lamp'),
    radclient('acct', ...session, 'Acct-Status-Type = Start'),
    radclient('auth', 'User-Name = amina', 'User-Password = rangi-saba-42'),
  ])
  expect([auth, acct].map((said) => said.includes('Received'))).toEqual([false, false])
  expect(ours).toContain('Received Access-Accept')
  await vi.waitFor(
    async () => {
      await server.scribe.write()
      expect(await reasons()).toEqual(['home-accepts', 'home-rejects', 'home-silent'])
    },
    { timeout: 20_000, interval: 200 },
  )
})

test('what does not fit is refused by name', async () => {
  const first = await units.read(origin, (read) => realmsNow(read))
  const realm = must(first.realms[0], 'the realm is there')
  const input = {
    ...{ realm: realm.realm, accounting: realm.accounting, guestRate: realm.guestRate },
    ...{ realmId: realm.id, version: realm.version, serverIds: [ids.dead], passes: 'all' as const },
  }
  await expect(units.unit(origin, (tx) => changeRealm(tx, input))).rejects.toThrow('their speed')
  const one = { serverId: ids.home, version: 1 }
  await expect(units.unit(origin, (tx) => removeHomeServer(tx, one))).rejects.toThrow('*.example')
  const ours = { ...input, realm: 'ours.example', passes: 'session' as const }
  await expect(units.unit(origin, (tx) => changeRealm(tx, ours))).rejects.toThrow('already')
  await expect(
    units.unit(origin, (tx) => changeRealm(tx, { ...ours, version: 7 })),
  ).rejects.toThrow('Somebody changed this')

  await units.unit(origin, async (tx) => {
    await removeRealm(tx, { realmId: ids.realm, version: 1 })
    await removeHomeServer(tx, one)
  })
  await server.catchUp()
  expect(await radclient('auth', ...asha, 'User-Password = lamp')).toContain('Access-Reject')
})

/** As the log has them, ours left out. */
async function reasons() {
  const { rows } = await sql<{ reason: string }>`
    select distinct reason from access.attempt where method = 'proxy' order by reason
  `.execute(units.database.sql)
  return rows.map(({ reason }) => reason)
}

type Kind = 'auth' | 'acct' | 'coa' | 'disconnect'

function radclient(kind: Kind, ...pairs: string[]): Promise<string> {
  const { authPort: auth, acctPort: acct, changesPort } = server
  const isChange = kind === 'coa' || kind === 'disconnect'
  const port = { auth, acct, coa: changesPort, disconnect: changesPort }[kind]
  const secret = isChange ? HOME_SECRET : SECRET
  const args = ['-x', '-r', '1', '-t', isChange ? '2' : '4', `127.0.0.1:${port}`, kind, secret]
  return new Promise((resolve) => {
    const child = execFile('radclient', args, (_, out, fault) => resolve(out + fault))
    child.stdin?.end(`${pairs.join('\n')}\n`)
  })
}

/** Their server speaks of a VLAN that we do not have. */
const FILE_OF_NAMES = `asha@roam.example Cleartext-Password := "lamp"
\tReply-Message = "from home", Class = 0x6c616d70, Tunnel-Private-Group-Id = "77", Session-Timeout = 600
`

function homeConfig(): string {
  const listen = (type: 'auth' | 'acct') => `
  listen {
    type = ${type}
    ipaddr = 127.0.0.1
    port = ${ports[type]}
  }`
  return `
client kasi {
  ipaddr = 127.0.0.1
  secret = ${HOME_SECRET}
  require_message_authenticator = yes
}
modules {
  pap {
  }
  chap {
  }
  mschap {
  }
  files {
    usersfile = ${dir}/users
  }
  always ok {
    rcode = ok
  }
}
server home {
${listen('auth')}
${listen('acct')}
  authorize {
    files
    chap
    mschap
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
    Auth-Type MS-CHAP {
      mschap
    }
  }
  accounting {
    ok
  }
}
`
}
