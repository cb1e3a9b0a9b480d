import { Buffer } from 'node:buffer'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeAll, listenHere } from '#sim/local-server.ts'
import { makePushKeys, webPush, type PushAddress } from './push.ts'

/** A browser: its key pair and its secret, and what comes to its address. */
const browser = createECDH('prime256v1')
browser.generateKeys()
const auth = Buffer.alloc(16, 7)
const came: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = []
let status = 201
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    came.push({
      ...{ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) },
    })
    response.writeHead(status).end()
  })
})
const push = webPush({ allowPrivate: true })
const from = { keys: makePushKeys(), subject: 'mailto:help@isp.example' }
const said = { title: 'Paid', body: 'KES 2,999 came in. Asante!', id: 'm1' }
let origin: string
let to: PushAddress

beforeAll(async () => {
  origin = await listenHere(server, 0)
  const keys = { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') }
  to = { endpoint: `${origin}/push/1`, keys }
})
afterAll(() => closeAll(server))

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** As a browser reads it (RFC 8291 §3.4 over RFC 8188 §2). */
function opened(body: Buffer): unknown {
  const salt = body.subarray(0, 16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const sealed = body.subarray(21 + sender.length)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const secret = derive(browser.computeSecret(sender), auth, info, 32)
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12)
  const open = createDecipheriv('aes-128-gcm', key, nonce)
  open.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
  return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString())
}

test('only the browser can read it, and its maker can tell who sent it', async () => {
  expect(await push.send(to, said, from, AbortSignal.timeout(5_000))).toBe('taken')
  const [one] = came
  expect(one?.path).toBe('/push/1')
  expect(one?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'normal' })
  expect(one?.body.includes('KES')).toBe(false)
  expect(opened(one?.body ?? Buffer.alloc(0))).toEqual(said)

  // RFC 8292: a token for this maker, signed with the key that the browser was told.
  const { t = '', k } =
    /^vapid t=(?<t>[^,]+), ?k=(?<k>.+)$/.exec(one?.headers.authorization ?? '')?.groups ?? {}
  expect(k).toBe(from.keys.publicKey)
  const [head = '', claims = '', signature = ''] = t.split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    ...{ aud: origin, sub: from.subject },
  })
  const point = Buffer.from(from.keys.publicKey, 'base64url')
  const half = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const key = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: half(1), y: half(33) },
    format: 'jwk',
  })
  const proof = { key, dsaEncoding: 'ieee-p1363' } as const
  const isTheirs = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    proof,
    Buffer.from(signature, 'base64url'),
  )
  expect(isTheirs).toBe(true)
})

test.each([
  [410, 'gone'],
  [404, 'gone'],
  [429, 'trouble'],
  [500, 'trouble'],
] as const)('an answer of %i means %s', async (answered, wanted) => {
  status = answered
  expect(await push.send(to, said, from, AbortSignal.timeout(5_000))).toBe(wanted)
})

test.each([
  ['a key that is no point of the curve', { p256dh: Buffer.alloc(65, 4).toString('base64url') }],
  ['a key that is too short', { p256dh: 'BA' }],
  ['a secret that is too short', { auth: 'AA' }],
  ['an address that is none', { endpoint: 'https://' }],
])('%s is an address that leads nowhere, and breaks nothing', async (_, wrong) => {
  const { endpoint = to.endpoint, ...keys } = wrong as { endpoint?: string }
  const broken = { endpoint, keys: { ...to.keys, ...keys } }
  expect(await push.send(broken, said, from, AbortSignal.timeout(5_000))).toBe('gone')
})

test('an address inside our own network is not called', async () => {
  const before = came.length
  const careful = webPush({ allowPrivate: false })
  expect(await careful.send(to, said, from, AbortSignal.timeout(5_000))).toBe('trouble')
  expect(came.length).toBe(before)
})
