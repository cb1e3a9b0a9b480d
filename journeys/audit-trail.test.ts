import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { listSites, openSite, readSite } from '#modules/organization/contract.ts'
import { signIn } from '#modules/staff/contract.ts'
import { linkWaiting } from '#platform/audit/chain.ts'
import { getAuditRow, listAudit } from '#platform/audit/contract.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { World } from './world.ts'

const mast = {
  kind: 'tower',
  county: 'Nairobi',
  town: 'Karen',
  address: null,
  at: null,
  notes: '',
  contact: { name: 'Otieno', phone: '0722 000 111', email: null },
} as const

test('what people do, see and are refused is in the trail, and the trail is whole', async () => {
  await using world = await World.open()
  const owner = await world.owner()
  const site = await owner.call(openSite, { ...mast, name: 'Karen mast', code: 'KRN-1' })
  await owner.call(readSite, { siteId: site.id })
  await owner.call(listSites, {})
  const colleague = await world.as('technician', { sites: [site.id] })
  await expect(
    colleague.call(openSite, { ...mast, name: 'Mine', code: 'MINE' }),
  ).rejects.toMatchObject({ status: 403 })
  const guess = { email: 'owner@isp.example', password: 'not this one, surely' }
  await expect(world.visitor().call(signIn, guess)).rejects.toMatchObject({ status: 401 })

  const rows = async (filter: Parameters<typeof owner.call<typeof listAudit>>[1]) =>
    (await owner.call(listAudit, filter)).items
  const opened = await rows({ action: ['organization.open-site'], outcome: ['done'] })
  expect(opened).toMatchObject([
    { actorKind: 'staff', ip: '127.0.0.1', objects: expect.arrayContaining([site.id]) },
  ])
  const detail = await owner.call(getAuditRow, {
    id: must(opened[0], 'the opening is in the trail').id,
  })
  expect(detail).toMatchObject({
    detail: { input: { code: 'KRN-1', contact: { name: 'Otieno' } } },
    detailState: 'kept',
  })

  expect(await rows({ object: [site.id], outcome: ['looked'] })).toMatchObject([
    { action: 'organization.read-site' },
  ])
  expect(await rows({ action: ['organization.open-site'], outcome: ['refused'] })).toMatchObject([
    { actorKind: 'staff', because: 'platform.forbidden' },
  ])
  expect(await rows({ action: ['staff.sign-in'], outcome: ['refused'] })).toMatchObject([
    { actorKind: 'nobody', because: 'staff.wrong_sign_in' },
  ])
  // Reading the trail is in the trail.
  expect((await rows({ action: ['platform.get-audit-row'] })).length).toBe(1)

  // Counting guesses is the machine's own business.
  expect(await rows({ action: ['platform.count-guess'] })).toEqual([])

  const { database, vault, clock } = world.ground
  while ((await linkWaiting(database.sql, vault, clock.now())).linked > 0);
  expect((await verifyAudit(database.sql, vault)).findings).toEqual([])
})
