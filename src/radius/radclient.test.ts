import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Attribute, DataType } from './dictionary/attribute.ts'
import { decodeAttributes } from './dictionary/decode.ts'
import { encodePair } from './dictionary/encode.ts'
import { attributeNamed, dictionary } from './dictionary/load.ts'
import type { Pair } from './dictionary/pair.ts'
import { formatPair } from './dictionary/text.ts'
import { Secret } from './secret.ts'
import { TestServer, type TestServerOptions } from './testing/server.ts'

/** FreeRADIUS' own client and codec (Debian: freeradius-utils) against ours. */
const SECRET = 's3cret'
const subscribers = { asha: { password: 'lamp post' } }

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'radclient-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function open(more: Partial<TestServerOptions> = {}): Promise<TestServer> {
  return TestServer.open({ secret: SECRET, subscribers, ...more })
}

function radclient(
  port: number,
  command: string,
  packets: string[][],
  secret = SECRET,
): Promise<string> {
  const file = join(dir, `${Math.random()}`)
  writeFileSync(file, packets.map((lines) => `${lines.join('\n')}\n`).join('\n'))
  const args = [
    '-x',
    '-r',
    '1',
    '-t',
    '2',
    '-p',
    '1',
    '-f',
    file,
    `127.0.0.1:${port}`,
    command,
    secret,
  ]
  return new Promise((resolve) => {
    execFile('radclient', args, { maxBuffer: 1 << 26 }, (_, out, fault) => resolve(out + fault))
  })
}

test.each([
  ['PAP', 'User-Password', 'asha pap'],
  ['CHAP', 'CHAP-Password', 'asha chap'],
  ['MS-CHAP', 'MS-CHAP-Password', 'asha mschap'],
])('%s: accepted with the password, refused with another', async (_, attribute, accepted) => {
  await using server = await open()
  const said = await radclient(server.port, 'auth', [
    ['User-Name = "asha"', `${attribute} = "lamp post"`],
    ['User-Name = "asha"', `${attribute} = "lamp"`],
  ])
  expect(said.match(/Received Access-\w+/g)).toEqual([
    'Received Access-Accept',
    'Received Access-Reject',
  ])
  expect(server.accepted).toEqual([accepted])
  expect(server.refused).toEqual([`${accepted} wrong`])
})

test('hidden values of a reply are what FreeRADIUS reveals', async () => {
  const secret = new Secret(SECRET)
  await using server = await open({
    accept: (writer) => {
      const key = { secret, authenticator: writer.authenticator }
      const pairs: Pair[] = [
        { attribute: attributeNamed('Tunnel-Password'), tag: 1, value: 'open sesame' },
        { attribute: attributeNamed('MS-MPPE-Send-Key'), value: Buffer.alloc(32, 7) },
        { attribute: attributeNamed('Ascend-Send-Secret'), value: 'ascend' },
      ]
      for (const pair of pairs) writer.encoded(encodePair(pair, key) as Buffer)
    },
  })
  const said = await radclient(server.port, 'auth', [
    ['User-Name = asha', 'User-Password = "lamp post"'],
  ])
  expect(said).toContain('Tunnel-Password:1 = "open sesame"')
  expect(said).toContain(`MS-MPPE-Send-Key = 0x${'07'.repeat(32)}`)
  expect(said).toContain('Ascend-Send-Secret = "ascend"')
})

test('accounting, Status-Server, CoA and Disconnect', async () => {
  await using server = await open()
  const accounting = ['Acct-Status-Type = Start', 'Acct-Session-Id = "1"', 'Acct-Delay-Time = 0']
  expect(await radclient(server.port, 'acct', [accounting])).toContain(
    'Received Accounting-Response',
  )
  expect(await radclient(server.port, 'status', [['Message-Authenticator = 0x00']])).toContain(
    'Received Access-Accept',
  )
  expect(await radclient(server.port, 'coa', [['User-Name = "asha"']])).toContain(
    'Received CoA-ACK',
  )
  const cut = await radclient(server.port, 'disconnect', [['User-Name = "asha"']])
  expect(cut).toContain('Received Disconnect-NAK')
  expect(cut).toContain('Error-Cause = Session-Context-Not-Found')
})

test('another secret is silence, and counted', async () => {
  await using server = await open()
  const accounting = ['Acct-Status-Type = Start', 'Acct-Delay-Time = 0']
  const said = await Promise.all([
    radclient(server.port, 'auth', [['User-Name = asha', 'Message-Authenticator = 0x00']], 'other'),
    radclient(server.port, 'acct', [accounting], 'other'),
  ])
  for (const one of said) expect(one).toContain('No reply from server')
  expect(server.drops['message-authenticator-wrong']).toBeGreaterThan(0)
  expect(server.drops['authenticator-wrong']).toBeGreaterThan(0)
})

/** A value of each type, in the form that both sides write. */
const SAMPLES: Partial<Record<DataType, string>> = {
  string: '"Ab 1/2:x"',
  octets: '0x0123456789abcdef',
  integer: '4042322160',
  integer64: '18446744073709551615',
  signed: '-5',
  short: '65001',
  byte: '201',
  ipaddr: '192.0.2.33',
  ipv6addr: '2001:db8::1:2',
  'combo-ip': '192.0.2.34',
  ipv6prefix: '2001:db8:1::/48',
  ipv4prefix: '198.51.100.0/24',
  ifid: '1:2:3:4',
  ether: '02:00:5e:10:00:01',
}

function sampleOf(attribute: Attribute): string | undefined {
  const sample = SAMPLES[attribute.type]
  if (!sample || attribute.hiding !== 'none') return undefined
  const { name, size } = attribute
  if (size) return `${name} = 0x${'5a'.repeat(size)}`
  if (!attribute.tagged) return `${name} = ${sample}`
  return `${name}:3 = ${attribute.type === 'integer' ? '197121' : sample}`
}

/** Every attribute that a number decodes to; older names of a number are left out. */
function everyAttribute(): Attribute[] {
  const { standard, vendors } = dictionary()
  const below = (one: Attribute): Attribute[] => [one, ...[...one.children.values()].flatMap(below)]
  const spaces = [standard, ...[...vendors.values()].map((vendor) => vendor.attributes)]
  return spaces.flatMap((space) => [...space.values()].flatMap(below))
}

test('every attribute of every vendor: FreeRADIUS writes and we read, we write and FreeRADIUS reads', async () => {
  // Names that radclient makes a meaning of its own of: passwords, the signature, and what must be signed.
  const own = /^(User-Password|CHAP-Password|Old-Password|Message-Authenticator|EAP-Message)$/
  // RFC 5090's names, which FreeRADIUS ships and does not load; standard TLVs, which 3.2.1 writes as nothing; Ascend's
  // binary filters, which it takes as a language of their own; and 206, which an old draft for SIP has as well.
  const notTheirs = /^(Digest-|SIP-AOR|IPv6-6rd-)|(Data|Call)-Filter|X-Ascend-Menu-Item/
  const lines = everyAttribute()
    .filter((one) => !own.test(one.name) && !notTheirs.test(one.name))
    .flatMap((one) => sampleOf(one) ?? [])
  const packets = chunks(lines, 60)
  const read: string[] = []
  await using server = await open({
    account: (writer, request) => {
      for (const pair of decodeAttributes(request)) {
        read.push(...leaves(pair).map(formatPair))
        const encoded = encodePair(pair)
        if (typeof encoded === 'string') throw new Error(`${formatPair(pair)}: ${encoded}`)
        writer.encoded(encoded)
      }
    },
  })
  const said = await radclient(server.port, 'acct', packets)
  expect(said.includes('Failed parsing') ? said : '').toBe('')
  expect(Object.entries(server.drops).filter(([, count]) => count > 0)).toEqual([])
  const replies = said.split(/^Received Accounting-Response.*$/m).slice(1)
  const theyRead = replies.flatMap(
    (reply) => reply.match(/^\t.*$/gm)?.map((one) => one.trim()) ?? [],
  )
  expect(lines.length).toBeGreaterThan(6000)
  expect(differences(lines, read)).toEqual([])
  expect(differences(lines, theyRead)).toEqual([])
})

function differences(sent: string[], got: string[]): string[] {
  const have = new Set(got)
  return sent.filter((line) => !have.has(line)).slice(0, 20)
}

function leaves(pair: Pair): Pair[] {
  return Array.isArray(pair.value) ? pair.value.flatMap(leaves) : [pair]
}

function chunks<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) =>
    list.slice(n * size, (n + 1) * size),
  )
}
