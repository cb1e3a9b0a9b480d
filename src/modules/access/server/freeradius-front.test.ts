import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { Code } from '#radius/codes.ts'
import { selfMadeCertificate } from '#radius/eap/tls/self-made.ts'
import { Attr } from '#radius/numbers.ts'
import { type FreeRadius, startFreeRadius } from '#radius/testing/freeradius.ts'
import { freeUdpPort } from '#radius/testing/free-port.ts'
import { TestServer } from '#radius/testing/server.ts'
import { RadiusServer } from './server.ts'

/**
 * FreeRADIUS (Debian: freeradius) between routers and us, as at an ISP that moves over by and by: it hands on what routers
 * ask, hands back what we tell them while they are online, and tells them things of its own.
 */
/** Between all of them. */
const SECRET = 'nas-nas-nas'
const origin = { actor: system('test'), name: 'test.prepare' }
const WAIT = { timeout: 20_000, interval: 50 }
vi.setConfig({ testTimeout: 60_000 })

let dir: string
let units: TestUnits
let server: RadiusServer
let between: FreeRadius
/** The router as CoA meets it: it obeys changes, and knows of no session that it could end. */
let router: TestServer
let serviceId: string
const ports = { auth: 0, acct: 0, coa: 0 }
const troubles: unknown[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'front-'))
  for (const port of ['auth', 'acct', 'coa'] as const) ports[port] = await freeUdpPort()
  router = await TestServer.open({ secret: 'router', subscribers: {} })
  units = await testUnits()
  await units.unit(origin, async (tx) => {
    ;({ serviceId } = await aService(tx, {
      ...{ paid: { hours: 2 }, username: 'amina@isp.example', password: 'rangi-saba-42' },
    }))
    await aNas(tx, { address: '127.0.0.1', coaPort: ports.coa, secret: SECRET })
  })
  const eap = selfMadeCertificate('radius.example', units.clock.now())
  writeFileSync(join(dir, 'cert.pem'), eap.cert)
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live, eap },
    ...{ vault: testVault, onTrouble: (what, error) => troubles.push([what, error]) },
  })
  await server.open()
  between = await startFreeRadius(dir, frontConfig())
})
afterAll(async () => {
  await between.end()
  await server.close()
  await router[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
  expect(troubles).toEqual([])
})

const amina = ['User-Name = amina@isp.example', 'Calling-Station-Id = "a4:2b:b0:00:00:01"']

test.each(['User-Password', 'CHAP-Password', 'MS-CHAP-Password'])(
  '%s comes through it, with its Proxy-State there and back',
  async (attribute) => {
    const said = await radclient('auth', ...amina, `${attribute} = rangi-saba-42`)
    expect(said, between.log()).toContain('Received Access-Accept')
    expect(said).toContain('Session-Timeout = 7200')
    const back = between.log().split('Received Access-Accept').at(-1) ?? ''
    expect(back).toMatch(/Proxy-State = 0x[0-9a-f]+/)
    expect(await radclient('auth', ...amina, `${attribute} = nyekundu`)).toContain('Access-Reject')
  },
)

test('an EAP conversation of many packets comes through it', async () => {
  const file = join(dir, 'peer.conf')
  const peer = [
    ...['key_mgmt=IEEE8021X', 'eap=PEAP', 'phase2="auth=MSCHAPV2"', 'password="rangi-saba-42"'],
    ...['identity="amina@isp.example"', `ca_cert="${join(dir, 'cert.pem')}"`],
  ]
  writeFileSync(file, `network={\n${peer.join('\n')}\n}\n`)
  const args = ['-c', file, '-p', String(ports.auth), '-s', SECRET, '-t', '20']
  const said = await new Promise<string>((resolve) =>
    execFile('eapol_test', args, (_, out) => resolve(out)),
  )
  expect(said.trimEnd().endsWith('SUCCESS'), said.slice(-2000)).toBe(true)
})

test('a session through it is accounted for, and what we tell the router comes through it, too', async () => {
  const accepted = await radclient('auth', ...amina, 'User-Password = rangi-saba-42')
  const ours = must(/Class = (0x[0-9a-f]+)/.exec(accepted)?.[1], 'there is a Class')
  const session = [...amina, 'Acct-Session-Id = "behind-1"', `Class = ${ours}`]
  expect(await radclient('acct', ...session, 'Acct-Status-Type = Start')).toContain(
    'Received Accounting-Response',
  )
  expect(await sessionNow()).toMatchObject({ service_id: serviceId, ended_by: null })

  const heard = (code: Code) => router.requests.filter((request) => request.code === code)
  await units.unit(origin, (tx) =>
    setHold(tx, { serviceId, reason: 'abuse', bills: true, from: tx.now.add({ hours: 1 }) }),
  )
  await server.catchUp()
  await vi.waitFor(() => expect(heard(Code.CoaRequest)).toHaveLength(1), WAIT)
  const [coa] = heard(Code.CoaRequest)
  expect(coa?.text(Attr.AcctSessionId)).toBe('behind-1')
  expect(coa?.number(Attr.SessionTimeout)).toBe(3_600)

  await units.unit(origin, (tx) => setHold(tx, { serviceId, reason: 'fraud', bills: false }))
  await server.catchUp()
  await vi.waitFor(() => expect(heard(Code.DisconnectRequest)).toHaveLength(1), WAIT)
  // That the router does not know the session came back through it.
  await vi.waitFor(
    async () => expect(await sessionNow()).toMatchObject({ end_cause: 'Gone-At-NAS' }),
    WAIT,
  )
  expect(router.drops['authenticator-wrong']).toBe(0)
})

test.each([
  ['guest', Code.CoaRequest, 'Received CoA-ACK'],
  ['visitor', Code.DisconnectRequest, 'Received Disconnect-NAK'],
])(
  'what it tells a router of its own accord about a %s is understood, and answered',
  async (name, code, answer) => {
    const before = router.requests.length
    await radclient(
      'acct',
      `User-Name = ${name}`,
      `Acct-Session-Id = ${name}-1`,
      'Acct-Status-Type = Start',
    )
    await vi.waitFor(() => expect(router.requests.length).toBeGreaterThan(before), WAIT)
    const told = must(router.requests[before], 'it was told')
    expect([told.code, told.text(Attr.AcctSessionId)]).toEqual([code, `${name}-1`])
    await vi.waitFor(() => expect(between.log().split(`${name}-1`).at(-1)).toContain(answer), WAIT)
  },
)

async function sessionNow() {
  const { rows } = await sql`
    select service_id, ended_by, end_cause from access.session where nas_session = 'behind-1'
  `.execute(units.database.sql)
  return rows[0]
}

function radclient(kind: 'auth' | 'acct', ...pairs: string[]): Promise<string> {
  const args = ['-x', '-r', '2', '-t', '5', `127.0.0.1:${ports[kind]}`, kind, SECRET]
  return new Promise((resolve) => {
    const child = execFile('radclient', args, (_, out, fault) => resolve(out + fault))
    child.stdin?.end(`${pairs.join('\n')}\n`)
  })
}

function frontConfig(): string {
  const home = (name: string, type: string, port: number, shared: string) => `
home_server ${name} {
  type = ${type}
  ipaddr = 127.0.0.1
  port = ${port}
  secret = ${shared}
  ${type === 'coa' ? 'coa {\n irt = 2\n mrt = 16\n mrc = 3\n mrd = 10\n }' : 'status_check = none'}
}
home_server_pool ${name} {
  type = fail-over
  home_server = ${name}
  ${type === 'coa' ? 'virtual_server = answers' : ''}
}`
  const listen = (type: 'auth' | 'acct' | 'coa', server: string) => `
listen {
  type = ${type}
  ipaddr = 127.0.0.1
  port = ${ports[type]}
  virtual_server = ${server}
}`
  return `
client routers-and-kasi {
  ipaddr = 127.0.0.1
  secret = ${SECRET}
  coa_server = router
}
modules {
  always ok {
    rcode = ok
  }
}
proxy server {
}
${home('kasi-auth', 'auth', server.authPort, SECRET)}
${home('kasi-acct', 'acct', server.acctPort, SECRET)}
${home('router', 'coa', router.port, 'router')}
realm kasi {
  auth_pool = kasi-auth
  acct_pool = kasi-acct
  nostrip
}
${listen('auth', 'front')}
${listen('acct', 'front')}
${listen('coa', 'back')}
server front {
  authorize {
    update control {
      Proxy-To-Realm := "kasi"
    }
  }
  preacct {
    if (&User-Name == "visitor") {
      update disconnect {
        &User-Name = "%{User-Name}"
        &Acct-Session-Id = "%{Acct-Session-Id}"
      }
    }
    elsif (&User-Name == "guest") {
      update coa {
        &User-Name = "%{User-Name}"
        &Acct-Session-Id = "%{Acct-Session-Id}"
        &Session-Timeout = 60
      }
    }
    else {
      update control {
        Proxy-To-Realm := "kasi"
      }
    }
  }
  accounting {
    ok
  }
}
server back {
  recv-coa {
    update control {
      Home-Server-Pool := "router"
    }
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
