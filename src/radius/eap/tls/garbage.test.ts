import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { connect } from 'node:tls'
import { beforeAll, expect, test } from 'vitest'
import { EapEngine, type EapAnswer } from '../engine.ts'
import type { MethodKind } from '../method.ts'
import { EapCode, eapPacket, EapType } from '../packet.ts'
import { avp } from './avp.ts'
import { peap } from './peap.ts'
import { ttls } from './ttls.ts'
import { tunnelContext } from './tunnel.ts'
import { Wire } from './wire.ts'

/** What a hostile phone can say to a tunnel: no certificate is needed to knock. */
let kinds: MethodKind[]

beforeAll(() => {
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const pem = execFileSync('openssl', [...args, '-days', '2', '-subj', '/CN=x', '-keyout', '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const context = tunnelContext({ cert: pem, key: pem })
  kinds = [peap(context), ttls(context)]
})

const more = Buffer.concat([Buffer.from([0x40]), Buffer.alloc(1000, 1)])

test.each([
  ['nothing at all', [Buffer.alloc(0)]],
  ['an empty acknowledgement before the handshake', [Buffer.from([0])]],
  ['a start of its own', [Buffer.from([0x20])]],
  ['octets that are no TLS', [Buffer.concat([Buffer.from([0]), randomBytes(200)])]],
  ['a fragment without its length', [Buffer.from([0x80, 1])]],
  ['fragments without end', Array.from({ length: 40 }, () => more)],
])('%s ends the conversation and nothing else', async (_, flights) => {
  for (const kind of kinds) {
    const engine = new EapEngine({ methods: [kind], known: () => undefined })
    const last = await say(engine, kind.type, flights)
    expect(last.kind).toBe('failed')
    expect(engine.size).toBe(0)
  }
})

test('a handshake that is damaged at any octet breaks, or is answered; the process goes on', async () => {
  const hello = await clientHello()
  expect(hello.length).toBeGreaterThan(100)
  for (let n = 0; n < 60; n++) {
    const damaged = Buffer.from(hello)
    damaged[Math.floor((n * hello.length) / 60)] = randomBytes(1)[0] ?? 0
    const engine = new EapEngine({ methods: kinds, known: () => undefined })
    const last = await say(engine, EapType.Peap, [Buffer.concat([Buffer.from([0]), damaged])])
    expect(['failed', 'challenge']).toContain(last.kind)
    engine.expire(1e9)
    expect(engine.size).toBe(0)
  }
})

test.each([
  ['says its password', 'lamp', false, 'proven'],
  ['says a wrong one', 'lantern', false, 'failed'],
  ['says it and hangs up in the same breath', 'lamp', true, 'proven'],
])('a peer that %s', async (_, password, hangsUp, end) => {
  const engine = new EapEngine({ methods: kinds, known: () => ({ password: 'lamp' }) })
  const wire = new Wire()
  const socket = connect({ socket: wire, rejectUnauthorized: false, maxVersion: 'TLSv1.2' })
  socket.on('error', () => undefined)
  socket.on('secureConnect', () => {
    const code = (n: number, data: Buffer) => avp({ vendor: 0, code: n, data })
    socket.write(Buffer.concat([code(1, Buffer.from('asha')), code(2, Buffer.from(password))]))
    if (hangsUp) socket.end()
  })
  let answer = await engine.answer({ message: eapPacket(identity) }, 0)
  const nak = Buffer.from([EapType.Ttls])
  answer = await respond(engine, answer, EapType.Nak, nak)
  for (let round = 0; round < 10 && answer.kind === 'challenge'; round++) {
    const [flags = 0] = answer.message.subarray(5)
    wire.push(answer.message.subarray((flags & 0x80) === 0 ? 6 : 10))
    // A piece that has others behind it is acknowledged by nothing.
    if ((flags & 0x40) === 0) await turns(20)
    answer = await respond(
      engine,
      answer,
      EapType.Ttls,
      Buffer.concat([Buffer.from([0]), wire.flight()]),
    )
  }
  socket.destroy()
  expect(answer.kind).toBe(end)
  expect(engine.size).toBe(0)
})

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve))
}

/** The first flight of OpenSSL itself. */
async function clientHello(): Promise<Buffer> {
  const wire = new Wire()
  const socket = connect({ socket: wire, rejectUnauthorized: false, maxVersion: 'TLSv1.2' })
  socket.on('error', () => undefined)
  while (wire.writes === 0) await new Promise((resolve) => setImmediate(resolve))
  const hello = wire.flight()
  socket.destroy()
  return hello
}

const identity = { code: EapCode.Response, id: 1, type: EapType.Identity, data: Buffer.from('x') }

async function say(
  engine: EapEngine,
  type: number,
  flights: readonly Buffer[],
): Promise<EapAnswer> {
  let answer = await engine.answer({ message: eapPacket(identity) }, 0)
  for (const data of flights) answer = await respond(engine, answer, type, data)
  return answer
}

async function respond(
  engine: EapEngine,
  answer: EapAnswer,
  type: number,
  data: Buffer,
): Promise<EapAnswer> {
  if (answer.kind !== 'challenge') return answer
  const id = answer.message[1] ?? 0
  const message = eapPacket({ code: EapCode.Response, id, type, data })
  return engine.answer({ message, state: answer.state }, 0)
}
