import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ntPasswordHash } from '../methods/mschap.ts'
import { TestServer } from '../testing/server.ts'
import { EapEngine } from './engine.ts'
import { eapMd5 } from './md5.ts'
import type { MethodKind } from './method.ts'
import { eapMsChapV2 } from './mschapv2.ts'
import { peap } from './tls/peap.ts'
import { ttls } from './tls/ttls.ts'
import { tunnelContext } from './tls/tunnel.ts'

/** wpa_supplicant's own EAP, by its tester (Debian: eapoltest), against our server over UDP. */
const SECRET = 's3cret'
const subscribers = {
  asha: { password: 'lamp post' },
  juma: { ntHash: ntPasswordHash('lamp post') },
}

let dir: string
let tunnels: MethodKind[]
/** The same, with TLS 1.3. */
let newer: MethodKind[]

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'eapol-'))
  // RSA of 4096 bits, so that the certificate takes several packets.
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:4096', '-nodes', '-days', '2', '-subj', '/CN=radius.example']
      .concat(['-keyout', 'key.pem', '-out', 'cert.pem'])
      .concat(['-addext', 'subjectAltName=DNS:radius.example']),
    { cwd: dir, stdio: 'pipe' },
  )
  const pem = (name: string) => readFileSync(join(dir, name), 'utf8')
  const context = tunnelContext({ cert: pem('cert.pem'), key: pem('key.pem') })
  tunnels = [peap(context), ttls(context)]
  const latest = tunnelContext({
    ...{ cert: pem('cert.pem'), key: pem('key.pem'), newest: 'TLSv1.3' },
  })
  newer = [peap(latest), ttls(latest)]
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

type Peer = Record<string, string>

const MD5: Peer = { eap: 'MD5' }
const MSCHAPV2: Peer = { eap: 'MSCHAPV2' }
const inTunnel = (eap: string, phase2: string): Peer => ({ eap, phase2: `"${phase2}"` })

async function eapolTest(peer: Peer, options: { methods?: MethodKind[]; flags?: string[] } = {}) {
  const methods = options.methods ?? [eapMsChapV2, eapMd5, ...tunnels]
  const known = (name: string) => subscribers[name as keyof typeof subscribers]
  const eap = new EapEngine({ methods, known })
  await using server = await TestServer.open({ secret: SECRET, subscribers, eap })
  const config: Peer = {
    key_mgmt: 'IEEE8021X',
    identity: '"asha"',
    password: '"lamp post"',
    ca_cert: `"${join(dir, 'cert.pem')}"`,
    ...peer,
  }
  const lines = Object.entries(config).map(([name, value]) => `  ${name}=${value}`)
  const file = join(dir, `${Math.random()}.conf`)
  writeFileSync(file, `network={\n${lines.join('\n')}\n}\n`)
  const args = ['-c', file, '-p', String(server.port), '-s', SECRET, '-t', '10']
  const said = await new Promise<string>((resolve) => {
    execFile('eapol_test', [...args, ...(options.flags ?? [])], (_, out) => resolve(out))
  })
  return {
    success: said.trimEnd().endsWith('SUCCESS'),
    accepted: server.accepted,
    refused: server.refused,
    left: eap.size,
    said,
  }
}

test.each<[string, Peer, string]>([
  ['MSCHAPv2', MSCHAPV2, 'asha EAP-MSCHAPv2'],
  ['PEAP with MSCHAPv2', inTunnel('PEAP', 'auth=MSCHAPV2'), 'asha PEAP/EAP-MSCHAPv2'],
  ['TTLS with PAP', inTunnel('TTLS', 'auth=PAP'), 'asha TTLS/pap'],
  ['TTLS with CHAP', inTunnel('TTLS', 'auth=CHAP'), 'asha TTLS/chap'],
  ['TTLS with MS-CHAP', inTunnel('TTLS', 'auth=MSCHAP'), 'asha TTLS/mschap'],
  ['TTLS with MS-CHAPv2', inTunnel('TTLS', 'auth=MSCHAPV2'), 'asha TTLS/mschap2'],
  ['TTLS with EAP-MSCHAPv2', inTunnel('TTLS', 'autheap=MSCHAPV2'), 'asha TTLS/EAP-MSCHAPv2'],
  ['TTLS with EAP-MD5', inTunnel('TTLS', 'autheap=MD5'), 'asha TTLS/EAP-MD5'],
])('%s: the peer succeeds, and has the keys that we sent', async (_, peer, accepted) => {
  const run = await eapolTest(peer)
  expect(run.success, run.said.slice(-3000)).toBe(true)
  expect(run.accepted).toEqual([accepted])
  expect(run.left).toBe(0)
})

test.each<[string, Peer, string]>([
  ['PEAP', inTunnel('PEAP', 'auth=MSCHAPV2'), 'asha PEAP/EAP-MSCHAPv2'],
  ['TTLS with CHAP', inTunnel('TTLS', 'auth=CHAP'), 'asha TTLS/chap'],
  ['TTLS with EAP-MSCHAPv2', inTunnel('TTLS', 'autheap=MSCHAPV2'), 'asha TTLS/EAP-MSCHAPv2'],
])(
  '%s over TLS 1.3, where it is asked for, with the keys of RFC 9427',
  async (_, peer, accepted) => {
    const phase1 = '"tls_disable_tlsv1_3=0"'
    const run = await eapolTest({ ...peer, phase1 }, { methods: newer })
    expect(run.success, run.said.slice(-3000)).toBe(true)
    expect(run.said).toContain('TLSv1.3')
    expect(run.accepted).toEqual([accepted])
    const wrong = await eapolTest({ ...peer, phase1, password: '"lamp"' }, { methods: newer })
    expect(wrong.refused).toEqual(['asha wrong-password'])
  },
)

test('MD5 makes no keys', async () => {
  const run = await eapolTest(MD5, { flags: ['-n'] })
  expect(run.success, run.said.slice(-3000)).toBe(true)
  expect(run.accepted).toEqual(['asha EAP-MD5'])
})

const REFUSED: [string, Peer, string][] = [
  ['a wrong password in MSCHAPv2', MSCHAPV2, 'asha wrong-password'],
  ['in PEAP', inTunnel('PEAP', 'auth=MSCHAPV2'), 'asha wrong-password'],
  ['in TTLS with PAP', inTunnel('TTLS', 'auth=PAP'), 'asha wrong-password'],
  ['in TTLS with MS-CHAPv2', inTunnel('TTLS', 'auth=MSCHAPV2'), 'asha wrong-password'],
  ['in MD5', MD5, 'asha wrong-password'],
]

test.each([
  ...REFUSED.map(([name, peer, why]) => [name, { ...peer, password: '"lamp"' }, why] as const),
  ['somebody unknown', { ...MSCHAPV2, identity: '"nobody"' }, 'nobody unknown-subscriber'],
  [
    'somebody unknown behind an anonymous name',
    { ...inTunnel('PEAP', 'auth=MSCHAPV2'), identity: '"nobody"', anonymous_identity: '"anon"' },
    'nobody unknown-subscriber',
  ],
  ['MD5 where only the NT hash is known', { ...MD5, identity: '"juma"' }, 'juma cannot-be-checked'],
  [
    'a peer that does not trust the certificate',
    { ...inTunnel('PEAP', 'auth=MSCHAPV2'), domain_suffix_match: '"other.example"' },
    'asha tls',
  ],
] as const)('refused: %s', async (_, peer, why) => {
  const run = await eapolTest(peer)
  expect(run.success).toBe(false)
  expect(run.refused, run.said.slice(-3000)).toEqual([why])
  expect(run.left).toBe(0)
})

test('a peer that wants what is not offered is told so', async () => {
  const run = await eapolTest({ ...MSCHAPV2, phase2: '""' }, { methods: tunnels })
  expect(run.refused).toEqual(['asha no-common-method'])
})

test('the inner name counts, the NT hash is enough for PEAP, and small packets take more rounds', async () => {
  const peer = { identity: '"juma"', anonymous_identity: '"anonymous"' }
  const flags = ['-N12:d:300']
  const run = await eapolTest({ ...inTunnel('PEAP', 'auth=MSCHAPV2'), ...peer }, { flags })
  expect(run.success, run.said.slice(-3000)).toBe(true)
  expect(run.accepted).toEqual(['juma PEAP/EAP-MSCHAPv2'])
})
