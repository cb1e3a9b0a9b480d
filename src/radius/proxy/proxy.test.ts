import { expect, test } from 'vitest'
import { isReplyAuthentic, signatureOf } from '../authenticity.ts'
import { UdpClient } from '../client/udp-client.ts'
import { Code } from '../codes.ts'
import { decodeAttributes } from '../dictionary/decode.ts'
import { encodePair } from '../dictionary/encode.ts'
import { attributeNamed } from '../dictionary/load.ts'
import { hidePassword } from '../hidden.ts'
import { chapResponse } from '../methods/chap.ts'
import { Attr } from '../numbers.ts'
import { parsePacket, type Packet } from '../packet.ts'
import { Secret } from '../secret.ts'
import { TestServer } from '../testing/server.ts'
import { PacketWriter } from '../writer.ts'
import { Health } from './health.ts'
import { OF_SESSION } from './forward.ts'
import { Home, type HomeServer } from './home.ts'
import { type Forwarded, HomePool } from './proxy.ts'
import { routeOf, splitRealm } from './realm.ts'

test.each([
  ['asha', 'asha', null],
  ['asha@Kisumu.Example', 'asha', 'kisumu.example'],
  ['asha@home@roam.example', 'asha@home', 'roam.example'],
  ['WORK\\asha', 'asha', 'work'],
  ['@example', '', 'example'],
])('%s is %s of %s', (text, name, realm) => {
  expect(splitRealm(text)).toEqual({ name, realm })
})

test.each([
  [null, undefined],
  ['', undefined],
  ['roam.example', 'own'],
  ['a.roam.example', 'below roam'],
  ['b.a.roam.example', 'below roam'],
  ['other.example', 'below example'],
  ['com', 'any'],
])('the realm %s goes to %s', (realm, to) => {
  const routes = new Map([
    ['roam.example', 'own'],
    ['*.roam.example', 'below roam'],
    ['*.example', 'below example'],
    ['*', 'any'],
  ])
  expect(routeOf(routes, realm)).toBe(to)
})

test('a server is dead after two silences, is asked now and then, and comes back by any answer', () => {
  const health = new Health({ silencesMax: 2, check_ms: 1000 })
  health.silent(0)
  health.answered()
  health.silent(10)
  expect(health.isAlive(10)).toBe(true)
  health.silent(20)
  expect(health.isAlive(20)).toBe(false)
  expect([500, 1100, 1200, 2200].map((now) => health.takeCheck(now))).toEqual([
    false,
    true,
    false,
    true,
  ])
  health.answered()
  expect(health.isAlive(2300)).toBe(true)
  expect(health.takeCheck(9000)).toBe(false)
})

test('a server without Status-Server is tried again after a while', () => {
  const health = new Health({ check: 'none', silencesMax: 1, revive_ms: 5000 })
  health.silent(0)
  expect([100, 5000].map((now) => health.isAlive(now))).toEqual([false, true])
  expect(health.takeCheck(60_000)).toBe(false)
})

const nasSecret = new Secret('between NAS and us')
const homeSecret = new Secret('between us and them')
const writer = new PacketWriter()

const home = () =>
  TestServer.open({
    secret: 'between us and them',
    subscribers: { 'asha@roam.example': { password: 'lamp' } },
    trust: { messageAuthenticator: 'yes' },
    accept: (reply) => {
      const key = { secret: homeSecret, authenticator: reply.authenticator }
      reply.encoded(
        encodePair(
          { attribute: attributeNamed('MS-MPPE-Send-Key'), value: Buffer.alloc(32, 7) },
          key,
        ) as Buffer,
      )
      reply.vendorText(99999, 7, 'nobody knows this')
    },
  })

function access(write: (one: PacketWriter) => void): Packet {
  const one = writer.request(Code.AccessRequest, 9).text(Attr.UserName, 'asha@roam.example')
  one.bytes(Attr.ProxyState, Buffer.from('theirs'))
  write(one)
  return parsed(one.seal(nasSecret))
}

const pap = () =>
  access((one) =>
    one.bytes(Attr.UserPassword, hidePassword(Buffer.from('lamp'), one.authenticator, nasSecret)),
  )
/** CHAP without CHAP-Challenge: the authenticator is the challenge. */
const chap = () =>
  access((one) =>
    one.bytes(
      Attr.ChapPassword,
      Buffer.concat([Buffer.from([5]), chapResponse(5, 'lamp', one.authenticator)]),
    ),
  )

test.each([
  ['PAP', pap],
  ['CHAP', chap],
])(
  '%s through a proxy: hidden values are hidden anew, Proxy-State stays with whom it belongs',
  async (_, request) => {
    await using server = await home()
    const client = new UdpClient()
    const pool = new HomePool([new Home(at('one', server.port, client))])
    const asked = request()
    const forwarded = await pool.forward(asked, nasSecret, () => 0)
    const bounded = await pool.forward(asked, nasSecret, () => 0, OF_SESSION)
    await client.close()

    expect(server.requests[0]?.values(Attr.ProxyState).map(String)[0]).toBe('theirs')
    expect(server.requests[0]?.values(Attr.ProxyState)).toHaveLength(2)
    const reply = told(forwarded, asked)
    expect(reply.code).toBe(Code.AccessAccept)
    expect(isReplyAuthentic(reply, asked.authenticator, nasSecret)).toBe(true)
    expect(signatureOf(reply, asked.authenticator, nasSecret)).toBe('good')
    expect(reply.values(Attr.ProxyState).map(String)).toEqual(['theirs'])
    expect(reply.vendorText(99999, 7)).toBe('nobody knows this')
    const pairs = decodeAttributes(reply, { secret: nasSecret, authenticator: asked.authenticator })
    const key = pairs.find(({ attribute }) => attribute.name === 'MS-MPPE-Send-Key')
    expect(key?.value).toEqual(Buffer.alloc(32, 7))

    // Where they may say who it is but not what our routers do, keys still come, and words for our routers do not.
    const own = told(bounded, asked)
    expect(own.code).toBe(Code.AccessAccept)
    expect(own.vendorText(99999, 7)).toBeUndefined()
    expect(own.has(Attr.VendorSpecific)).toBe(true)
  },
)

test('when the first server is silent the second answers, and the first is asked no more until it is back', async () => {
  await using second = await home()
  const client = new UdpClient()
  const asks: string[] = []
  let firstLives = false
  const first: HomeServer = {
    ...at('first', second.port, client),
    ask: async (question) => {
      asks.push(question.code === Code.StatusServer ? 'status' : 'request')
      return firstLives
        ? client.ask(question, { address: '127.0.0.1', port: second.port })
        : { kind: 'silence', tries: 2, took_ms: 2000 }
    },
  }
  const homes = [first, at('second', second.port, client)].map((server) => new Home(server))
  const pool = new HomePool(homes)
  const check = (now: number) => Promise.all(homes.map((one) => one.check(() => now)))
  const by = async (now: number) => {
    const forwarded = await pool.forward(pap(), nasSecret, () => now)
    return forwarded.kind === 'reply' ? forwarded.by : forwarded.kind
  }
  expect([await by(0), await by(10), await by(20)]).toEqual(['second', 'second', 'second'])
  expect(asks).toEqual(['request', 'request'])
  expect(pool.alive(20)).toEqual(['second'])
  await check(100)
  await check(40_000)
  firstLives = true
  await check(80_000)
  expect(asks).toEqual(['request', 'request', 'status', 'status'])
  expect(await by(80_001)).toBe('first')
  await client.close()
})

test('a request that has gone round too often is not sent round again', async () => {
  const pool = new HomePool([])
  const request = access((one) => {
    for (let n = 0; n < 8; n++) one.bytes(Attr.ProxyState, Buffer.from('again'))
  })
  expect(await pool.forward(request, nasSecret, () => 0)).toEqual({
    kind: 'loop',
  })
})

function at(name: string, port: number, client: UdpClient): HomeServer {
  const to = { address: '127.0.0.1', port }
  return { name, secret: homeSecret, ask: (question) => client.ask(question, to) }
}

/** The reply as the NAS gets it. */
function told(forwarded: Forwarded, asked: Packet): Packet {
  if (forwarded.kind !== 'reply') throw new Error(forwarded.kind)
  const reply = new PacketWriter().reply(forwarded.code, asked)
  forwarded.fill(reply)
  return parsed(reply.seal(nasSecret))
}

function parsed(bytes: Buffer): Packet {
  const packet = parsePacket(bytes)
  if (typeof packet === 'string') throw new Error(packet)
  return packet
}
