import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aCountedService } from '#modules/usage/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { selfMadeCertificate } from '#radius/eap/tls/self-made.ts'
import type { Outcome } from './authorize.ts'
import { RadiusServer } from './server.ts'

/** Real services, asked by wpa_supplicant's own EAP (Debian: eapoltest). */
const origin = { actor: system('test'), name: 'test.prepare' }

let units: TestUnits
let server: RadiusServer
let secret: string
let dir: string
const outcomes: Outcome[] = []
const troubles: unknown[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'eap-door-'))
  units = await testUnits()
  const nas = await units.unit(origin, (tx) => aNas(tx, { address: '127.0.0.1' }))
  ;({ secret } = nas)
  await units.unit(origin, (tx) => dialsAs(tx, 'amina'))
  const eap = selfMadeCertificate('radius.example', units.clock.now())
  writeFileSync(join(dir, 'cert.pem'), eap.cert)
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ vault: testVault, eap },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
    onOutcome: (outcome) => outcomes.push(outcome),
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
})
afterAll(async () => {
  await server.close()
  rmSync(dir, { recursive: true, force: true })
  expect(troubles).toEqual([])
})
beforeEach(() => void outcomes.splice(0))

const dialsAs = (tx: Parameters<typeof aCountedService>[0], username: string) =>
  aCountedService(tx, { username, password: 'rangi saba' })

type Peer = Record<string, string>
const MD5: Peer = { eap: 'MD5' }
const MSCHAPV2: Peer = { eap: 'MSCHAPV2' }
const inTunnel = (eap: string, phase2: string): Peer => ({ eap, phase2: `"${phase2}"` })
const PEAP = inTunnel('PEAP', 'auth=MSCHAPV2')

/** One login of a device; what it said on the way, for it says all that it was sent. */
async function login(peer: Peer, flags: string[] = []): Promise<string> {
  const config: Peer = {
    ...{ key_mgmt: 'IEEE8021X', identity: '"amina"', password: '"rangi saba"' },
    ca_cert: `"${join(dir, 'cert.pem')}"`,
    domain_match: '"radius.example"',
    ...peer,
  }
  const lines = Object.entries(config).map(([name, value]) => `  ${name}=${value}`)
  const file = join(dir, 'peer.conf')
  writeFileSync(file, `network={\n${lines.join('\n')}\n}\n`)
  const args = ['-c', file, '-p', String(server.authPort), '-s', secret, '-t', '20', ...flags]
  return new Promise((resolve) => execFile('eapol_test', args, (_, said) => resolve(said)))
}

const isIn = (said: string) => said.trimEnd().endsWith('SUCCESS')

test.each<[string, Peer, string[]]>([
  ['EAP-MD5', MD5, ['-n']],
  ['EAP-MSCHAPv2', MSCHAPV2, []],
  ['PEAP/EAP-MSCHAPv2', PEAP, []],
  ['TTLS/pap', inTunnel('TTLS', 'auth=PAP'), []],
  ['TTLS/mschap2', inTunnel('TTLS', 'auth=MSCHAPV2'), []],
  ['TTLS/EAP-MD5', inTunnel('TTLS', 'autheap=MD5'), []],
])('%s: in at the speed of the service, with the keys of the link', async (method, peer, flags) => {
  const said = await login(peer, flags)
  expect(isIn(said), said.slice(-3_000)).toBe(true)
  expect(said).toContain(Buffer.from('10M/20M').toString('hex'))
  expect(outcomes).toMatchObject([
    { method, asker: { userName: 'amina' }, decision: { kind: 'accept' } },
  ])
})

test('the name inside the tunnel finds the service, and accounting is to use it', async () => {
  const said = await login({ ...PEAP, anonymous_identity: '"anonymous"' })
  expect(isIn(said), said.slice(-3_000)).toBe(true)
  expect(said.slice(said.indexOf('Access-Accept'))).toContain("Value: 'amina'")
  expect(outcomes).toMatchObject([{ asker: { userName: 'amina', known: expect.anything() } }])
})

test.each<[string, Peer, string]>([
  ['a wrong password by MD5', { ...MD5, password: '"saba"' }, 'wrong-password'],
  ['by MSCHAPv2', { ...MSCHAPV2, password: '"saba"' }, 'wrong-password'],
  ['in PEAP', { ...PEAP, password: '"saba"' }, 'wrong-password'],
  ['in TTLS', { ...inTunnel('TTLS', 'auth=PAP'), password: '"saba"' }, 'wrong-password'],
  ['a name of nobody', { ...PEAP, identity: '"nobody"' }, 'unknown-user'],
  ['no trust in the certificate', { ...PEAP, domain_match: '"other.example"' }, 'eap-tls'],
  ['a method that is not spoken', { eap: 'PWD' }, 'proof-not-checkable'],
])('refused for %s, and staff see why', async (_, peer, because) => {
  const said = await login(peer)
  expect(isIn(said)).toBe(false)
  expect(said).toContain('Access-Reject')
  expect(outcomes, said.slice(-3_000)).toMatchObject([
    { method: 'eap', decision: { kind: 'reject', because } },
  ])
})

test('a right password is not enough for a service on hold', async () => {
  await units.unit(origin, async (tx) => {
    const { serviceId } = await dialsAs(tx, 'juma')
    await setHold(tx, { serviceId, reason: 'fraud', bills: false })
  })
  await server.catchUp()
  const said = await login({ ...PEAP, identity: '"juma"' })
  expect(isIn(said)).toBe(false)
  expect(outcomes).toMatchObject([{ method: 'PEAP/EAP-MSCHAPv2', decision: { kind: 'reject' } }])
})
