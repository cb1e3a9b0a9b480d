import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { openRadius } from '#main/radius.ts'
import type { RadiusServer } from '#modules/access/index.ts'
import { aDoor } from '#modules/hotspot/testing.ts'
import { aNas } from '#modules/network/testing.ts'
import { Code } from '#radius/codes.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { UdpPort } from '#radius/transports/udp.ts'
import { PacketWriter } from '#radius/writer.ts'
import { mpesaBeside } from '../testing/mpesa.ts'
import { violations } from './axe.ts'
import { openOffice, type Office } from './office.ts'

/**
 * The main job: somebody new buys an hour in a browser without scripts, types the PIN on the phone's own page, and is online at the right speed;
 * the hour ends, and they are not. radclient of FreeRADIUS is the router; what the router is told is read off the wire.
 */
const run = promisify(execFile)
const origin = { actor: system('test'), name: 'test.prepare' }
const MAC = 'A4:2B:B0:12:34:56'

let office: Office
let radius: RadiusServer
let mpesa: Awaited<ReturnType<typeof mpesaBeside>>
let nas: { nasId: string; secret: string }
let router: UdpPort
const told: number[] = []
let code: string
/** The login page of the router: what browsers are sent there with. */
const logins: URL[] = []
const login = createServer((request, response) => {
  logins.push(new URL(request.url ?? '/', 'http://router'))
  response.setHeader('content-type', 'text/html').end('<title>Router</title><h1>Router</h1>')
})
let phone: Page
beforeAll(async () => {
  office = await openOffice({
    KASI_RADIUS_HOST: '127.0.0.1',
    KASI_RADIUS_AUTH_PORT: '0',
    KASI_RADIUS_ACCT_PORT: '0',
  })
  const { world } = office
  await new Promise<void>((listening) => login.listen(0, '127.0.0.1', listening))
  router = new UdpPort({
    ...{ host: '127.0.0.1', port: 0, onFault: () => undefined },
    onDatagram: (datagram, from) => {
      const request = parsePacket(datagram)
      if (typeof request === 'string') return
      told.push(request.code)
      const reply = new PacketWriter().reply(Code.DisconnectAck, request)
      router.send(reply.seal(new Secret(nas.secret)), from)
    },
  })
  await router.open()
  await world.owner()
  await world.ground.units.unit(origin, async (tx) => {
    const door = await aDoor(tx)
    code = door.code
    nas = await aNas(tx, { siteId: door.siteId, address: '127.0.0.1', coaPort: router.port })
  })
  mpesa = await mpesaBeside(world)
  radius = await openRadius(world.ground)
  phone = await office.desk(undefined, {
    ...{ javaScriptEnabled: false, viewport: { width: 320, height: 568 } },
  })
}, 120_000)
afterAll(async () => {
  await radius.close()
  await mpesa.sim.close()
  await router.close()
  login.close()
  await office[Symbol.asyncDispose]()
})

async function radclient(kind: 'auth' | 'acct', ...pairs: string[]): Promise<string> {
  await radius.catchUp()
  const port = kind === 'auth' ? radius.authPort : radius.acctPort
  const args = ['-x', '-r', '1', '-t', '3', `127.0.0.1:${port}`, kind, nas.secret]
  const child = run('radclient', args)
  const station = `Calling-Station-Id = "${MAC}"`
  child.child.stdin?.end(`${[station, 'NAS-Port-Type = Wireless-802.11', ...pairs].join('\n')}\n`)
  const { stdout } = await child.catch((failed: { stdout: string }) => failed)
  return stdout
}

test('somebody new buys an hour, is online at its speed for its time, and is cut when it ends', async () => {
  const { clock, settle } = office.world
  const { port } = login.address() as AddressInfo // listening on TCP, so it is no pipe
  const said = new URLSearchParams({
    ...{ mac: MAC, 'link-login-only': `http://127.0.0.1:${port}/login` },
    'link-orig': 'http://neverssl.com/',
  })
  // Nobody yet: the router shows the page.
  const byMac = [`User-Name = "${MAC}"`, `User-Password = "${MAC}"`]
  expect(await radclient('auth', ...byMac)).toContain('Access-Reject')
  await phone.goto(`/hotspot/${code}?${said.toString()}`)
  await phone.getByRole('heading', { name: 'Buy internet' }).waitFor()
  await phone.getByLabel('M-Pesa phone number').fill('0712 345 678')
  await phone.getByLabel(/I agree/).check()
  await phone.getByRole('button', { name: 'Pay with M-Pesa' }).click()
  await phone.getByRole('heading', { name: 'Look at your phone' }).waitFor()
  await settle()

  const payer = await office.desk()
  await payer.goto(`${mpesa.page}/phone/254712345678`)
  await payer.getByText('Ksh 20.00').first().waitFor()
  await payer.getByLabel('M-PESA PIN').fill(mpesa.sim.town.phone('254712345678').pin)
  await payer.getByRole('button', { name: 'Send' }).click()
  await payer.getByText('Nothing asks for a PIN').waitFor()
  await mpesa.pass()

  // The page goes on by itself, to the router.
  await phone.getByRole('heading', { name: 'Router' }).waitFor()
  const [given] = logins
  const username = given?.searchParams.get('username') ?? ''
  const password = given?.searchParams.get('password') ?? ''
  const accepted = await radclient(
    'auth',
    ...[`User-Name = "${username}"`, `User-Password = "${password}"`],
  )
  expect(accepted).toContain('Access-Accept')
  expect(accepted).toContain('Mikrotik-Rate-Limit = "2M/5M')
  const time_s = Number(/Session-Timeout = (\d+)/.exec(accepted)?.[1])
  expect(time_s).toBeGreaterThan(3_500)
  expect(time_s).toBeLessThanOrEqual(3_600)
  // The device is known as well, to a router that asks by its address alone.
  expect(await radclient('auth', ...byMac)).toContain('Access-Accept')

  const classOf = /Class = (0x[0-9a-f]+)/.exec(accepted)?.[1] ?? ''
  const session = [`User-Name = "${username}"`, 'Acct-Session-Id = "80aa"', `Class = ${classOf}`]
  await radclient('acct', ...session, 'Acct-Status-Type = Start')
  clock.passes('PT10M')
  const interim = ['Acct-Status-Type = Interim-Update', 'Acct-Session-Time = 600']
  expect(
    await radclient('acct', ...session, ...interim, 'Acct-Output-Octets = 52428800'),
  ).toContain('Accounting-Response')

  clock.passes('PT50M')
  await radius.judgeAll()
  await expect.poll(() => told, { timeout: 20_000 }).toContain(Code.DisconnectRequest)
  expect(await radclient('auth', ...byMac)).toContain('Access-Reject')
  const stop = ['Acct-Status-Type = Stop', 'Acct-Session-Time = 3600']
  await radclient('acct', ...session, ...stop, 'Acct-Terminate-Cause = Admin-Reset')

  // Back at the page: it says that the time is over, and sells more.
  await phone.goto(`/hotspot/${code}?${said.toString()}`)
  await phone.getByRole('button', { name: 'Pay with M-Pesa' }).waitFor()
}, 120_000)

test('the page reads on the narrowest phone, in the dark, in Swahili', async () => {
  const page = await office.desk(undefined, {
    ...{ colorScheme: 'dark', viewport: { width: 320, height: 568 }, locale: 'sw-KE' },
  })
  await page.goto(`/hotspot/${code}?mac=${MAC}`)
  await page.getByRole('heading', { name: 'Nunua intaneti' }).waitFor()
  expect(await violations(page)).toEqual([])
  const over_px = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(over_px).toBeLessThanOrEqual(0)
  expect(office.complaints).toEqual([])
})
