import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import * as staff from '#modules/staff/contract.ts'
import { readOrganization } from '#modules/organization/contract.ts'
import { totpCode } from '#platform/totp.ts'
import { ANDROID, type Browser } from './testing/browser.ts'
import { openHouse } from './testing/house.ts'

const OWNER = {
  name: 'Amina Otieno',
  email: 'amina@example.co.ke',
  password: 'tumbili anapanda mnazi',
}
const CASHIER = {
  name: 'Juma Mwangi',
  email: 'juma@example.co.ke',
  password: 'gari la maziwa saa kumi',
}

test(
  'the first owner, an authenticator app, a cashier by invitation, and a session ended from afar',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const desk = house.browser()

    // The first owner, once.
    expect(await desk.call(staff.lookAtSetUp, {})).toEqual({ owed: true })
    const code = must(house.setUpCode, 'a code was printed')
    const wrong = await desk.refused(staff.setUpOwner, { ...OWNER, code: 'AAAA-BBBB' })
    expect(wrong).toMatchObject({ status: 401, code: 'staff.wrong_set_up_code' })
    const weak = await desk.refused(staff.setUpOwner, { ...OWNER, code, password: 'password123' })
    expect(weak).toMatchObject({ status: 422, issues: [{ path: 'password' }] })
    expect(await desk.call(staff.setUpOwner, { ...OWNER, code })).toEqual({
      step: 'done',
      standing: 'enrolling',
    })
    const again = await house.browser().refused(staff.setUpOwner, { ...OWNER, code })
    expect(again).toMatchObject({ status: 410, code: 'staff.set_up_done' })
    expect(await desk.call(staff.lookAtSetUp, {})).toEqual({ owed: false })

    // Nothing opens before a second factor is enrolled.
    expect(await desk.refused(readOrganization, {})).toMatchObject({ status: 403 })
    const { secret, uri } = await desk.call(staff.startTotp, {})
    expect(uri).toContain('otpauth://totp/')
    const before = desk.cookies.get('kasi')
    const enrolled = await desk.call(staff.confirmTotp, {
      code: await totpCode(secret, house.clock.now()),
    })
    expect(enrolled.recoveryCodes).toHaveLength(10)
    expect(desk.cookies.get('kasi')).not.toBe(before)
    await desk.call(readOrganization, {})
    const me = await desk.call(staff.whoAmI, {})
    expect(me.standing).toBe('whole')
    expect(me.permissions).toContain('organization.change')

    // Out, and in again with the app. The code that enrolled it does not open a second time.
    await desk.call(staff.signOut, {})
    expect(await desk.refused(readOrganization, {})).toMatchObject({ status: 401 })
    const { email, password } = OWNER
    expect(await desk.call(staff.signIn, { email, password })).toEqual({
      step: 'second-factor',
      factors: ['totp', 'recovery-code'],
    })
    const used = { factor: 'totp', code: await totpCode(secret, house.clock.now()) } as const
    expect(await desk.refused(staff.giveSecondFactor, used)).toMatchObject({
      status: 401,
      code: 'staff.wrong_code',
    })
    house.clock.passes('PT31S')
    await signInWithTotp(desk, house.clock.now(), secret)

    // A cashier by invitation, let in by the link, later by an e-mailed code.
    const roles = await desk.call(staff.listRoles, {})
    const cashier = must(
      roles.items.find(({ name }) => name === 'Cashier'),
      'Kasi brings cashiers',
    )
    await desk.call(staff.inviteMember, {
      name: CASHIER.name,
      email: CASHIER.email,
      language: 'sw',
      roles: [{ roleId: cashier.id }],
    })
    const invitation = await house.letterTo(CASHIER.email, /umealikwa/)
    const token = must(/invitation#(\S+)/.exec(invitation.text)?.[1], 'the letter has a link')
    const counter = house.browser(ANDROID)
    expect(await counter.call(staff.lookAtInvitation, { token })).toMatchObject({
      email: CASHIER.email,
      invitedBy: OWNER.name,
      roles: ['Cashier'],
    })
    const acceptance = { token, name: CASHIER.name, password: CASHIER.password }
    expect(await counter.call(staff.acceptInvitation, acceptance)).toEqual({
      step: 'done',
      standing: 'whole',
    })
    expect(await house.browser().refused(staff.acceptInvitation, acceptance)).toMatchObject({
      status: 410,
    })
    await counter.call(staff.signOut, {})
    const login = { email: CASHIER.email, password: CASHIER.password }
    expect(await counter.call(staff.signIn, login)).toEqual({
      step: 'second-factor',
      factors: ['email-code'],
    })
    await counter.call(staff.sendEmailCode, {})
    const mailed = await house.codeFor(CASHIER.email, /msimbo wako wa kuingia/i)
    // Bound to the browser that asked: elsewhere the right code opens nothing (ASVS 5.0 V6.6.2).
    expect(
      await house.browser().refused(staff.giveSecondFactor, { factor: 'email-code', code: mailed }),
    ).toMatchObject({ status: 410 })
    await counter.call(staff.giveSecondFactor, { factor: 'email-code', code: mailed })

    // What a cashier may and may not do.
    await counter.call(readOrganization, {})
    expect(await counter.refused(staff.listMembers, {})).toMatchObject({ status: 403 })
    expect(await counter.refused(staff.listSignInAttempts, {})).toMatchObject({ status: 403 })
    expect(await counter.refused(staff.createRole, { name: 'X', permissions: [] })).toMatchObject({
      status: 403,
    })

    // The owner sees the session and ends it; it is over at once.
    const open = await desk.call(staff.listSessions, { q: 'Juma' })
    expect(open.items).toMatchObject([{ memberName: CASHIER.name, device: 'Chrome on Android' }])
    await desk.call(staff.endSession, { sessionId: must(open.items[0], 'it is open').id })
    expect(await counter.refused(readOrganization, {})).toMatchObject({ status: 401 })
  },
)

async function signInWithTotp(browser: Browser, at: Temporal.Instant, secret: string) {
  const step = await browser.call(staff.giveSecondFactor, {
    factor: 'totp',
    code: await totpCode(secret, at),
  })
  expect(step).toEqual({ step: 'done', standing: 'whole' })
}
