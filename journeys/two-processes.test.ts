import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { changeColours, listSites, openSite, readBrand } from '#modules/organization/contract.ts'
import { aDoor } from '#modules/hotspot/testing.ts'
import * as staff from '#modules/staff/contract.ts'
import { wallClock } from '#platform/clock.ts'
import { createKeysFile } from '#platform/keys.ts'
import type { Visitor } from '#main/visitor.ts'
import { World } from './world.ts'

test('what one process changes holds in the other at once: sites, the brand, rights, and the end of a session', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'kasi-two-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rmSync(keys, { recursive: true, force: true }))
  const KASI_KEYS_FILE = join(keys, 'keys.json')
  createKeysFile(KASI_KEYS_FILE, 'development', wallClock.now())
  const here = stack.use(await World.open({ settings: { KASI_KEYS_FILE } }))
  const there = stack.use(await World.open({ url: here.url, settings: { KASI_KEYS_FILE } }))

  const owner = await here.owner()
  /** What the other process says to somebody who signed in at this one. */
  const atOther = async (who: Visitor) => {
    const reply = await there.http.inject({
      url: '/api/sites',
      headers: { cookie: who.cookies() },
    })
    const { items } = listSites.reply.safeParse(reply.json()).data ?? { items: [] }
    return { status: reply.statusCode, codes: items.map(({ code }) => code) }
  }

  expect(await atOther(owner)).toEqual({ status: 200, codes: [] })
  for (let n = 1; n <= 10; n++) {
    await owner.call(openSite, {
      ...{ name: `Mast ${n}`, code: `M-${n}`, kind: 'tower', county: 'Nairobi' },
      ...{ town: null, address: null, at: null, contact: null, notes: '' },
    })
    expect((await atOther(owner)).codes).toHaveLength(n)
  }

  const origin = { actor: system('test'), name: 'test.prepare' }
  const door = await here.ground.units.unit(origin, (tx) => aDoor(tx))
  const captive = async () => (await there.http.inject({ url: `/hotspot/${door.code}` })).body
  expect(await captive()).not.toContain('--go:#9f1239')
  const { version } = await owner.call(readBrand, {})
  await owner.call(changeColours, { primary: '#9f1239', accent: '#1d4ed8', version })
  expect(await captive()).toContain('--go:#9f1239')
  expect((await there.http.inject({ url: '/api/brand' })).json()).toMatchObject({
    primary: '#9f1239',
    light: { accentText: '#1d4ed8' },
  })

  const { items: roles } = await owner.call(staff.listRoles, {})
  const blind = await owner.call(staff.createRole, { name: 'Guest', permissions: [] })
  const support = must(
    roles.find(({ name }) => name === 'Support'),
    'Kasi brings it',
  )
  for (let n = 0; n < 3; n++) {
    const colleague = await here.as('support')
    const { id: memberId } = must(await colleague.call(staff.whoAmI, {}), 'they are signed in')
    expect((await atOther(colleague)).status).toBe(200)
    const give = (roleId: string) =>
      owner.call(staff.setMemberRoles, {
        memberId,
        roles: [{ roleId, siteIds: null, until: null }],
      })
    await give(blind.id)
    expect((await atOther(colleague)).status).toBe(403)
    await give(support.id)
    expect((await atOther(colleague)).status).toBe(200)
    await owner.call(staff.endMemberSessions, { memberId })
    expect((await atOther(colleague)).status).toBe(401)
    await expect(colleague.call(staff.whoAmI, {})).rejects.toMatchObject({ status: 401 })
  }
})
