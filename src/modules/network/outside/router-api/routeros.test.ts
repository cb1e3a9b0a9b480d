import { createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { Secret } from '#platform/secret.ts'
import { TestServer } from '#radius/testing/server.ts'
import { ApiDoor, type ApiDoorOptions } from '#sim/routers/api-door.ts'
import { type Caller, SimRouter } from '#sim/routers/router.ts'
import { routerOsApi } from './routeros.ts'

const LOGIN = { name: 'kasi', password: 'kilimo "cha" chai' }
const MIKROTIK = 14_988
const DEVICE = 'A4:2B:B0:00:00:03'
const RATE_LIMIT = 8

const api = routerOsApi()
afterAll(() => api.close())

/** A router with Amina on PPPoE, Juma at the hotspot and a box that gets its address by DHCP, and the door of its API. */
async function aRouter(how: Partial<ApiDoorOptions> = {}) {
  const stack = new AsyncDisposableStack()
  const radius = stack.use(
    await TestServer.open({
      secret: 'chai',
      subscribers: {
        ...{ amina: { password: 'rangi' }, juma: { password: 'rangi' } },
        [DEVICE]: { password: 'rangi' },
      },
      accept: (writer) => writer.vendorText(MIKROTIK, RATE_LIMIT, '10M/20M'),
    }),
  )
  const server = { address: '127.0.0.1', authPort: radius.port, acctPort: radius.port }
  const at = { name: 'KLM-1', address: '127.0.0.1', secret: 'chai', server }
  const router = new SimRouter({ ...at, now_ms: () => 0 })
  await router.open()
  stack.defer(() => router.cut())
  const door = new ApiDoor(router, { login: LOGIN, version: '7.16', ...how })
  await door.open()
  stack.defer(() => door.close())
  const dial = async (caller: Pick<Caller, 'userName' | 'kind' | 'station'>) => {
    const dialled = await router.dial({ ...caller, password: 'rangi' })
    return must(dialled.kind === 'online' ? dialled.session : undefined, 'it is online')
  }
  const amina = await dial({ userName: 'amina', station: 'A4:2B:B0:00:00:01' })
  const juma = await dial({ userName: 'juma', station: 'A4:2B:B0:00:00:02', kind: 'hotspot' })
  const box = await dial({ userName: DEVICE, station: DEVICE, kind: 'dhcp' })
  return {
    ...{ router, door, amina, juma, box },
    at: {
      ...{ address: '127.0.0.1', port: door.port, tls: how.tls !== undefined, name: LOGIN.name },
      password: new Secret(LOGIN.password),
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
/** As accounting tells it: the number without the prefix of the list. */
const asked = ({
  userName,
  number,
  ipv4,
  station,
}: Awaited<ReturnType<typeof aRouter>>['amina']) => ({
  ...{ userName, nasSession: number, ipv4, station },
})

test.each([
  ['the challenge of before 6.43', { version: '6.40' }],
  ['RouterOS 6', { version: '6.49' }],
  ['RouterOS 7 over TLS without a certificate', { version: '7.16', tls: 'anonymous' }],
  ['RouterOS 7.18, which says that there is nothing', { version: '7.18' }],
] as const)('%s: in, looked, ended', async (_, how) => {
  await using rig = await aRouter(how)
  expect(await api.greet(rig.at)).toMatchObject({ kind: 'well', name: 'KLM-1' })
  const listed = await api.sessions(rig.at)
  const kinds = { amina: rig.amina, juma: rig.juma, [DEVICE]: rig.box }
  const sessions = Object.entries(kinds).map(([userName, { ipv4 }]) => ({ userName, ipv4 }))
  expect(listed).toMatchObject({ kind: 'listed', sessions })
  expect(await api.endSession(rig.at, asked(rig.amina))).toEqual({ kind: 'ended' })
  expect(await api.endSession(rig.at, asked(rig.amina))).toEqual({ kind: 'not-there' })
  expect(await api.endSession(rig.at, asked(rig.juma))).toEqual({ kind: 'ended' })
  expect(await api.endSession(rig.at, asked(rig.box))).toEqual({ kind: 'ended' })
  expect(await api.endSession(rig.at, asked(rig.box))).toEqual({ kind: 'not-there' })
  expect(rig.router.sessions).toEqual([])
  expect(rig.door.asked.filter((command) => command === '/login')).toHaveLength(
    how.version === '6.40' ? 2 : 1,
  )
})

test('a session that took the place of another under the same name is left alone', async () => {
  await using rig = await aRouter()
  const before = { ...asked(rig.amina), nasSession: '81000000' }
  expect(await api.endSession(rig.at, before)).toEqual({ kind: 'not-there' })
  const elsewhere = { ...asked(rig.juma), ipv4: '10.9.9.9' }
  expect(await api.endSession(rig.at, elsewhere)).toEqual({ kind: 'not-there' })
  // A lease of the same device with another address is another stay.
  expect(await api.endSession(rig.at, { ...asked(rig.box), ipv4: '10.9.9.9' })).toEqual({
    kind: 'not-there',
  })
  expect(rig.router.sessions).toHaveLength(3)
})

test('a speed is changed where the router lets us, and read back; else it is fixed', async () => {
  await using open = await aRouter({ queues: 'open' })
  const rate = { down_bps: 5_000_000, up_bps: 2_500_000 }
  expect(await api.setRate(open.at, asked(open.amina), rate)).toEqual({ kind: 'set' })
  expect(await api.setRate(open.at, asked(open.box), rate)).toEqual({ kind: 'set' })
  expect([open.amina.rate, open.box.rate]).toEqual([rate, rate])
  expect(open.juma.rate).toEqual({ down_bps: 20_000_000, up_bps: 10_000_000 })
  await using fixed = await aRouter({ queues: 'fixed' })
  expect(await api.setRate(fixed.at, asked(fixed.amina), rate)).toEqual({ kind: 'fixed' })
})

test('many questions at a time travel on one connection and find their own answers', async () => {
  await using rig = await aRouter()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, turn) =>
      turn % 2 === 0 ? api.greet(rig.at) : api.sessions(rig.at),
    ),
  )
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['well', 'listed']))
  expect(rig.door.asked.filter((command) => command === '/login')).toHaveLength(1)
})

test('a list that may not be read is no empty list', async () => {
  await using rig = await aRouter()
  rig.router.faults.api = 'hides'
  expect(await api.sessions(rig.at)).toMatchObject({
    kind: 'refused',
    said: 'not enough permissions (9)',
  })
})

test('what is wrong is named: the login, the port, a stranger behind it', async () => {
  await using rig = await aRouter()
  const wrong = { ...rig.at, password: new Secret('nyekundu') }
  expect(await api.greet(wrong)).toMatchObject({ kind: 'wrong-login' })
  const stranger = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
  const address = stranger.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(await api.greet({ ...rig.at, port })).toMatchObject({ kind: 'unreachable' })
  await new Promise((done) => stranger.close(done))
  expect(await api.greet({ ...rig.at, port })).toMatchObject({ kind: 'unreachable' })
})
