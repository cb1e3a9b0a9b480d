import { describe, expect, test } from 'vitest'
import type { InputOf } from '#kernel/endpoint.ts'
import { aSite } from '#modules/organization/testing.ts'
import { testTx, type TestTx } from '#platform/testing.ts'
import * as contract from '../contract.ts'
import { uplinksLeadOut } from '../queries/invariants.ts'
import { linksNow, uplinkTree } from '../queries/links.ts'
import { nasPicture } from '../queries/picture.ts'
import { profileNow } from '../queries/profiles.ts'
import { aNas } from '../testing.ts'
import { addDevice } from './add-device.ts'
import { addLink } from './add-link.ts'
import { changeLink } from './change-link.ts'
import { changeProfile } from './change-profile.ts'
import { copyProfile } from './copy-profile.ts'
import { removeLink } from './remove-link.ts'
import { removeProfile } from './remove-profile.ts'

const uplink = (given: Partial<InputOf<typeof contract.addLink>> & { siteId: string }) =>
  contract.addLink.input.parse({
    name: 'Link',
    towardsSiteId: null,
    provider: given.towardsSiteId ? null : 'Liquid',
    medium: 'fibre',
    role: 'primary',
    capacity: { down_bps: 1_000_000_000, up_bps: 500_000_000 },
    notes: '',
    ...given,
  })

async function threeSites(tx: TestTx) {
  const [a, b, c] = [await aSite(tx), await aSite(tx), await aSite(tx)]
  await addLink(tx, uplink({ siteId: a.id }))
  await addLink(tx, uplink({ siteId: b.id, towardsSiteId: a.id }))
  const last = await addLink(tx, uplink({ siteId: c.id, towardsSiteId: b.id }))
  return { a: a.id, b: b.id, c: c.id, last }
}

describe('uplinks', () => {
  test('make a tree with capacities, and backups stand beside it', async () => {
    await testTx(async (tx) => {
      const { a, b, c } = await threeSites(tx)
      await addLink(tx, uplink({ siteId: b, role: 'backup' }))
      expect(
        (await uplinkTree(tx)).map(({ siteId, towardsSiteId }) => [siteId, towardsSiteId]),
      ).toEqual(
        expect.arrayContaining([
          [a, null],
          [b, a],
          [c, b],
        ]),
      )
      expect(await uplinkTree(tx)).toHaveLength(3)
      expect(await linksNow(tx)).toHaveLength(4)
      expect(await uplinksLeadOut.violations(tx)).toEqual([])
    })
  })

  test('never close a circle, and each site has one primary', async () => {
    await testTx(async (tx) => {
      const { a, b, c, last } = await threeSites(tx)
      const [top] = (await linksNow(tx)).filter(({ siteId }) => siteId === a)
      await expect(addLink(tx, uplink({ siteId: b }))).rejects.toMatchObject({
        code: 'network.link_primary_taken',
      })
      const turned = {
        ...uplink({ siteId: a, towardsSiteId: c }),
        linkId: top?.id ?? '',
        version: 1,
      }
      await expect(changeLink(tx, turned)).rejects.toMatchObject({
        code: 'network.link_closes_circle',
      })
      await removeLink(tx, { linkId: last, version: 1 })
      await expect(changeLink(tx, turned)).resolves.toBeUndefined()
      expect(await uplinksLeadOut.violations(tx)).toEqual([])
    })
  })

  test('a circle that came in by another way is found', async () => {
    await testTx(async (tx) => {
      const { a, c } = await threeSites(tx)
      await tx.sql
        .updateTable('network.link')
        .set({ towards_site_id: c, provider: null })
        .where('site_id', '=', a)
        .execute()
      expect(await uplinksLeadOut.violations(tx)).toHaveLength(3)
    })
  })

  test('go to another site or to a provider, not to both and not to oneself', async () => {
    await testTx(async (tx) => {
      const { id } = await aSite(tx)
      for (const wrong of [{ provider: null }, { towardsSiteId: id, provider: null }]) {
        await expect(addLink(tx, { ...uplink({ siteId: id }), ...wrong })).rejects.toMatchObject({
          code: 'network.link_unfit',
        })
      }
    })
  })
})

test('the name of a device is its own, whatever its case', async () => {
  await testTx(async (tx) => {
    const { id: siteId } = await aSite(tx)
    const radio = contract.addDevice.input.parse({
      ...{ name: 'KRN-AF-1', siteId, kind: 'radio', make: '', model: '', serial: '' },
      ...{ address: null, nasId: null, linkId: null, capacity_bps: 600_000_000 },
    })
    await addDevice(tx, radio)
    await expect(addDevice(tx, { ...radio, name: ' krn-af-1' })).rejects.toMatchObject({
      code: 'network.device_name_taken',
    })
  })
})

describe('a vendor profile of our own', () => {
  test('is copied, changed, used by a router and then not removed', async () => {
    await testTx(async (tx) => {
      const ref = await copyProfile(tx, { from: 'mikrotik', name: 'Ours' })
      await expect(copyProfile(tx, { from: ref, name: ' OURS ' })).rejects.toMatchObject({
        code: 'network.profile_name_taken',
      })
      const copy = await profileNow(tx, ref)
      const line = {
        ...{ attribute: 'Filter-Id', value: 'slow-{down_kbps}', as: 'text' as const },
        ...{ on: ['accept' as const], tag: null, when: null, unless: null },
      }
      const edit = (given: Partial<InputOf<typeof contract.changeProfile>>) =>
        contract.changeProfile.input.parse({ ...copy, profileId: ref, version: 1, ...given })
      await expect(
        changeProfile(tx, edit({ lines: [line, { ...line, value: '{speed}' }] })),
      ).rejects.toMatchObject({
        code: 'network.profile_unfit',
        issues: [{ path: 'lines.1.value' }],
      })
      await changeProfile(tx, edit({ lines: [line] }))
      const { nasId } = await aNas(tx, { profile: ref })
      const [seen] = await nasPicture(tx, { nasId })
      expect(seen).toMatchObject({ profileRef: ref, profile: { lines: [line] } })
      expect(await profileNow(tx, ref)).toMatchObject({ routers: 1, version: 2 })
      await expect(removeProfile(tx, { profileId: ref })).rejects.toMatchObject({
        code: 'network.profile_in_use',
        facts: { count: 1 },
      })
    })
  })
})
