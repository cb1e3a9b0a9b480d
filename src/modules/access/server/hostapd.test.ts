import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aCountedService } from '#modules/usage/testing.ts'
import { wallClock } from '#platform/clock.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { freeUdpPort } from '#radius/testing/free-port.ts'
import { selfMadeCertificate } from '#radius/eap/tls/self-made.ts'
import { RadiusServer } from './server.ts'

/**
 * A wire with a real switch port at its one end (Debian: hostapd, driver wired) and a real device at its other (Debian:
 * wpasupplicant). The port knows nobody: it asks us, accounts to us, and lets go of whom we name.
 */
const origin = { actor: system('test'), name: 'test.prepare' }
const WAIT = { timeout: 30_000, interval: 50 }
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const wire = `ks${process.pid.toString(36)}`
const [port, device] = [`${wire}p`, `${wire}d`]
const programs: Program[] = []
let dir: string
let units: TestUnits
let server: RadiusServer
let nas: { secret: string; nasId: string }
let serviceId: string
let hostapd: Program
const troubles: unknown[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hostapd-'))
  ip('link', 'add', port, 'type', 'veth', 'peer', 'name', device)
  for (const end of [port, device]) ip('link', 'set', end, 'up')
  // hostapd judges Event-Timestamp by the time of day.
  units = await testUnits({ at: wallClock.now().toString() })
  const coaPort = await freeUdpPort()
  await units.unit(origin, async (tx) => {
    nas = await aNas(tx, { address: '127.0.0.1', coaPort, messageAuthenticator: 'yes' })
    ;({ serviceId } = await aCountedService(tx, { username: 'amina', password: 'rangi saba' }))
  })
  const eap = selfMadeCertificate('radius.example', units.clock.now())
  writeFileSync(join(dir, 'cert.pem'), eap.cert)
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ vault: testVault, eap },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
  writeFileSync(join(dir, 'hostapd.conf'), hostapdConfig(coaPort))
  hostapd = start('/usr/sbin/hostapd', ['-d', join(dir, 'hostapd.conf')])
  await vi.waitFor(() => expect(hostapd.said()).toContain('AP-ENABLED'), WAIT)
})
afterAll(async () => {
  await Promise.all(programs.map((program) => program.end()))
  await server.close()
  ip('link', 'delete', port)
  rmSync(dir, { recursive: true, force: true })
  expect(troubles).toEqual([])
})

test('a device gets in, its session is accounted for, and it is put out when it has to begin anew', async () => {
  const supplicant = plugIn('amina', 'rangi saba')
  await vi.waitFor(() => expect(supplicant.said()).toContain('CTRL-EVENT-EAP-SUCCESS'), WAIT)
  const begun = await vi.waitFor(async () => must((await sessions())[0], 'it began'), WAIT)
  expect(begun).toMatchObject({ service_id: serviceId, ended_at: null })
  expect(begun.class, 'our Class came back').not.toBeNull()
  // Its interims come by the second.
  await vi.waitFor(async () => expect((await sessions())[0]?.seconds).toBeGreaterThan(0), WAIT)

  // It proves itself anew every few seconds, and is given another Class for it: what it moved is not counted again.
  await vi.waitFor(async () => expect((await sessions()).at(-1)?.class).not.toBe(begun.class), WAIT)
  expect(await sessions()).toHaveLength(1)

  // Paused from tomorrow on: this make of switch refuses a change of a live session, so that the session has to go.
  await units.unit(origin, (tx) => {
    const from = tx.now.add({ hours: 24 })
    return setHold(tx, { serviceId, reason: 'voluntary', bills: false, from })
  })
  await server.catchUp()
  await vi.waitFor(
    async () => expect((await sessions()).at(-1)).toMatchObject({ ended_by: 'nas' }),
    WAIT,
  )
  const said = hostapd.said()
  expect(said).toContain('DAS: Unsupported attribute 27 in CoA-Request')
  expect(said).toContain('RADIUS DAS: Acct-Session-Id match')
  expect(said).toContain('AP-STA-DISCONNECTED')
  await vi.waitFor(async () => expect(await lastStep()).toMatchObject({ what: 'ended' }), WAIT)
  await supplicant.end()
})

test('a wrong password gets nobody in, and nothing is accounted for', async () => {
  const before = await sessions()
  const supplicant = plugIn('amina', 'rangi nane')
  await vi.waitFor(() => expect(supplicant.said()).toContain('CTRL-EVENT-EAP-FAILURE'), WAIT)
  expect(await sessions()).toHaveLength(before.length)
  await supplicant.end()
})

async function sessions() {
  const { rows } = await sql<{
    key: string
    service_id: string | null
    class: string | null
    seconds: number
    ended_at: unknown
    ended_by: string | null
    end_cause: string | null
  }>`
    select key, service_id, class, seconds, ended_at, ended_by, end_cause from access.session order by started_at desc
  `.execute(units.database.sql)
  return rows
}

async function lastStep() {
  const { rows } = await sql`
    select what, said from access.session_step order by at desc, id desc limit 1
  `.execute(units.database.sql)
  return rows[0]
}

function plugIn(identity: string, password: string): Program {
  const file = join(dir, 'supplicant.conf')
  writeFileSync(
    file,
    `ap_scan=0
network={
  key_mgmt=IEEE8021X
  eapol_flags=0
  eap=PEAP
  phase2="auth=MSCHAPV2"
  identity="${identity}"
  password="${password}"
  ca_cert="${join(dir, 'cert.pem')}"
}
`,
  )
  return start('/usr/sbin/wpa_supplicant', ['-D', 'wired', '-i', device, '-c', file])
}

/** Whoever ends a session must say when, and sign it. */
function hostapdConfig(coaPort: number): string {
  return `
interface=${port}
driver=wired
logger_stdout=-1
logger_stdout_level=1
ieee8021x=1
use_pae_group_addr=1
own_ip_addr=127.0.0.1
nas_identifier=kilifi-switch
auth_server_addr=127.0.0.1
auth_server_port=${server.authPort}
auth_server_shared_secret=${nas.secret}
acct_server_addr=127.0.0.1
acct_server_port=${server.acctPort}
acct_server_shared_secret=${nas.secret}
radius_acct_interim_interval=1
eap_reauth_period=3
radius_das_port=${coaPort}
radius_das_client=127.0.0.1 ${nas.secret}
radius_das_require_event_timestamp=1
radius_das_require_message_authenticator=1
`
}

type Program = { said(): string; end(): Promise<void> }

function start(command: string, args: string[]): Program {
  const child: ChildProcess = spawn(command, args)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (said += String(chunk)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const program = {
    said: () => said,
    end: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
  programs.push(program)
  return program
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' })
}
