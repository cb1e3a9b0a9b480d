import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Code } from '../codes.ts'
import { md5 } from '../crypto/md5.ts'
import { Attr } from '../numbers.ts'
import { parsePacket } from '../packet.ts'
import { RADSEC_SECRET_TEXT, Secret } from '../secret.ts'
import { StreamPort, type StreamOptions } from '../transports/stream.ts'
import type { PeerIdentity } from '../transports/tls.ts'
import { UdpPort } from '../transports/udp.ts'
import { PacketWriter } from '../writer.ts'
import type { Question } from './question.ts'
import { StreamClient, type TlsClientOptions } from './stream-client.ts'
import { UdpClient } from './udp-client.ts'

const secret = new Secret('s3cret')
const radsec = new Secret(RADSEC_SECRET_TEXT)
const fault = (error: Error) => {
  throw error
}

function question(with_: Secret, more: Partial<Question> = {}): Question {
  const write = (writer: PacketWriter) => void writer.text(Attr.UserName, 'asha')
  return { code: Code.AccessRequest, secret: with_, write, tries: 3, wait_ms: 200, ...more }
}

/** Accepts every request, from the n-th time that it sees it on. */
function accept(datagram: Buffer, with_: Secret): Buffer {
  const request = parsePacket(datagram)
  if (typeof request === 'string') throw new Error(request)
  return new PacketWriter().reply(Code.AccessAccept, request).seal(with_)
}

async function udpServer(
  answer: (datagram: Buffer, seen: number) => Buffer | undefined,
  address = '127.0.0.1',
) {
  let seen = 0
  const port = new UdpPort({
    host: address,
    onDatagram: (datagram, from) => {
      const reply = answer(datagram, ++seen)
      if (reply) port.send(reply, from)
    },
    onFault: fault,
  })
  await port.open()
  return {
    address,
    port: port.port,
    seen: () => seen,
    [Symbol.asyncDispose]: () => port.close(),
  }
}

test('a question that gets lost is asked again, the same packet, and answered', async () => {
  const packets = new Set<string>()
  await using server = await udpServer((datagram, seen) => {
    packets.add(datagram.toString('hex'))
    return seen >= 3 ? accept(datagram, secret) : undefined
  })
  const client = new UdpClient()
  const answer = await client.ask(question(secret), server)
  await client.close()
  expect(answer).toMatchObject({ kind: 'reply', tries: 3 })
  expect(packets.size).toBe(1)
})

test('silence after the last try; a reply made with another secret is none, and is named', async () => {
  await using server = await udpServer((datagram) => accept(datagram, new Secret('other')))
  const drops: string[] = []
  const client = new UdpClient({ onDrop: (reason) => drops.push(reason) })
  const answer = await client.ask(question(secret, { tries: 2 }), server)
  await client.close()
  expect(answer).toMatchObject({ kind: 'silence', tries: 2, dropped: 'reply-authenticator-wrong' })
  expect(drops).toEqual(['reply-authenticator-wrong', 'reply-authenticator-wrong'])
})

test('IPv6 and IPv4 are asked by one client, however the address is spelt', async () => {
  // Some containers have no IPv6 at all; there the question is put to IPv4 twice.
  const hasIpv6 = Object.values(networkInterfaces())
    .flat()
    .some((one) => one?.address === '::1')
  const [bound, spelt] = hasIpv6 ? ['::1', '0:0:0:0:0:0:0:1'] : ['127.0.0.1', '127.0.0.1']
  await using six = await udpServer((datagram) => accept(datagram, secret), bound)
  await using four = await udpServer((datagram) => accept(datagram, secret))
  const client = new UdpClient()
  const answers = await Promise.all([
    client.ask(question(secret), { address: spelt, port: six.port }),
    client.ask(question(secret), four),
  ])
  await client.close()
  expect(answers.map((answer) => answer.kind)).toEqual(['reply', 'reply'])
})

test('a client that cannot open its socket says so', async () => {
  const client = new UdpClient({ host: '203.0.113.1' })
  const to = { address: '127.0.0.1', port: 9 }
  const answers = await Promise.all([
    client.ask(question(secret), to),
    client.ask(question(secret), to),
  ])
  expect(answers.map((answer) => answer.kind)).toEqual(['unreachable', 'unreachable'])
  await client.close()
})

test('an unsigned reply is refused where a signed one is asked for', async () => {
  await using server = await udpServer((datagram) => {
    const signed = accept(datagram, secret)
    return unsign(signed, datagram)
  })
  const client = new UdpClient()
  const lenient = await client.ask(question(secret), server)
  const strict = await client.ask(question(secret, { signedReplyOnly: true, tries: 1 }), server)
  await client.close()
  expect(lenient.kind).toBe('reply')
  expect(strict).toMatchObject({ kind: 'silence', dropped: 'message-authenticator-missing' })
})

test('more questions than ids open further sockets, and no more than allowed', async () => {
  await using server = await udpServer((datagram) => accept(datagram, secret))
  const client = new UdpClient({ socketsMax: 2 })
  const answers = await Promise.all(
    Array.from({ length: 600 }, () => client.ask(question(secret, { wait_ms: 2000 }), server)),
  )
  await client.close()
  const kinds = Object.groupBy(answers, (answer) => answer.kind)
  expect(kinds.reply?.length).toBe(512)
  expect(kinds.unreachable?.length).toBe(88)
})

let dir: string
const pem = (name: string) => readFileSync(join(dir, name), 'utf8')

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'radsec-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  for (const ca of ['ca', 'stranger']) {
    openssl(
      'req',
      '-x509',
      ...curve,
      '-keyout',
      `${ca}.key`,
      '-out',
      `${ca}.pem`,
      '-subj',
      `/CN=${ca}`,
    )
  }
  for (const [name, ca] of [
    ['server', 'ca'],
    ['nas', 'ca'],
    ['thief', 'stranger'],
  ] as const) {
    openssl(
      ...['req', '-x509', ...curve, '-keyout', `${name}.key`, '-out', `${name}.pem`],
      ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}.example`],
      ...['-CA', `${ca}.pem`, '-CAkey', `${ca}.key`],
    )
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function streamServer(more: Partial<StreamOptions>) {
  const identities: (PeerIdentity | null)[] = []
  const port = new StreamPort({
    host: '127.0.0.1',
    onPacket: (packet, connection) => {
      identities.push(connection.identity)
      connection.send(accept(packet, radsec))
    },
    onFault: fault,
    ...more,
  })
  await port.open()
  return { port: port.port, identities, [Symbol.asyncDispose]: () => port.close() }
}

async function askOver(port: number, tls?: TlsClientOptions) {
  const client = new StreamClient({ host: '127.0.0.1', port, ...(tls ? { tls } : {}) })
  const answers = await Promise.all([1, 2, 3].map(() => client.ask(question(radsec))))
  await client.close()
  return answers.map((answer) => answer.kind)
}

test('RADIUS over TCP', async () => {
  await using server = await streamServer({})
  expect(await askOver(server.port)).toEqual(['reply', 'reply', 'reply'])
  expect(server.identities[0]).toBeNull()
})

test('a connection that breaks ends what was open on it; the next question makes another', async () => {
  let breaks = true
  await using server = await streamServer({
    onPacket: (packet, connection) => {
      if (breaks) connection.close()
      else connection.send(accept(packet, radsec))
    },
  })
  const client = new StreamClient({ host: '127.0.0.1', port: server.port })
  const first = await Promise.all([1, 2].map(() => client.ask(question(radsec))))
  breaks = false
  const second = await Promise.all([1, 2].map(() => client.ask(question(radsec))))
  await client.close()
  expect(first.map((answer) => answer.kind)).toEqual(['unreachable', 'unreachable'])
  expect(second.map((answer) => answer.kind)).toEqual(['reply', 'reply'])
})

test('RadSec with certificates of both sides; a stranger is refused and said', async () => {
  const refused: string[] = []
  await using server = await streamServer({
    tls: {
      certificate: { cert: pem('server.pem'), key: pem('server.key') },
      clientAuthority: pem('ca.pem'),
    },
    onRefused: (error) => refused.push(error.message),
  })
  const certificate = (name: string) => ({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) })
  const given = { authority: pem('ca.pem'), serverName: 'server.example' }
  expect(await askOver(server.port, { ...given, certificate: certificate('nas') })).toEqual(
    Array.from({ length: 3 }, () => 'reply'),
  )
  expect(server.identities[0]).toMatchObject({
    by: 'certificate',
    subject: 'CN=nas',
    names: ['DNS:nas.example'],
  })
  const unreachable = Array.from({ length: 3 }, () => 'unreachable')
  expect(await askOver(server.port, { ...given, certificate: certificate('thief') })).toEqual(
    unreachable,
  )
  expect(await askOver(server.port, given)).toEqual(unreachable)
  expect(
    await askOver(server.port, {
      ...given,
      serverName: 'other.example',
      certificate: certificate('nas'),
    }),
  ).toEqual(unreachable)
  expect(server.identities.length).toBe(3)
  expect(refused.length).toBeGreaterThan(0)
})

test('RadSec with a key that both sides have', async () => {
  const key = Buffer.alloc(32, 5)
  await using server = await streamServer({
    tls: { keyFor: (identity) => (identity === 'nas-1' ? key : undefined) },
    onRefused: () => undefined,
  })
  expect(await askOver(server.port, { key: { identity: 'nas-1', key } })).toEqual([
    'reply',
    'reply',
    'reply',
  ])
  expect(server.identities[0]).toEqual({ by: 'key', identity: 'nas-1' })
  const wrong = { identity: 'nas-1', key: Buffer.alloc(32, 6) }
  expect(await askOver(server.port, { key: wrong })).toEqual([
    'unreachable',
    'unreachable',
    'unreachable',
  ])
  expect(await askOver(server.port, { key: { identity: 'nas-2', key } })).not.toContain('reply')
})

test('where both keys and certificates are taken, one of them is needed', async () => {
  const key = Buffer.alloc(32, 5)
  const refused: string[] = []
  await using server = await streamServer({
    tls: {
      certificate: { cert: pem('server.pem'), key: pem('server.key') },
      clientAuthority: pem('ca.pem'),
      keyFor: (identity) => (identity === 'nas-1' ? key : undefined),
    },
    onRefused: (error) => refused.push(error.message),
  })
  const given = { authority: pem('ca.pem'), serverName: 'server.example' }
  const certificate = { cert: pem('nas.pem'), key: pem('nas.key') }
  const thief = { cert: pem('thief.pem'), key: pem('thief.key') }
  expect(await askOver(server.port, { ...given, certificate })).toContain('reply')
  expect(await askOver(server.port, { key: { identity: 'nas-1', key } })).toContain('reply')
  expect(server.identities.map((one) => one?.by)).toEqual([
    ...Array.from({ length: 3 }, () => 'certificate'),
    ...Array.from({ length: 3 }, () => 'key'),
  ])
  expect(await askOver(server.port, given)).not.toContain('reply')
  expect(await askOver(server.port, { ...given, certificate: thief })).not.toContain('reply')
  expect(refused).toEqual(['the peer proved nothing', 'the peer proved nothing'])
})

test('a stream without packets in it is closed', async () => {
  await using server = await streamServer({})
  const closed = await new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'))
    socket.on('close', () => resolve('closed'))
  })
  expect(closed).toBe('closed')
})

/** The same reply without its Message-Authenticator, as servers before 2024 send it. */
function unsign(reply: Buffer, request: Buffer): Buffer {
  const bare = Buffer.concat([reply.subarray(0, 20), reply.subarray(38)])
  bare.writeUInt16BE(bare.length, 2)
  request.copy(bare, 4, 4, 20)
  const digest = md5(bare, secret.bytes)
  bare.set(digest, 4)
  return bare
}
