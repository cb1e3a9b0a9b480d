import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { openRadius } from '#main/radius.ts'
import { openWorker } from '#main/worker.ts'
import type { RadiusServer } from '#modules/access/index.ts'
import { aNas } from '#modules/network/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { Code } from '#radius/codes.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { UdpPort } from '#radius/transports/udp.ts'
import { PacketWriter } from '#radius/writer.ts'
import { violations } from './axe.ts'
import { openOffice, type Office } from './office.ts'

/**
 * A subscriber dials, staff see the session appear and end it, and see why the second try is refused: the whole
 * product, with FreeRADIUS' radclient in the place of the router.
 */
const run = promisify(execFile)
const origin = { actor: system('test'), name: 'test.prepare' }
const amina = ['User-Name = amina', 'Calling-Station-Id = "a4:2b:b0:00:00:01"']

let office: Office
let radius: RadiusServer
let worker: { stop(): Promise<void> }
let router: UdpPort
let nas: { nasId: string; secret: string }
let serviceId: string
let page: Page
beforeAll(async () => {
  office = await openOffice({
    KASI_RADIUS_HOST: '127.0.0.1',
    KASI_RADIUS_AUTH_PORT: '0',
    KASI_RADIUS_ACCT_PORT: '0',
  })
  const { ground } = office.world
  const owner = await office.world.owner()
  // What the router answers when it is told to end a session: yes.
  router = new UdpPort({
    ...{ host: '127.0.0.1', port: 0, onFault: () => undefined },
    onDatagram: (datagram, from) => {
      const request = parsePacket(datagram)
      if (typeof request === 'string') return
      const reply = new PacketWriter().reply(Code.DisconnectAck, request)
      router.send(reply.seal(new Secret(nas.secret)), from)
    },
  })
  await router.open()
  await ground.units.unit(origin, async (tx) => {
    nas = await aNas(tx, { name: 'KRN-1', address: '127.0.0.1', coaPort: router.port })
    const credential = { username: 'amina', password: 'rangi-saba-42' }
    ;({ serviceId } = await aService(tx, { paid: { hours: 48 }, ...credential }))
  })
  worker = openWorker(ground)
  radius = await openRadius(ground)
  page = await office.desk(owner)
}, 120_000)
afterAll(async () => {
  await radius.close()
  await worker.stop()
  await router.close()
  await office[Symbol.asyncDispose]()
})

async function radclient(kind: 'auth' | 'acct', ...pairs: string[]): Promise<string> {
  const port = kind === 'auth' ? radius.authPort : radius.acctPort
  const args = ['-x', '-r', '1', '-t', '3', `127.0.0.1:${port}`, kind, nas.secret]
  const child = run('radclient', args)
  child.child.stdin?.end(`${pairs.join('\n')}\n`)
  const { stdout } = await child.catch((failed: { stdout: string }) => failed)
  return stdout
}

const session = [...amina, 'Acct-Session-Id = "81a0"', 'Framed-IP-Address = 100.64.0.7']

test('who dials appears by itself, and is ended with a reason', async () => {
  await page.goto('/online')
  await page.getByText('Nobody is online').waitFor()
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor()
  expect(await radclient('auth', ...amina, 'User-Password = rangi-saba-42')).toContain(
    'Access-Accept',
  )
  await radclient('acct', ...session, 'Acct-Status-Type = Start')
  await page.getByText('100.64.0.7').waitFor()
  await page.getByRole('searchbox').fill('a42bb0000002')
  await page.getByText('100.64.0.7').waitFor({ state: 'detached' })
  await page.getByRole('searchbox').fill('a42bb0000001')
  await page.getByText('100.64.0.7').waitFor()
  expect(page.url(), 'whom one searches for stays out of addresses').not.toContain('a42bb')
  // What is being read anew is paler for that moment.
  await page.locator('table[aria-busy]').waitFor({ state: 'detached' })
  expect(await violations(page)).toEqual([])
  await page.getByRole('table', { name: 'Live sessions' }).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: /Session of/ }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'End', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'End this session?' })
  await dialog.getByLabel('Why').fill('He asked for it.')
  await dialog.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByText('1 session is being ended').first().waitFor()
  await page.getByText('Its end was asked for').waitFor()
  await page.getByText('Ended by staff').first().waitFor({ timeout: 20_000 })
}, 60_000)

test('why the second try is refused is said with the facts', async () => {
  const { units } = office.world.ground
  await units.unit(origin, (tx) => setHold(tx, { serviceId, reason: 'fraud', bills: false }))
  await radius.catchUp()
  expect(await radclient('auth', ...amina, 'User-Password = rangi-saba-42')).toContain(
    'On hold: suspected fraud.',
  )
  await page.goto(`/why/${serviceId}`)
  await page.getByText('Is turned away').waitFor()
  await page.getByText('Turned away').first().waitFor({ timeout: 20_000 })
  expect(await page.getByText('On hold: suspected fraud.').count()).toBeGreaterThan(1)
  expect(await violations(page)).toEqual([])
}, 60_000)

test('the log has each attempt, a stranger can be added, and a test asks like a router', async () => {
  await page.goto('/radius')
  await page.getByRole('table', { name: 'Attempts' }).getByText('amina').first().waitFor()
  expect(await violations(page)).toEqual([])

  await page.goto('/radius/tester')
  await page.getByRole('combobox', { name: 'In the name of router' }).fill('KRN')
  await page.getByRole('option', { name: /KRN-1/ }).click()
  await page.getByRole('combobox', { name: 'For service' }).fill('amina')
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText(/Access-Reject/).waitFor({ timeout: 20_000 })
  await page.getByText('User-Password = hidden').waitFor()
  expect(await violations(page)).toEqual([])
  expect(office.complaints).toEqual([])
}, 60_000)
