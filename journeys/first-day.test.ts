import { expect, test } from 'vitest'
import {
  changeIdentity,
  identityInput,
  listSites,
  openSite,
  readOrganization,
  readSetup,
  readSite,
} from '#modules/organization/contract.ts'
import { lookAtSetUp, setUpOwner } from '#modules/staff/contract.ts'
import { PASSWORD, World } from './world.ts'

const mast = {
  kind: 'tower',
  county: 'Nairobi',
  town: 'Karen',
  address: null,
  at: null,
  notes: '',
  contact: { name: 'Otieno', phone: '0722 000 111', email: null },
} as const

test('an empty ISP gets an owner, a name, two sites, and a colleague who sees one of them', async () => {
  await using world = await World.open({ at: '2026-11-20T08:00+03:00' })

  const passerby = world.visitor()
  expect(await passerby.call(lookAtSetUp, {})).toEqual({ owed: true })
  await expect(passerby.call(listSites, {})).rejects.toMatchObject({ status: 401 })
  await expect(
    passerby.call(setUpOwner, {
      code: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA',
      name: 'Mallory',
      email: 'mallory@evil.example',
      password: PASSWORD,
    }),
  ).rejects.toMatchObject({ status: 401 })

  const owner = await world.owner()
  expect(await passerby.call(lookAtSetUp, {})).toEqual({ owed: false })

  const before = await owner.call(readOrganization, {})
  const isp = await owner.call(changeIdentity, {
    ...identityInput.parse(before),
    tradingName: 'Karen Fibre',
    legalName: 'Karen Fibre Limited',
    kraPin: 'P051234567X',
    version: before.version,
  })
  expect(isp).toMatchObject({ tradingName: 'Karen Fibre', version: 2 })

  const karen = await owner.call(openSite, { ...mast, name: 'Karen mast', code: 'KRN-1' })
  const ngong = await owner.call(openSite, { ...mast, name: 'Ngong mast', code: 'NGG-1' })

  const colleague = await world.as('technician', { sites: [karen.id] })
  const { items } = await colleague.call(listSites, {})
  expect(items.map((site) => site.code)).toEqual(['KRN-1'])
  expect(await colleague.call(readSite, { siteId: karen.id })).toMatchObject({ name: 'Karen mast' })
  await expect(colleague.call(readSite, { siteId: ngong.id })).rejects.toMatchObject({
    status: 404,
  })
  await expect(
    colleague.call(openSite, { ...mast, name: 'Mine', code: 'MINE' }),
  ).rejects.toMatchObject({ status: 403 })

  const { steps } = await owner.call(readSetup, {})
  const done = steps.filter((step) => step.state === 'done').map((step) => step.step)
  expect(done).toEqual(['identity', 'first-site', 'colleagues'])
})
