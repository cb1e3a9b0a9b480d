import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { changeSetting } from '#modules/organization/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { gardenUrl } from '../queries/policy.ts'
import type { Outcome } from './authorize.ts'
import { answeringNow } from '../queries/answering.ts'
import { RadiusServer } from './server.ts'

const run = promisify(execFile)
const origin = { actor: system('test'), name: 'test.prepare' }
const silent: Pick<Live, 'listen'> = { listen: () => () => undefined }

let units: TestUnits
let server: RadiusServer
let secret: string
let service: { serviceId: string }
const outcomes: Outcome[] = []
const troubles: unknown[] = []

beforeAll(async () => {
  units = await testUnits()
  const made = await units.unit(origin, async (tx) => {
    // Some of these clients sign and others do not.
    const nas = await aNas(tx, { address: '127.0.0.1', messageAuthenticator: 'no' })
    const credential = { username: 'amina', password: 'rangi-saba-42' }
    return { nas, service: await aService(tx, { paid: { hours: 2 }, ...credential }) }
  })
  ;({ secret } = made.nas)
  service = made.service
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ live: silent as Live, vault: testVault },
    onOutcome: (outcome) => outcomes.push(outcome),
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
})
afterAll(() => server.close())

/** FreeRADIUS’ radclient: one request, and what came back in its own words. */
async function radclient(kind: 'auth' | 'acct', ...pairs: string[]): Promise<string> {
  const port = kind === 'auth' ? server.authPort : server.acctPort
  const args = ['-x', '-r', '1', '-t', '2', `127.0.0.1:${port}`, kind, secret]
  const child = run('radclient', args)
  child.child.stdin?.end(`${pairs.join('\n')}\n`)
  const { stdout } = await child.catch((failed: { stdout: string; stderr: string }) => failed)
  return stdout
}

const amina = ['User-Name = amina', 'Calling-Station-Id = "a4:2b:b0:00:00:01"']

test.each(['User-Password', 'CHAP-Password', 'MS-CHAP-Password'])(
  'who proves it by %s is accepted, at the speed and for the time that is paid',
  async (attribute) => {
    const said = await radclient('auth', ...amina, `${attribute} = rangi-saba-42`)
    expect(troubles).toEqual([])
    expect(said).toContain('Received Access-Accept')
    expect(said).toContain('Session-Timeout = 7200')
    expect(said).toMatch(/Class = 0x[0-9a-f]{90,120}/)
  },
)

test.each(['pap', 'chap', 'mschap', 'eap-md5'])(
  'radtest, with which people try a new server, gets in by %s',
  async (method) => {
    const at = `127.0.0.1:${server.authPort}`
    const args = ['-t', method, 'amina', 'rangi-saba-42', at, '1', secret]
    const { stdout } = await run('radtest', args, { timeout: 20_000 })
    expect(stdout).toContain('Access-Accept')
  },
)

test('a wrong password and an unknown name get the same answer, and staff see which it was', async () => {
  const wrong = await radclient('auth', ...amina, 'User-Password = nyekundu')
  const unknown = await radclient('auth', 'User-Name = nobody', 'User-Password = nyekundu')
  for (const said of [wrong, unknown]) {
    expect(said).toContain('Received Access-Reject')
    expect(said).toContain('Reply-Message = "Name or password is wrong."')
  }
  expect(outcomes.slice(-2).map(({ decision }) => decision)).toEqual([
    { kind: 'reject', because: 'wrong-password' },
    { kind: 'reject', because: 'unknown-user' },
  ])
})

test('a change that no notification told is looked for, and then counts', async () => {
  await units.unit(origin, (tx) =>
    setHold(tx, { serviceId: service.serviceId, reason: 'fraud', bills: false }),
  )
  await server.catchUp()
  const said = await radclient('auth', ...amina, 'User-Password = rangi-saba-42')
  expect(said).toContain('Reply-Message = "On hold: suspected fraud."')
})

test('where browsers of the unpaid are sent is known to the server, and what is no address is refused', async () => {
  const set = (value: string) =>
    units.unit(origin, (tx) => changeSetting(tx, { setting: gardenUrl, value, version: 0 }))
  await expect(set('pay.isp.example')).rejects.toThrow('access.garden-url')
  await set('https://pay.isp.example')
  await server.catchUp()
  expect(server.picture.policy.gardenUrl).toBe('https://pay.isp.example')
})

test('accounting is acknowledged when it is stored', async () => {
  const session = [...amina, 'Acct-Session-Id = "80700001"', 'NAS-Port-Id = "ether3"']
  expect(await radclient('acct', ...session, 'Acct-Status-Type = Start')).toContain(
    'Accounting-Response',
  )
  const usage = [
    'Acct-Input-Octets = 1000',
    'Acct-Output-Octets = 5000',
    'Acct-Output-Gigawords = 1',
  ]
  await radclient(
    'acct',
    ...session,
    'Acct-Status-Type = Interim-Update',
    'Acct-Session-Time = 60',
    ...usage,
  )
  const { rows } = await sql`
    select service_id, up_total, down_total, station, ended_at from access.session where nas_session = '80700001'
  `.execute(units.database.sql)
  expect(rows).toEqual([
    {
      ...{ service_id: service.serviceId, up_total: 1_000n, down_total: 4_294_972_296n },
      ...{ station: 'A4:2B:B0:00:00:01', ended_at: null },
    },
  ])
})

test('a router that starts anew has forgotten its sessions, and says so once', async () => {
  const session = [...amina, 'Acct-Session-Id = "80700002"']
  await radclient('acct', ...session, 'Acct-Status-Type = Start')
  units.clock.passes('PT5M')
  expect(await radclient('acct', 'Acct-Status-Type = Accounting-On')).toContain(
    'Accounting-Response',
  )
  const { rows } = await sql`
    select ended_by, end_cause from access.session where nas_session = '80700002'
  `.execute(units.database.sql)
  expect(rows).toEqual([{ ended_by: 'us', end_cause: 'NAS-Reboot' }])
})

test('a process that cannot listen says why, where everybody sees it, and who answers is seen as well', async () => {
  const { authPort } = server
  const second = new RadiusServer({
    ...{ host: '127.0.0.1', authPort, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ live: silent as Live, vault: testVault, onTrouble: () => undefined },
  })
  await expect(second.open()).rejects.toThrow('EADDRINUSE')
  const seen = await units.read(origin, answeringNow)
  // The clock of this file has been moved since the first one said that it is there.
  expect(seen.lastAt).not.toBeNull()
  expect(seen.troubles).toMatchObject([{ host: '127.0.0.1', authPort }])
  expect(seen.troubles[0]?.trouble).toContain('EADDRINUSE')
  const ofSomeSites = { ...origin, sites: [] }
  expect((await units.read(ofSomeSites, answeringNow)).troubles).toEqual([])
})
