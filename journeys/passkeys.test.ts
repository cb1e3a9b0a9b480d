import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { readOrganization } from '#modules/organization/contract.ts'
import { passkeyOrigin } from '#platform/webauthn.ts'
import * as staff from '#modules/staff/contract.ts'
import { openHouse } from './testing/house.ts'
import { Passkey } from './testing/passkey.ts'

const OWNER = {
  name: 'Wanjiru Kamau',
  email: 'wanjiru@example.co.ke',
  password: 'twiga hula majani ya juu',
}

test(
  'a passkey signs in alone; copied answers, other sites and unverified touches do not',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse()
    const desk = house.browser()
    await desk.call(staff.setUpOwner, { ...OWNER, code: must(house.setUpCode, 'it was printed') })

    // Enrolled as the owner's only factor; the session becomes whole.
    const phone = new Passkey(passkeyOrigin(house.address))
    const offer = await desk.call(staff.startPasskey, {})
    const made = phone.create(offer.options)
    const added = await desk.call(staff.addPasskey, { name: 'My phone', response: made })
    expect(added.passkey).toMatchObject({ name: 'My phone', synced: false })
    const recovery = must(added.recoveryCodes, 'the first factor brings recovery codes')
    expect((await desk.call(staff.whoAmI, {})).standing).toBe('whole')
    const twice = await desk.refused(staff.addPasskey, { name: 'Again', response: made })
    expect(twice.code).toBe('staff.wrong_passkey')
    const last = await desk.refused(staff.removePasskey, { passkeyId: added.passkey.id })
    expect(last.code).toBe('staff.last_factor')
    await desk.call(staff.signOut, {})

    // Alone, without an e-mail address.
    const challenge = await desk.call(staff.startPasskeySignIn, {})
    const answer = phone.get(challenge.options)
    expect(await desk.call(staff.signInWithPasskey, { response: answer })).toEqual({
      step: 'done',
      standing: 'whole',
    })
    await desk.call(readOrganization, {})

    // The same answer a second time, from another browser and even with a challenge of its own.
    const thief = house.browser()
    expect(await thief.refused(staff.signInWithPasskey, { response: answer })).toMatchObject({
      code: 'staff.sign_in_gone',
    })
    await thief.call(staff.startPasskeySignIn, {})
    expect(await thief.refused(staff.signInWithPasskey, { response: answer })).toMatchObject({
      status: 401,
      code: 'staff.wrong_passkey',
    })

    // Asked by a page that looks like ours, the phone signs for that page; and a touch is not a fingerprint.
    const { options } = await thief.call(staff.startPasskeySignIn, {})
    expect(
      await thief.refused(staff.signInWithPasskey, {
        response: phone.get(options, { at: new URL('https://kasi.example.org') }),
      }),
    ).toMatchObject({ code: 'staff.wrong_passkey' })
    const fresh = await thief.call(staff.startPasskeySignIn, {})
    expect(
      await thief.refused(staff.signInWithPasskey, {
        response: phone.get(fresh.options, { verified: false }),
      }),
    ).toMatchObject({ code: 'staff.wrong_passkey' })

    // After ten minutes something sensitive asks again, and the phone proves it; the password alone is too weak.
    house.clock.passes('PT11M')
    expect(await desk.refused(staff.renewRecoveryCodes, {})).toMatchObject({ status: 403 })
    const tooWeak = await desk.refused(staff.proveIdentity, { password: OWNER.password })
    expect(tooWeak.code).toBe('staff.proof_not_enough')
    const proof = await desk.call(staff.startProofPasskey, {})
    await desk.call(staff.proveIdentity, { passkey: phone.get(proof.options) })
    const renewed = await desk.call(staff.renewRecoveryCodes, {})
    expect(renewed.recoveryCodes).toHaveLength(10)

    // The phone is lost: the password and a recovery code, once, and none of the voided ones.
    const { email, password } = OWNER
    const elsewhereDesk = house.browser()
    expect(await elsewhereDesk.call(staff.signIn, { email, password })).toEqual({
      step: 'second-factor',
      factors: ['passkey', 'recovery-code'],
    })
    const voided = { factor: 'recovery-code', code: must(recovery[0], 'ten were made') } as const
    expect(await elsewhereDesk.refused(staff.giveSecondFactor, voided)).toMatchObject({
      code: 'staff.wrong_code',
    })
    const valid = must(renewed.recoveryCodes[3], 'ten were made').toLowerCase()
    await elsewhereDesk.call(staff.giveSecondFactor, { factor: 'recovery-code', code: valid })
    expect((await elsewhereDesk.call(staff.getFactors, {})).recoveryCodesLeft).toBe(9)
    await house.letterTo(email, /recovery code was used/)
    await house.letterTo(email, /new device/)
    await elsewhereDesk.call(staff.signIn, { email, password })
    expect(
      await elsewhereDesk.refused(staff.giveSecondFactor, { factor: 'recovery-code', code: valid }),
    ).toMatchObject({ code: 'staff.wrong_code' })
  },
)
