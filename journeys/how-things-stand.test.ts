import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { recordAccounting } from '#modules/access/commands/record-accounting.ts'
import { countOnlineNow } from '#modules/access/jobs.ts'
import { access } from '#modules/access/module.ts'
import { aPaidHome, anInvoice } from '#modules/billing/testing.ts'
import { nowShape } from '#modules/desk/contract.ts'
import { desk } from '#modules/desk/module.ts'
import { now } from '#modules/desk/queries/now.ts'
import { routerOsApi } from '#modules/network/index.ts'
import { aNas } from '#modules/network/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testUnits, TEST_START } from '#platform/testing.ts'

const routerApi = routerOsApi()
const probe = { ask: () => Promise.reject(new Error('nobody tests here')) }
afterAll(() => routerApi.close())

const origin = { actor: system('test'), name: 'desk.test' }
const SEES_ALL = ['access.read', 'payments.read', 'services.read', 'billing.read', 'network.read']

test('the start page says how things stand, to each what they may see and where they may see it', async () => {
  const units = await testUnits({ manifests: [access({ probe, routerApi }), desk], at: TEST_START })
  const stands = (permissions: readonly string[], sites: 'all' | string[] = 'all') =>
    units.read(origin, async (read) =>
      nowShape.parse(await now(actingAs(read, staffWith(permissions, sites)))),
    )
  const dials = (nasId: string, name: string) =>
    units.unit(origin, (tx) =>
      recordAccounting(tx, [
        {
          ...{ kind: 'start', key: randomUUID(), nasId, serviceId: null, class: null, told: null },
          ...{ isTimed: true, nasSession: name, userName: name, station: null, ipv4: null },
          ...{ calledStation: null, nasPort: null, ipv6Prefix: null, delegatedPrefix: null },
          ...{ interim_s: 300, at_ms: tx.now.epochMilliseconds, cause: null },
          ...{ receivedAt_ms: tx.now.epochMilliseconds, seconds: 0, up: null, down: null },
        },
      ]),
    )
  const counts = async () => {
    await units.unit(origin, async (tx) => tx.later(countOnlineNow, {}))
    await units.runJobs()
  }

  // An ISP on its first morning: nothing anywhere, and no part is missing.
  expect(await stands(SEES_ALL)).toMatchObject({
    network: { online: 0, dayAgo: null, trend: [] },
    takings: { today: { cents: '0' }, payments: 0, weekAgoByNow: { cents: '0' } },
    services: { active: 0, ending: 0, unpaid: 0, pending: 0 },
    owed: { invoices: 0, overdue: { cents: '0' } },
    waiting: [],
  })

  const { karen, kiambu, debtor } = await units.unit(origin, async (tx) => {
    const owing = await aSubscriber(tx)
    await aPayment(tx, { cents: 700_000n })
    return { karen: await aNas(tx), kiambu: await aNas(tx), debtor: owing }
  })
  await dials(karen.nasId, 'one')
  await counts()
  // Counted once more at the same mark: nothing is doubled.
  await counts()

  // A week later, at seven in the evening.
  units.clock.passes('P7D')
  units.clock.passes('PT1H')
  await dials(karen.nasId, 'two')
  await dials(kiambu.nasId, 'three')
  await counts()
  await units.unit(origin, async (tx) => {
    await aPaidHome(tx)
    await aService(tx, { siteId: karen.siteId, paid: { hours: 5 } })
    await aService(tx, { siteId: kiambu.siteId, paid: { hours: 50 } })
    await anInvoice(tx, { subscriberId: debtor, cents: 116_000 })
    await aPayment(tx, { cents: 5_000n })
    // Paid at eleven last night: yesterday's money.
    await aPayment(tx, { cents: 40_000n, paidAt: tx.now.subtract({ hours: 20 }) })
  })

  const all = await stands(SEES_ALL)
  expect(all).toMatchObject({
    network: { online: 3, dayAgo: null, trend: [{ online: 3 }] },
    takings: { today: { cents: '304900' }, payments: 2, weekAgoByNow: { cents: '700000' } },
    services: { active: 3, ending: 1, unpaid: 0, pending: 0 },
    owed: { invoices: 0 },
  })
  const { hours } = all.takings ?? { hours: [] }
  expect([hours[18], hours[19], hours[20]]).toEqual([
    { hour: 18, cents: '0', weekAgo: '700000' },
    { hour: 19, cents: '304900', weekAgo: '0' },
    { hour: 20, cents: null, weekAgo: '0' },
  ])
  expect(all.waiting).toEqual([
    { what: 'suspense', count: 3, money: { cents: '745000', currency: 'KES' } },
  ])

  // A day later: what ended is unpaid, there is a count of yesterday, an invoice is on its way to be late.
  units.clock.passes('P1D')
  await counts()
  expect(await stands(SEES_ALL)).toMatchObject({
    network: { online: 3, dayAgo: 3 },
    services: { active: 3, ending: 0, unpaid: 1 },
  })
  units.clock.passes('P30D')
  expect((await stands(SEES_ALL)).owed).toEqual({
    ...{ invoices: 1, overdue: { cents: '116000', currency: 'KES' } },
  })

  // Somebody of one site counts that site; money without an owner is for who works everywhere.
  expect(await stands(SEES_ALL, [karen.siteId])).toMatchObject({
    network: { online: 2 },
    services: { active: 1 },
    waiting: [],
  })
  expect(await stands(['services.read'])).toMatchObject({
    ...{ network: null, takings: null, owed: null, waiting: [] },
  })
})
