import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { readOrganization } from '#modules/organization/contract.ts'
import * as staff from '#modules/staff/contract.ts'
import { totpCode } from '#platform/totp.ts'
import { ANDROID } from './testing/browser.ts'
import { searchTables } from './plain-text-search.ts'
import { openHouse } from './testing/house.ts'

const OWNER = {
  name: 'Njeri Planted-Name',
  email: 'njeri.planted@example.co.ke',
  password: 'samaki wawili baharini leo',
}
const WRONG = 'not the right password'

test(
  'a guesser is slowed and seen, the member is not locked out, and a forgotten password comes back by e-mail',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const desk = house.browser()
    await desk.call(staff.setUpOwner, { ...OWNER, code: must(house.setUpCode, 'it was printed') })
    const { secret } = await desk.call(staff.startTotp, {})
    await desk.call(staff.confirmTotp, { code: await totpCode(secret, house.clock.now()) })
    const { email, password } = OWNER

    // Somebody else guesses. Known and unknown addresses get the same words and the same delays.
    const guesser = house.browser(ANDROID)
    const said = await guesser.refused(staff.signIn, { email, password: WRONG })
    const saidOfNobody = await guesser.refused(staff.signIn, {
      email: 'nobody@example.co.ke',
      password: WRONG,
    })
    expect({ ...said, instance: '' }).toEqual({ ...saidOfNobody, instance: '' })
    for (let i = 0; i < 4; i++) await guesser.refused(staff.signIn, { email, password: WRONG })
    for (let i = 0; i < 4; i++)
      await guesser.refused(staff.signIn, { email: 'nobody@example.co.ke', password: WRONG })
    // Even the right password is not looked at any more, so it cannot be told from a wrong one.
    const slowed = await guesser.refused(staff.signIn, { email, password })
    expect(slowed).toMatchObject({ status: 429, code: 'staff.too_many_tries' })
    const slowedForNobody = await guesser.refused(staff.signIn, {
      email: 'nobody@example.co.ke',
      password,
    })
    expect(slowedForNobody).toMatchObject({ status: 429, facts: slowed.facts })

    // The member is told, signs in from their own browser all the same, and sees who tried.
    const warning = await house.letterTo(email, /guessing your password/)
    expect(warning.text).toContain('5 wrong tries')
    await desk.call(staff.signOut, {})
    await desk.call(staff.signIn, { email, password })
    house.clock.passes('PT31S')
    await desk.call(staff.giveSecondFactor, {
      factor: 'totp',
      code: await totpCode(secret, house.clock.now()),
    })
    const attempts = await desk.call(staff.listSignInAttempts, { outcome: ['wrong', 'delayed'] })
    expect(attempts.items.filter(({ memberName }) => memberName === OWNER.name)).toHaveLength(6)
    expect(attempts.items.filter(({ memberId }) => memberId === null)).toHaveLength(6)

    // A forgotten password: same answer for everybody, a code by e-mail, the second factor stays.
    const forgetful = house.browser(ANDROID)
    const asked = await forgetful.call(staff.askPasswordReset, { email })
    expect(await forgetful.call(staff.askPasswordReset, { email: 'nobody@example.co.ke' })).toEqual(
      asked,
    )
    const code = await house.codeFor(email, /choosing a new password/)
    house.clock.passes('PT6M')
    const next = 'mvua ya masika inakuja'
    expect(
      await forgetful.refused(staff.resetPassword, { email, code: '00000000', password: next }),
    ).toMatchObject({ status: 410, code: 'staff.code_gone' })
    house.clock.passes('PT1M')
    await forgetful.call(staff.resetPassword, { email, code, password: next })
    expect(await desk.refused(readOrganization, {})).toMatchObject({ status: 401 })
    house.clock.passes('PT1M')
    expect(
      await forgetful.refused(staff.resetPassword, { email, code, password: next }),
    ).toMatchObject({ status: 410 })
    expect(await desk.call(staff.signIn, { email, password: next })).toMatchObject({
      step: 'second-factor',
    })

    // Five wrong codes end the sign-in, and starting over with the password does not buy five more at once.
    for (let i = 0; i < 4; i++)
      expect(
        await desk.refused(staff.giveSecondFactor, { factor: 'totp', code: '000000' }),
      ).toMatchObject({ code: 'staff.wrong_code', facts: { left: 4 - i } })
    expect(
      await desk.refused(staff.giveSecondFactor, { factor: 'totp', code: '000000' }),
    ).toMatchObject({ status: 410, code: 'staff.sign_in_gone' })
    expect(await desk.refused(staff.signIn, { email, password: next })).toMatchObject({
      status: 429,
    })

    // A stolen dump holds none of it.
    const [session = '', device = ''] = ['kasi', 'kasi-device'].map((name) =>
      desk.cookies.get(name),
    )
    const planted = { name: OWNER.name, email, secret, password, next, session, device, code }
    expect((await searchTables(house.url, planted)).leaks).toEqual([])
  },
)
