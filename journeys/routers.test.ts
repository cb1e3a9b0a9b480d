import { createSocket } from 'node:dgram'
import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { findHolder } from '#modules/access/contract.ts'
import {
  addNas,
  addPool,
  changeNas,
  listNas,
  listPools,
  mapPool,
  readNas,
  readScript,
  readSecret,
  rotateSecret,
  testNas,
} from '#modules/network/contract.ts'
import { changeSetting, openSite } from '#modules/organization/contract.ts'
import { getAuditRow, listAudit } from '#platform/audit/contract.ts'
import { Code } from '#radius/codes.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { World } from './world.ts'

const SITE = {
  kind: 'tower',
  county: 'Nairobi',
  town: null,
  address: null,
  at: null,
  contact: null,
  notes: '',
} as const
const ROUTER = {
  behindNat: false,
  tunnel: 'none',
  profile: 'mikrotik',
  messageAuthenticator: 'auto',
  coaWay: 'direct',
  coaPort: 3799,
  swapOctets: false,
  sessionsMax: null,
  routerOs: 7,
  apiPort: null,
  apiTls: true,
  notes: '',
} as const

/** Answers every request of a router's kind as RFC 5176 has it for a session that is not there. */
async function aRouterHere(secretText: string) {
  const secret = new Secret(secretText)
  const socket = createSocket('udp4')
  socket.on('message', (datagram, from) => {
    const request = parsePacket(datagram)
    if (typeof request === 'string') return
    const reply = new PacketWriter().reply(Code.DisconnectNak, request).seal(secret)
    socket.send(reply, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { port: socket.address().port, [Symbol.dispose]: () => void socket.close() }
}

test('a technician adds the router of their mast, sets it up, tests it, and sees no other', async () => {
  await using world = await World.open()
  const owner = await world.owner()
  const [karen, thika] = [
    await owner.call(openSite, { ...SITE, name: 'Karen mast', code: 'KRN-1' }),
    await owner.call(openSite, { ...SITE, name: 'Thika shop', code: 'THK-1' }),
  ]
  const colleague = await world.as('network', { sites: [karen.id] })
  const elsewhere = { ...ROUTER, name: 'THK-1', siteId: thika.id, address: '198.18.0.9' }
  const { nas: hidden } = await owner.call(addNas, elsewhere)

  await expect(
    colleague.call(addNas, { ...elsewhere, name: 'Mine', address: '198.18.0.10' }),
  ).rejects.toMatchObject({ status: 404 })
  const { nas, secret } = await colleague.call(addNas, {
    ...{ ...ROUTER, name: 'KRN-1', siteId: karen.id, address: '127.0.0.1' },
  })
  expect((await colleague.call(listNas, {})).items.map(({ name }) => name)).toEqual(['KRN-1'])
  await expect(colleague.call(readNas, { nasId: hidden.id })).rejects.toMatchObject({ status: 404 })
  await expect(colleague.call(readSecret, { nasId: hidden.id })).rejects.toMatchObject({
    status: 404,
  })

  await owner.call(changeSetting, {
    key: 'network.radius-addresses',
    value: ['196.201.10.1'],
    version: 0,
  })
  const script = await colleague.call(readScript, { nasId: nas.id, pppoe: 'false' })
  expect(script.router).toContain(secret)
  expect(script.router).not.toContain('pppoe-server')

  using router = await aRouterHere(secret)
  const { version } = await colleague.call(readNas, { nasId: nas.id })
  const { siteId, name, address } = nas
  await colleague.call(changeNas, {
    ...{ ...ROUTER, nasId: nas.id, version, siteId, name, address, coaPort: router.port },
  })
  await colleague.call(testNas, { nasId: nas.id })
  await world.settle()
  expect(await colleague.call(readNas, { nasId: nas.id })).toMatchObject({
    health: 'well',
    test: { outcome: 'well', said: 'Disconnect-NAK' },
  })

  // A proof of who one is does not last for ever.
  world.clock.passes('PT20M')
  await expect(
    colleague.call(rotateSecret, { nasId: nas.id, version: version + 1 }),
  ).rejects.toMatchObject({ code: 'platform.proof_needed' })
})

test('who had an address is told with its reason, and only to who may ask', async () => {
  await using world = await World.open()
  const owner = await world.owner()
  const pool = await owner.call(addPool, {
    ...{ name: 'home', kind: 'ipv4', chosenBy: 'kasi', siteId: null, nasId: null, dns: [] },
    ...{ notes: '', ranges: ['100.64.0.0/22'], partLength: null },
  })
  expect(pool).toMatchObject({ total: '1022', leased: 0 })
  await expect(
    owner.call(addPool, {
      ...{ name: 'other', kind: 'ipv4', chosenBy: 'kasi', siteId: null, nasId: null, dns: [] },
      ...{ notes: '', ranges: ['100.64.3.0/24'], partLength: null },
    }),
  ).rejects.toMatchObject({ code: 'network.pools_overlap' })
  const { ranges } = await owner.call(mapPool, { poolId: pool.id })
  expect(ranges[0]?.cells).toHaveLength(1022)

  const asked = { address: '100.64.0.9', port: null, at: world.clock.now().toString() }
  const support = await world.as('support')
  await expect(
    support.call(findHolder, { ...asked, reason: 'Somebody asked me' }),
  ).rejects.toMatchObject({ status: 403 })
  await expect(owner.call(findHolder, { ...asked, reason: 'why' })).rejects.toMatchObject({
    status: 400,
  })
  const reason = 'Court order 12/2026, Milimani'
  expect(await owner.call(findHolder, { ...asked, reason })).toMatchObject({ holders: [] })
  const { items } = await owner.call(listAudit, {
    action: ['access.find-holder'],
    outcome: ['done'],
  })
  const { id } = must(items[0], 'the question is in the trail')
  expect(await owner.call(getAuditRow, { id })).toMatchObject({
    detail: { facts: [{ reason }] },
  })
  const { id: site } = await owner.call(openSite, { ...SITE, name: 'Karen', code: 'KRN-1' })
  const technician = await world.as('technician', { sites: [site] })
  expect((await technician.call(listPools, {})).items).toEqual([])
})
