import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { readOrganization } from '#modules/organization/contract.ts'
import * as staff from '#modules/staff/contract.ts'
import { totpCode } from '#platform/totp.ts'
import type { Browser } from './testing/browser.ts'
import { openHouse } from './testing/house.ts'

const PASSWORD = 'punda amechoka leo jioni'
type House = Awaited<ReturnType<typeof openHouse>>

test(
  'what people may do: nobody gives more than they hold, keys shrink with their makers, sessions end in time',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const owner = house.browser()
    await owner.call(staff.setUpOwner, {
      name: 'Amina Otieno',
      email: 'amina@example.co.ke',
      password: PASSWORD,
      code: must(house.setUpCode, 'it was printed'),
    })
    await enrol(house, owner)
    const roles = (await owner.call(staff.listRoles, {})).items
    const roleId = (name: string) =>
      must(roles.find((role) => role.name === name)?.id, `there is a role ${name}`)
    expect(roles.find(({ name }) => name === 'Auditor')?.permissions).toContain('organization.read')
    expect(roles.find(({ name }) => name === 'Auditor')?.permissions).not.toContain(
      'organization.change',
    )

    // An administrator manages colleagues, but neither makes nor unmakes owners.
    const administrator = await join(house, owner, 'baraka@example.co.ke', roleId('Administrator'))
    expect((await administrator.call(staff.whoAmI, {})).standing).toBe('enrolling')
    await enrol(house, administrator)
    const people = (await administrator.call(staff.listMembers, { sort: 'name' })).items
    expect(people.map(({ email }) => email)).toEqual([
      'amina@example.co.ke',
      'baraka@example.co.ke',
    ])
    const ownerId = must(people[0], 'the owner').id
    const administratorId = must(people[1], 'the administrator').id
    // Although this administrator holds each single permission that there is today.
    const everything = roles.find(({ name }) => name === 'Owner')?.permissions ?? []
    const allHands = await owner.call(staff.createRole, {
      name: 'All hands',
      permissions: everything,
      requiresMfa: false,
    })
    await owner.call(staff.setMemberRoles, {
      memberId: administratorId,
      roles: [{ roleId: roleId('Administrator') }, { roleId: allHands.id }],
    })
    const mine = (await administrator.call(staff.whoAmI, {})).permissions
    expect(everything.filter((permission) => !mine.includes(permission))).toEqual([])
    const asOwner = [{ roleId: roleId('Owner'), siteIds: null, until: null }]
    const friend = { name: 'Friend', email: 'friend@example.co.ke', language: 'en' } as const
    for (const refused of [
      await administrator.refused(staff.disableMember, { memberId: ownerId, reason: 'coup' }),
      await administrator.refused(staff.resetMemberFactors, { memberId: ownerId, reason: 'coup' }),
      await administrator.refused(staff.setMemberRoles, {
        memberId: administratorId,
        roles: asOwner,
      }),
      await administrator.refused(staff.inviteMember, { ...friend, roles: asOwner }),
    ])
      expect(refused).toMatchObject({ status: 403, code: 'staff.owners_only' })
    const named = await owner.call(staff.createRole, {
      name: 'Night shift',
      permissions: ['organization.read', 'staff.read', 'staff.roles', 'staff.api-keys'],
      requiresMfa: false,
    })
    expect(
      await owner.refused(staff.createRole, { name: 'night SHIFT', permissions: [] }),
    ).toMatchObject({ status: 409 })
    expect(
      await owner.refused(staff.createRole, { name: 'Odd', permissions: ['moon.land'] }),
    ).toMatchObject({ status: 422, code: 'staff.unknown_permission' })

    const night = await join(house, owner, 'cheptoo@example.co.ke', named.id)
    expect(
      await night.refused(staff.createRole, { name: 'Mine', permissions: ['organization.change'] }),
    ).toMatchObject({ status: 403, code: 'staff.not_yours_to_give' })
    expect(
      await night.refused(staff.changeRole, {
        roleId: named.id,
        permissions: [...named.permissions, 'staff.manage'],
      }),
    ).toMatchObject({ status: 403, code: 'staff.not_yours_to_give' })

    // A key does what it was given and its maker still may; never anything that asks for a fresh proof.
    const { key, apiKey } = await night.call(staff.makeApiKey, {
      name: 'Report',
      permissions: ['organization.read', 'staff.read', 'staff.roles'],
    })
    expect(apiKey.hint).toBe(key.slice(0, 9))
    expect(
      await night.refused(staff.makeApiKey, { name: 'More', permissions: ['staff.manage'] }),
    ).toMatchObject({ code: 'staff.not_yours_to_give' })
    const robot = house.browser()
    const bearer = { authorization: `Bearer ${key}` }
    expect((await robot.send(readOrganization, {}, bearer)).status).toBe(200)
    expect((await robot.send(staff.listMembers, {}, bearer)).status).toBe(200)
    expect((await robot.send(staff.listMySessions, {}, bearer)).status).toBe(403)
    expect(
      (await robot.send(staff.createRole, { name: 'By robot', permissions: [] }, bearer)).status,
    ).toBe(403)
    await owner.call(staff.changeRole, {
      roleId: named.id,
      permissions: ['organization.read', 'staff.api-keys'],
    })
    expect((await robot.send(staff.listMembers, {}, bearer)).status).toBe(403)
    expect(await night.refused(staff.listMembers, {})).toMatchObject({ status: 403 })
    expect((await robot.send(readOrganization, {}, bearer)).status).toBe(200)
    await night.call(staff.revokeApiKey, { apiKeyId: apiKey.id })
    expect((await robot.send(readOrganization, {}, bearer)).status).toBe(401)

    // A role for a while: over when it is over.
    const nightId = (await night.call(staff.whoAmI, {})).id
    await owner.call(staff.setMemberRoles, {
      memberId: nightId,
      roles: [
        { roleId: named.id },
        { roleId: roleId('Support'), until: house.clock.now().add({ minutes: 5 }).toString() },
      ],
    })
    expect((await night.call(staff.whoAmI, {})).roles).toHaveLength(2)
    house.clock.passes('PT5M')
    expect((await night.call(staff.whoAmI, {})).roles).toHaveLength(1)

    // The last owner stays; of two, one may go.
    expect(
      await owner.refused(staff.setMemberRoles, {
        memberId: ownerId,
        roles: [{ roleId: roleId('Auditor') }],
      }),
    ).toMatchObject({ status: 409, code: 'staff.last_owner' })
    expect(
      await owner.refused(staff.disableMember, { memberId: ownerId, reason: 'Tired' }),
    ).toMatchObject({ code: 'staff.not_oneself' })
    await owner.call(staff.disableMember, { memberId: nightId, reason: 'Left the company' })
    expect(await night.refused(staff.whoAmI, {})).toMatchObject({ status: 401 })
    expect(
      await night.refused(staff.signIn, { email: 'cheptoo@example.co.ke', password: PASSWORD }),
    ).toMatchObject({ code: 'staff.wrong_sign_in' })
    await owner.call(staff.setMemberRoles, {
      memberId: administratorId,
      roles: [{ roleId: roleId('Owner') }],
    })
    await owner.call(staff.setMemberRoles, {
      memberId: ownerId,
      roles: [{ roleId: roleId('Auditor') }],
    })

    // Used now and then, a session goes on, but not past twelve hours; left alone, it ends after thirty minutes.
    await administrator.call(readOrganization, {})
    const begun = house.clock.now()
    let last = 200
    while (last === 200) {
      house.clock.passes('PT20M')
      last = (await administrator.send(readOrganization, {})).status
      // What was noted beside the request is committed before the clock moves on.
      if (last === 200)
        await expect.poll(() => isNoted(house, administrator), { timeout: 5_000 }).toBe(true)
    }
    const hours = begun.until(house.clock.now()).total('hours')
    expect(hours).toBeGreaterThan(11)
    expect(hours).toBeLessThanOrEqual(12)
    expect(await owner.refused(readOrganization, {})).toMatchObject({ status: 401 })
  },
)

/** Whether the last call has been noted, so that the session's idle time begins anew. */
async function isNoted(house: House, browser: Browser): Promise<boolean> {
  const { idleEndsAt, endsAt } = await browser.call(staff.whoAmI, {})
  return idleEndsAt === endsAt || idleEndsAt === house.clock.now().add({ minutes: 30 }).toString()
}

async function enrol(house: House, browser: Browser): Promise<void> {
  const { secret } = await browser.call(staff.startTotp, {})
  await browser.call(staff.confirmTotp, { code: await totpCode(secret, house.clock.now()) })
}

async function join(house: House, inviter: Browser, email: string, roleId: string) {
  await inviter.call(staff.inviteMember, { name: `Somebody ${email}`, email, roles: [{ roleId }] })
  const { text } = await house.letterTo(email, /invited/)
  const token = must(/invitation#(\S+)/.exec(text)?.[1], 'the letter has a link')
  const browser = house.browser()
  const name = `Somebody ${email}`
  await browser.call(staff.acceptInvitation, { token, name, password: PASSWORD })
  return browser
}
