import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { admit, trust, type Trust } from './admit.ts'
import {
  authenticatorInto,
  isReplyAuthentic,
  NO_AUTHENTICATOR,
  signatureOf,
} from './authenticity.ts'
import { Code } from './codes.ts'
import { Attr } from './numbers.ts'
import { parsePacket, type Packet } from './packet.ts'
import { Secret } from './secret.ts'
import { PacketWriter } from './writer.ts'

const secret = new Secret('s3cret')
const writer = new PacketWriter()

const signed = (code: Code) =>
  parsed(writer.request(code, 7).text(Attr.UserName, 'asha').seal(secret))
const access = signed(Code.AccessRequest)
const eap: [number, string][] = [[Attr.EapMessage, 'x']]
const proxied: [number, string][] = [[Attr.ProxyState, 'p']]

test.each<[string, Packet, Partial<Trust>, string | undefined]>([
  ['a signed request', access, {}, undefined],
  [
    'a signed request with another secret',
    access,
    { secret: new Secret('other') },
    'message-authenticator-wrong',
  ],
  ['an unsigned request', unsigned([]), {}, undefined],
  [
    'an unsigned request where all must sign',
    unsigned([]),
    { messageAuthenticator: 'yes' },
    'message-authenticator-missing',
  ],
  [
    'an unsigned request from a NAS that signs',
    unsigned([]),
    { learnt: { signs: true } },
    'message-authenticator-missing',
  ],
  [
    'the same where nothing is asked',
    unsigned([]),
    { messageAuthenticator: 'no', learnt: { signs: true } },
    undefined,
  ],
  [
    'unsigned EAP',
    unsigned(eap),
    { messageAuthenticator: 'no', limitProxyState: 'no' },
    'eap-unsigned',
  ],
  [
    'unsigned with Proxy-State, limited',
    unsigned(proxied),
    { limitProxyState: 'yes' },
    'proxy-state-unsigned',
  ],
  ['unsigned with Proxy-State, from a proxy', unsigned(proxied), {}, undefined],
  [
    'unsigned with Proxy-State, from what is no proxy',
    unsigned(proxied),
    { learnt: { proxies: false } },
    'proxy-state-unsigned',
  ],
  [
    'two signatures',
    unsigned([
      [80, 'x'.repeat(16)],
      [80, 'x'.repeat(16)],
    ]),
    {},
    'message-authenticator-malformed',
  ],
  ['a short signature', unsigned([[80, 'short']]), {}, 'message-authenticator-malformed'],
  ['accounting', signed(Code.AccountingRequest), {}, undefined],
  [
    'accounting with another secret',
    signed(Code.AccountingRequest),
    { secret: new Secret('x') },
    'authenticator-wrong',
  ],
  ['unsigned accounting, tampered with', tampered(), {}, 'authenticator-wrong'],
  ['CoA', signed(Code.CoaRequest), {}, undefined],
  ['Disconnect', signed(Code.DisconnectRequest), {}, undefined],
  ['Status-Server', signed(Code.StatusServer), {}, undefined],
  ['unsigned Status-Server', unsigned([], Code.StatusServer), {}, 'status-unsigned'],
  ['a reply', signed(Code.AccessAccept), {}, 'unexpected-code'],
  ['an unsigned reply', unsigned([], Code.AccessAccept), {}, 'unexpected-code'],
])('%s', (_, request, asked, dropped) => {
  expect(admit(request, trust(secret, asked))).toBe(dropped)
})

test('auto asks a NAS that has signed once to sign for ever, unless the signature was wrong', () => {
  const nas = trust(secret)
  const forged = Buffer.from(access.bytes)
  forged.writeUInt8(forged.readUInt8(30) ^ 1, 30)
  expect(admit(parsed(forged), nas)).toBe('message-authenticator-wrong')
  expect(admit(unsigned([]), nas)).toBeUndefined()
  expect(admit(access, nas)).toBeUndefined()
  expect(admit(unsigned([]), nas)).toBe('message-authenticator-missing')
  expect(admit(unsigned(proxied), trust(secret, { learnt: nas.learnt }))).toBe(
    'message-authenticator-missing',
  )
})

test('a reply is signed first, carries Proxy-State in its order, and answers its request only', () => {
  const request = unsigned([
    [Attr.ProxyState, 'one'],
    [Attr.UserName, 'asha'],
    [Attr.ProxyState, 'two'],
  ])
  const reply = parsed(
    writer.reply(Code.AccessAccept, request).text(Attr.ReplyMessage, 'hi').seal(secret),
  )
  expect(reply.id).toBe(request.id)
  expect(reply.typeAt(20)).toBe(Attr.MessageAuthenticator)
  expect(reply.values(Attr.ProxyState).map(String)).toEqual(['one', 'two'])
  expect(isReplyAuthentic(reply, request.authenticator, secret)).toBe(true)
  expect(signatureOf(reply, request.authenticator, secret)).toBe('good')
  expect(isReplyAuthentic(reply, access.authenticator, secret)).toBe(false)
  expect(signatureOf(reply, access.authenticator, secret)).toBe('wrong')
})

test('accounting is not signed, because no two servers agree how; asked by Status-Server, its port answers signed', () => {
  const accounting = signed(Code.AccountingRequest)
  const status = signed(Code.StatusServer)
  const answer = (request: Packet) =>
    parsed(writer.reply(Code.AccountingResponse, request).seal(secret))
  expect(accounting.has(Attr.MessageAuthenticator)).toBe(false)
  expect(answer(accounting).has(Attr.MessageAuthenticator)).toBe(false)
  expect(isReplyAuthentic(answer(accounting), accounting.authenticator, secret)).toBe(true)
  expect(signatureOf(answer(status), status.authenticator, secret)).toBe('good')
})

test('the writer refuses what does not fit instead of cutting it', () => {
  expect(() => writer.request(Code.AccessRequest, 1).bytes(1, Buffer.alloc(254))).toThrow(
    'do not fit',
  )
  const full = writer.request(Code.AccessRequest, 1)
  while (full.room >= 255) full.bytes(1, Buffer.alloc(253))
  expect(() => full.bytes(1, Buffer.alloc(253))).toThrow('full')
  expect(parsed(full.seal(secret)).bytes.length).toBeLessThanOrEqual(4096)
})

test('a long value is split and joined again', () => {
  const value = randomBytes(700)
  const packet = parsed(
    writer.request(Code.AccessRequest, 1).split(Attr.EapMessage, value).seal(secret),
  )
  expect(packet.values(Attr.EapMessage).map((part) => part.length)).toEqual([253, 253, 194])
  expect(packet.joined(Attr.EapMessage)).toEqual(value)
})

/** As the writer never makes them. */
function unsigned(attributes: [number, string][], code: Code = Code.AccessRequest): Packet {
  const body = attributes.flatMap(([type, value]) => [
    type,
    value.length + 2,
    ...Buffer.from(value),
  ])
  const length = 20 + body.length
  return parsed(Buffer.from([code, 9, length >> 8, length & 255, ...randomBytes(16), ...body]))
}

function tampered(): Packet {
  const request = unsigned([[Attr.UserName, 'asha']], Code.AccountingRequest)
  authenticatorInto(request.bytes, 4, request.bytes, NO_AUTHENTICATOR, secret)
  request.bytes[24] = 0x42
  return request
}

function parsed(bytes: Buffer): Packet {
  const packet = parsePacket(bytes)
  if (typeof packet === 'string') throw new Error(packet)
  return packet
}
