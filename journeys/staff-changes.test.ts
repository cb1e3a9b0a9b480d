import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { openSite, readOrganization } from '#modules/organization/contract.ts'
import * as staff from '#modules/staff/contract.ts'
import { totpCode } from '#platform/totp.ts'
import { ANDROID, type Browser } from './testing/browser.ts'
import { openHouse } from './testing/house.ts'

const PASSWORD = 'nyati wanne kando ya mto'
const OWNER = { name: 'Amina Otieno', email: 'amina@example.co.ke', password: PASSWORD }
type House = Awaited<ReturnType<typeof openHouse>>

test(
  'an invitation is sent again, taken back, and void without its inviter',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const owner = await ownerOf(house)
    const roleId = await rolesByName(owner)
    // An invitation is sent again, taken back, and grows old.
    const invited = await owner.call(staff.inviteMember, {
      name: 'Kiprono',
      email: 'kiprono@example.co.ke',
      roles: [{ roleId: roleId('Support') }],
    })
    expect(await inviteAgain(owner, 'KIPRONO@example.co.ke', roleId('Support'))).toMatchObject({
      status: 409,
      code: 'staff.email_taken',
    })
    const first = await tokenFor(house, 'kiprono@example.co.ke')
    const soon = await owner.refused(staff.resendInvitation, { invitationId: invited.id })
    expect(soon.code).toBe('staff.too_many_mails')
    house.clock.passes('PT1M')
    await owner.call(staff.resendInvitation, { invitationId: invited.id })
    await expect.poll(() => tokenFor(house, 'kiprono@example.co.ke')).not.toBe(first)
    const second = await tokenFor(house, 'kiprono@example.co.ke')
    const guest = house.browser()
    const gone = { status: 410, code: 'staff.invitation_gone' }
    expect(await guest.refused(staff.lookAtInvitation, { token: first })).toMatchObject(gone)
    await guest.call(staff.lookAtInvitation, { token: second })
    await owner.call(staff.revokeInvitation, { invitationId: invited.id })
    expect(await guest.refused(staff.lookAtInvitation, { token: second })).toMatchObject(gone)

    // What an inviter no longer may give is not given in their name.
    const deputy = await join(house, owner, 'baraka@example.co.ke', roleId('Administrator'))
    await enrol(house, deputy)
    await deputy.call(staff.inviteMember, {
      name: 'Friend',
      email: 'friend@example.co.ke',
      roles: [{ roleId: roleId('Support') }],
    })
    const friend = await tokenFor(house, 'friend@example.co.ke')
    const deputyId = (await deputy.call(staff.whoAmI, {})).id
    await owner.call(staff.disableMember, { memberId: deputyId, reason: 'Investigation' })
    const accepting = { token: friend, name: 'Friend', password: PASSWORD }
    expect(await guest.refused(staff.acceptInvitation, accepting)).toMatchObject(gone)
    await owner.call(staff.enableMember, { memberId: deputyId })
    await guest.call(staff.acceptInvitation, accepting)
  },
)

test('a new address counts once its code came back', { timeout: 60_000 }, async () => {
  await using house = await openHouse()
  const owner = await ownerOf(house)
  const roleId = await rolesByName(owner)
  const guest = await join(house, owner, 'friend@example.co.ke', roleId('Support'))
  // A new address counts once its code came back; the old one is told.
  house.clock.passes('PT11M')
  expect(await guest.refused(staff.changeEmail, { email: 'new@example.co.ke' })).toMatchObject({
    status: 403,
  })
  await guest.call(staff.proveIdentity, { password: PASSWORD })
  expect(await guest.refused(staff.changeEmail, { email: OWNER.email })).toMatchObject({
    code: 'staff.email_taken',
  })
  await guest.call(staff.changeEmail, { email: 'new@example.co.ke' })
  const code = await house.codeFor('new@example.co.ke', /confirming this address/)
  for (let left = 4; left >= 0; left--)
    expect(await guest.refused(staff.confirmEmail, { code: '000000' })).toMatchObject({
      code: 'staff.wrong_code',
      facts: { left },
    })
  // Five wrong codes used the right one up.
  expect(await guest.refused(staff.confirmEmail, { code })).toMatchObject({ status: 410 })
  house.clock.passes('PT1M')
  await guest.call(staff.changeEmail, { email: 'new@example.co.ke' })
  await expect
    .poll(() => house.codeFor('new@example.co.ke', /confirming this address/))
    .not.toBe(code)
  const next = await house.codeFor('new@example.co.ke', /confirming this address/)
  expect((await guest.call(staff.confirmEmail, { code: next })).email).toBe('new@example.co.ke')
  await house.letterTo('friend@example.co.ke', /address was changed/)
})

test(
  'a mailed code grows old; a new password ends the other sessions',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const owner = await ownerOf(house)
    const roleId = await rolesByName(owner)
    const guest = await join(house, owner, 'new@example.co.ke', roleId('Support'))
    // A mailed code grows old.
    await guest.call(staff.signOut, {})
    const login = { email: 'new@example.co.ke', password: PASSWORD }
    await guest.call(staff.signIn, login)
    await guest.call(staff.sendEmailCode, {})
    const late = await house.codeFor('new@example.co.ke', /sign-in code/)
    house.clock.passes('PT10M')
    const tooLate = { factor: 'email-code', code: late } as const
    expect(await guest.refused(staff.giveSecondFactor, tooLate)).toMatchObject({ status: 410 })
    await guest.call(staff.signIn, login)
    await guest.call(staff.sendEmailCode, {})
    await expect.poll(() => house.codeFor('new@example.co.ke', /sign-in code/)).not.toBe(late)
    const used = await house.codeFor('new@example.co.ke', /sign-in code/)
    await guest.call(staff.giveSecondFactor, { factor: 'email-code', code: used })

    // A new password takes the old one and ends the other sessions.
    const phone = house.browser(ANDROID)
    await phone.call(staff.signIn, login)
    house.clock.passes('PT1M')
    await phone.call(staff.sendEmailCode, {})
    await expect.poll(() => house.codeFor('new@example.co.ke', /sign-in code/)).not.toBe(used)
    await phone.call(staff.giveSecondFactor, {
      factor: 'email-code',
      code: await house.codeFor('new@example.co.ke', /sign-in code/),
    })
    expect((await phone.call(staff.listMySessions, {})).items).toHaveLength(2)
    const strange = { current: 'not it at all', password: 'kobe mzee hana haraka' }
    expect(await guest.refused(staff.changePassword, strange)).toMatchObject({
      status: 422,
      issues: [{ path: 'current' }],
    })
    const weak = { current: PASSWORD, password: 'friend2026' }
    expect(await guest.refused(staff.changePassword, weak)).toMatchObject({
      code: 'staff.weak_password',
    })
    await guest.call(staff.changePassword, { ...strange, current: PASSWORD })
    expect(await phone.refused(staff.whoAmI, {})).toMatchObject({ status: 401 })
    expect((await guest.call(staff.listMySessions, {})).items).toHaveLength(1)
  },
)

test('a lost phone leads to enrolment and no further', { timeout: 60_000 }, async () => {
  await using house = await openHouse()
  const owner = await ownerOf(house)
  const roleId = await rolesByName(owner)
  const deputy = await join(house, owner, 'baraka@example.co.ke', roleId('Administrator'))
  await enrol(house, deputy)
  const deputyId = (await deputy.call(staff.whoAmI, {})).id
  // A lost phone: a colleague resets the factors; password and mailed code lead to enrolment and no further.
  await owner.call(staff.resetMemberFactors, {
    memberId: deputyId,
    reason: 'Lost phone, met her',
  })
  await house.letterTo('baraka@example.co.ke', /second factors were removed/)
  const lost = { email: 'baraka@example.co.ke', password: PASSWORD }
  expect(await deputy.call(staff.signIn, lost)).toMatchObject({ factors: ['email-code'] })
  await deputy.call(staff.sendEmailCode, {})
  const mailed = await house.codeFor(lost.email, /sign-in code/)
  expect(
    await deputy.call(staff.giveSecondFactor, { factor: 'email-code', code: mailed }),
  ).toMatchObject({ standing: 'enrolling' })
  expect(await deputy.refused(readOrganization, {})).toMatchObject({ status: 403 })
  await enrol(house, deputy)
  await deputy.call(readOrganization, {})
})

test(
  'whoever works at one site sees the colleagues there and gives nothing elsewhere',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const owner = await ownerOf(house)
    // Whoever works at one site sees the colleagues of that site, and cannot give roles elsewhere.
    const karen = await owner.call(openSite, {
      ...{ name: 'Karen', code: 'KRN', kind: 'tower', county: 'Nairobi' },
      ...{ town: null, address: null, at: null, contact: null, notes: '' },
    })
    const chief = await owner.call(staff.createRole, {
      name: 'Site chief',
      permissions: ['staff.read', 'staff.invite', 'organization.read'],
      requiresMfa: false,
    })
    const nowhere = { roleId: chief.id, siteIds: ['01999999-0000-7000-8000-000000000000'] }
    const inviting = { name: 'Chief', email: 'chief@example.co.ke' }
    expect(
      await owner.refused(staff.inviteMember, { ...inviting, roles: [nowhere] }),
    ).toMatchObject({
      code: 'staff.no_such_site',
    })
    await owner.call(staff.inviteMember, {
      ...inviting,
      roles: [{ roleId: chief.id, siteIds: [karen.id] }],
    })
    const local = house.browser()
    const token = await tokenFor(house, inviting.email)
    await local.call(staff.acceptInvitation, { token, name: 'Chief', password: PASSWORD })
    expect((await local.call(staff.whoAmI, {})).sites).toEqual([karen.id])
    const atKaren = { roleId: chief.id, siteIds: [karen.id] }
    await local.call(staff.inviteMember, {
      ...{ name: 'Aide', email: 'aide@example.co.ke' },
      roles: [atKaren],
    })
    expect(
      await local.refused(staff.inviteMember, {
        ...{ name: 'Everywhere', email: 'everywhere@example.co.ke' },
        roles: [{ roleId: chief.id }],
      }),
    ).toMatchObject({ code: 'staff.not_yours_to_give' })

    // Somebody at another site is nobody to them: not listed, not shown, their session not to be ended.
    const ruiru = await owner.call(openSite, {
      ...{ name: 'Ruiru', code: 'RUI', kind: 'tower', county: 'Kiambu' },
      ...{ town: null, address: null, at: null, contact: null, notes: '' },
    })
    await owner.call(staff.changeRole, {
      roleId: chief.id,
      permissions: [...chief.permissions, 'staff.sessions'],
    })
    await owner.call(staff.inviteMember, {
      ...{ name: 'Far', email: 'far@example.co.ke' },
      roles: [{ roleId: chief.id, siteIds: [ruiru.id] }],
    })
    expect((await local.call(staff.listInvitations, {})).items.map(({ name }) => name)).toEqual([
      'Aide',
    ])
    const far = house.browser()
    const farToken = await tokenFor(house, 'far@example.co.ke')
    await far.call(staff.acceptInvitation, { token: farToken, name: 'Far', password: PASSWORD })
    const { id: farId } = await far.call(staff.whoAmI, {})
    const seen = (await local.call(staff.listMembers, {})).items.map(({ name }) => name)
    expect(seen).toEqual(['Amina Otieno', 'Chief'])
    expect(await local.refused(staff.getMember, { memberId: farId })).toMatchObject({ status: 404 })
    const [farSession] = (await far.call(staff.listMySessions, {})).items
    const sessionId = must(farSession, 'it is open').id
    expect(await local.refused(staff.endSession, { sessionId })).toMatchObject({ status: 404 })
    // The owner works everywhere, but stands above them.
    const aide = house.browser()
    const aideToken = await tokenFor(house, 'aide@example.co.ke')
    await aide.call(staff.acceptInvitation, { token: aideToken, name: 'Aide', password: PASSWORD })
    const { ended } = await local.call(staff.endAllSessions, {})
    expect(ended).toBe(1)
    await far.call(staff.whoAmI, {})
    await owner.call(staff.whoAmI, {})
    expect(await aide.refused(staff.whoAmI, {})).toMatchObject({ status: 401 })
  },
)

async function ownerOf(house: House): Promise<Browser> {
  const owner = house.browser()
  await owner.call(staff.setUpOwner, { ...OWNER, code: must(house.setUpCode, 'it was printed') })
  await enrol(house, owner)
  return owner
}
async function inviteAgain(browser: Browser, email: string, roleId: string) {
  return browser.refused(staff.inviteMember, { name: 'Twice', email, roles: [{ roleId }] })
}

async function enrol(house: House, browser: Browser): Promise<void> {
  const { secret } = await browser.call(staff.startTotp, {})
  await browser.call(staff.confirmTotp, { code: await totpCode(secret, house.clock.now()) })
}

async function rolesByName(browser: Browser) {
  const { items } = await browser.call(staff.listRoles, {})
  return (name: string) =>
    must(items.find((role) => role.name === name)?.id, `there is a role ${name}`)
}

async function tokenFor(house: House, email: string): Promise<string> {
  const { text } = await house.letterTo(email, /invited/)
  return must(/invitation#(\S+)/.exec(text)?.[1], 'the letter has a link')
}

async function join(house: House, inviter: Browser, email: string, roleId: string) {
  const name = `Somebody ${email}`
  await inviter.call(staff.inviteMember, { name, email, roles: [{ roleId }] })
  const token = await tokenFor(house, email)
  const browser = house.browser()
  await browser.call(staff.acceptInvitation, { token, name, password: PASSWORD })
  return browser
}
