import { describe, expect, test } from 'vitest'
import type { InputOf } from '#kernel/endpoint.ts'
import { aSite } from '#modules/organization/testing.ts'
import { actingAs, staffWith, testTx, type TestTx } from '#platform/testing.ts'
import * as contract from '../contract.ts'
import { nasNow, nasPage, secretNow } from '../queries/nas.ts'
import { nasPicture } from '../queries/picture.ts'
import { scriptOf } from '../queries/script.ts'
import { aNas } from '../testing.ts'
import { addNas } from './add-nas.ts'
import { archiveNas } from './archive-nas.ts'
import { changeNas } from './change-nas.ts'
import { recordNasHeard } from './record-nas-heard.ts'
import { restoreNas } from './restore-nas.ts'
import { rotateSecret } from './rotate-secret.ts'

const list = (given: Partial<InputOf<typeof contract.listNas>> = {}) =>
  contract.listNas.input.parse(given)

/** What a form would send to leave a router as it is. */
async function asItIs(tx: TestTx, nasId: string) {
  const now = await nasNow(tx, nasId)
  return { ...contract.changeNas.input.parse({ ...now, nasId }), nasId }
}

describe('a router', () => {
  test('is added with a secret that is sealed, answered once and right', async () => {
    await testTx(async (tx) => {
      const { nasId, siteId, secret } = await aNas(tx, {
        name: 'KLM-1',
        address: '196.201.10.7',
        apiPort: 8729,
        apiTls: true,
        apiLogin: { name: 'kasi', password: 'never shown' },
      })
      expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/)
      const row = await tx.sql
        .selectFrom('network.nas')
        .selectAll()
        .where('id', '=', nasId)
        .executeTakeFirstOrThrow()
      expect(row.secret_sealed).toMatch(/^sealed\(network\.nas\.secret_sealed/)
      expect(await secretNow(tx, nasId)).toBe(secret)
      expect(JSON.stringify(await nasNow(tx, nasId))).not.toMatch(/never shown/)
      expect(await nasNow(tx, nasId)).toMatchObject({ apiLoginName: 'kasi', health: 'new' })
      expect(tx.announced.at(-1)).toMatchObject({
        name: 'network.nas-added',
        payload: { nasId, siteId },
      })
      const [seen] = await nasPicture(tx, { nasId })
      expect(seen).toMatchObject({
        addresses: ['196.201.10.7'],
        coa: { way: 'direct', address: '196.201.10.7', port: 3799 },
        profileRef: 'mikrotik',
        oldSecret: null,
      })
      expect(seen?.secret.reveal()).toBe(secret)
      expect(seen?.api?.password.reveal()).toBe('never shown')
    })
  })

  test.each([
    ['the name of another', { name: ' klm-1 ' }, 'network.nas_name_taken'],
    ['the address of another', { address: '196.201.10.7' }, 'network.address_taken'],
    ['no way to speak', { address: null }, 'network.address_missing'],
    ['changes through no tunnel', { coaWay: 'tunnel' as const }, 'network.tunnel_missing'],
    ['a profile that is not there', { profile: 'nothing' }, 'network.profile_not_found'],
    [
      'a site that is not there',
      { siteId: '01990000-0000-7000-8000-000000000000' },
      'network.site_not_open',
    ],
  ])('cannot have %s', async (_, given, code) => {
    await testTx(async (tx) => {
      const { siteId } = await aNas(tx, { name: 'KLM-1', address: '196.201.10.7' })
      await expect(
        aNas(tx, { name: 'KLM-2', address: '196.201.10.8', siteId, ...given }),
      ).rejects.toMatchObject({ code })
    })
  })

  test('behind NAT gets an address of its own in the tunnel, and keys', async () => {
    await testTx(async (tx) => {
      const behindNat = { address: null, behindNat: true, coaWay: 'tunnel' as const }
      const first = await aNas(tx, { ...behindNat, tunnel: 'wireguard' })
      const second = await aNas(tx, { ...behindNat, tunnel: 'sstp' })
      expect(await nasNow(tx, first.nasId)).toMatchObject({
        tunnelAddress: '10.255.0.2',
        tunnelPublicKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      })
      expect(await nasNow(tx, second.nasId)).toMatchObject({
        tunnelAddress: '10.255.0.3',
        tunnelPublicKey: null,
      })
      const [seen] = await nasPicture(tx, first)
      expect(seen?.coa.address).toBe('10.255.0.2')

      await archiveNas(tx, { nasId: first.nasId, version: 1 })
      const third = await aNas(tx, { ...behindNat, tunnel: 'wireguard' })
      expect(await nasNow(tx, third.nasId)).toMatchObject({ tunnelAddress: '10.255.0.2' })
      await expect(restoreNas(tx, { nasId: first.nasId, version: 2 })).rejects.toMatchObject({
        code: 'network.address_taken',
      })
    })
  })

  test('keeps its tunnel when something else changes, and gets a new key with another kind', async () => {
    await testTx(async (tx) => {
      const { nasId } = await aNas(tx, { address: null, tunnel: 'wireguard', coaWay: 'tunnel' })
      const before = await nasNow(tx, nasId)
      await changeNas(tx, { ...(await asItIs(tx, nasId)), name: 'Renamed' })
      expect(await nasNow(tx, nasId)).toMatchObject({
        name: 'Renamed',
        version: 2,
        tunnelPublicKey: before.tunnelPublicKey,
      })
      await changeNas(tx, { ...(await asItIs(tx, nasId)), tunnel: 'sstp' })
      expect(await nasNow(tx, nasId)).toMatchObject({
        tunnelAddress: before.tunnelAddress,
        tunnelPublicKey: null,
      })
      await expect(
        changeNas(tx, { ...(await asItIs(tx, nasId)), version: 1 }),
      ).rejects.toMatchObject({ code: 'network.stale' })
    })
  })

  test('has two right secrets for a while after a rotation', async () => {
    await testTx(async (tx) => {
      const { nasId, secret } = await aNas(tx)
      const next = await rotateSecret(tx, { nasId, version: 1, oldForHours: 24 })
      const [seen] = await nasPicture(tx, { nasId })
      expect(seen?.secret.reveal()).toBe(next)
      expect(seen?.oldSecret?.secret.reveal()).toBe(secret)
      expect(seen?.oldSecret?.until.toString()).toBe(tx.now.add({ hours: 24 }).toString())
      await rotateSecret(tx, { nasId, version: 2, oldForHours: 0 })
      const [after] = await nasPicture(tx, { nasId })
      expect(after?.oldSecret).toBeNull()
    })
  })

  test('is new, well, silent, in trouble and well again, by what is heard of it', async () => {
    await testTx(async (tx) => {
      const { nasId } = await aNas(tx)
      const health = async (later_min = 0) =>
        (await nasNow({ ...tx, now: tx.now.add({ minutes: later_min }) }, nasId)).health
      expect(await health()).toBe('new')
      await recordNasHeard(tx, [
        { nasId, authorizedAt: tx.now, signedAt: tx.now, sessions: 4 },
        { nasId: '01990000-0000-7000-8000-000000000000', authorizedAt: tx.now },
      ])
      expect(await health()).toBe('well')
      expect(await health(16)).toBe('silent')
      const at = tx.now.add({ minutes: 1 })
      await recordNasHeard(tx, [{ nasId, trouble: { what: 'CoA: no answer', at } }])
      expect(await health(2)).toBe('trouble')
      await recordNasHeard(tx, [
        { nasId, accountedAt: at.add({ seconds: 5 }), signedAt: at.add({ seconds: 5 }) },
      ])
      expect(await health(2)).toBe('well')
      expect(await nasNow(tx, nasId)).toMatchObject({
        signedAt: tx.now.toString(),
        sessions: 4,
        heard: { trouble: 'CoA: no answer' },
      })
    })
  })

  test('is in the list of those who work at its site only', async () => {
    await testTx(async (tx) => {
      const mine = await aNas(tx, { name: 'Mine' })
      await aNas(tx, { name: 'Other' })
      const me = actingAs(tx, staffWith(['network.read'], [mine.siteId]), contract.listNas)
      expect((await nasPage(me, list())).items.map(({ name }) => name)).toEqual(['Mine'])
      const health = await nasPage(tx, list({ health: ['well'] }))
      expect(health.items).toEqual([])
      expect((await nasPage(tx, list({ q: 'othe', sort: '-lastSeenAt' }))).items).toHaveLength(1)
    })
  })

  test('does not leave the sites of whoever changes it, nor come from another', async () => {
    await testTx(async (tx) => {
      const other = await aNas(tx)
      const site = await aSite(tx)
      const me = actingAs(tx, staffWith(['network.change'], [site.id]), contract.changeNas)
      const input = { ...(await asItIs(tx, other.nasId)), siteId: site.id }
      await expect(changeNas(me, input)).rejects.toMatchObject({ status: 404 })
    })
  })
})

describe('the set-up of a router', () => {
  test('says what is missing, and leaves nothing out that it knows', async () => {
    await testTx(async (tx) => {
      const { nasId, secret } = await aNas(tx, {
        address: null,
        tunnel: 'wireguard',
        coaWay: 'tunnel',
      })
      const script = await scriptOf(tx, contract.readScript.input.parse({ nasId }))
      expect(script.missing).toEqual(['network.tunnel-endpoint', 'network.tunnel-public-key'])
      expect(script.router).toContain(`secret="${secret}"`)
      expect(script.ourEnd).toMatchObject([{ where: '/etc/wireguard/kasi.conf' }])
      const cisco = await aNas(tx, { profile: 'cisco' })
      const other = await scriptOf(tx, contract.readScript.input.parse({ nasId: cisco.nasId }))
      expect(other).toMatchObject({ router: '', missing: ['network.radius-addresses'] })
      expect(other.snippets[0]?.text).toContain(cisco.secret)
    })
  })
})

test('a router may keep the secret that it has already', async () => {
  await testTx(async (tx) => {
    const site = await aSite(tx)
    const input = contract.addNas.input.parse({
      ...(await asItIs(tx, (await aNas(tx)).nasId)),
      name: 'Old hand',
      address: '196.201.10.99',
      siteId: site.id,
      secret: 'testing123',
    })
    expect(await addNas(tx, input)).toMatchObject({ secret: 'testing123' })
  })
})
