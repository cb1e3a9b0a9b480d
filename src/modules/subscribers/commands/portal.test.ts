import { expect, test } from 'vitest'
import { nobody, type Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aGateway, codesTo } from '#modules/messaging/testing.ts'
import { actingAs, testTx, type TestTx } from '#platform/testing.ts'
import { meNow, recognizeSubscriber } from '../queries/portal.ts'
import { valueBlindOf } from '../queries/sealed.ts'
import { endPortalSessions } from '../store/portal.ts'
import { aSubscriber } from '../testing.ts'
import { changeMyLanguage } from './change-my-language.ts'
import { choosePerson } from './choose-person.ts'
import { sendSignInCode } from './send-sign-in-code.ts'
import { setMyPassword } from './set-my-password.ts'
import { signInWithCode } from './sign-in-with-code.ts'
import { signInWithPassword } from './sign-in-with-password.ts'

const PHONE = '+254722111222'
const device = 'Chrome on Android'
const reachedAt = (value: string) => [
  { channel: 'phone' as const, purpose: 'main' as const, value, name: null },
]
const later = (tx: TestTx, time: Temporal.DurationLike): TestTx => ({
  ...tx,
  now: tx.now.add(time),
})

const portalTx = (work: (tx: TestTx) => Promise<void>) =>
  testTx(async (tx) => {
    await aGateway(tx)
    await work(tx)
  })

async function codeFor(tx: TestTx): Promise<string> {
  await sendSignInCode(tx, valueBlindOf(tx.vault, PHONE))
  return (await codesTo(tx, PHONE)).at(-1) ?? ''
}

async function signedIn(tx: TestTx): Promise<{ as: TestTx; token: string; actor: Actor }> {
  const token = await signInWithCode(tx, { to: PHONE, code: await codeFor(tx), device })
  if (token instanceof Refusal) throw token
  const { actor } = await recognizeSubscriber(tx, token)
  return { as: actingAs(tx, actor), token, actor }
}

test('a code on the phone opens the portal once, within five minutes and five tries', async () => {
  await portalTx(async (tx) => {
    const subscriberId = await aSubscriber(tx, { contacts: reachedAt(PHONE) })
    const code = await codeFor(tx)
    expect(code).toMatch(/^\d{6}$/)
    const wrong = code === '000000' ? '000001' : '000000'
    expect(await signInWithCode(tx, { to: PHONE, code: wrong, device })).toBeInstanceOf(Refusal)
    const token = await signInWithCode(tx, { to: PHONE, code, device })
    if (token instanceof Refusal) throw token
    expect((await recognizeSubscriber(tx, token)).actor).toMatchObject({ id: subscriberId })
    // Used up.
    expect(await signInWithCode(tx, { to: PHONE, code, device })).toBeInstanceOf(Refusal)

    const tired = await codeFor(later(tx, { minutes: 1 }))
    for (let n = 0; n < 5; n++) await signInWithCode(tx, { to: PHONE, code: wrong, device })
    expect(await signInWithCode(tx, { to: PHONE, code: tired, device })).toBeInstanceOf(Refusal)

    const old = await codeFor(later(tx, { minutes: 2 }))
    const tooLate = later(tx, { minutes: 8 })
    expect(await signInWithCode(tooLate, { to: PHONE, code: old, device })).toBeInstanceOf(Refusal)
  })
})

test('a code that a later one replaced does not count again once that is used up', async () => {
  await portalTx(async (tx) => {
    await aSubscriber(tx, { contacts: reachedAt(PHONE) })
    const early = await codeFor(tx)
    const soon = later(tx, { minutes: 1 })
    const late = await codeFor(soon)
    expect(await signInWithCode(soon, { to: PHONE, code: late, device })).toEqual(
      expect.any(String),
    )
    expect(await signInWithCode(soon, { to: PHONE, code: early, device })).toBeInstanceOf(Refusal)
  })
})

test('nobody is written to where nobody is reached, and pressing twice writes once', async () => {
  await portalTx(async (tx) => {
    await sendSignInCode(tx, valueBlindOf(tx.vault, PHONE))
    expect(await codesTo(tx, PHONE)).toEqual([])
    await aSubscriber(tx, { contacts: reachedAt(PHONE) })
    await codeFor(tx)
    await codeFor(tx)
    expect(await codesTo(tx, PHONE)).toHaveLength(1)
  })
})

test('a session ends by its end, by a month of silence, and by signing out everywhere', async () => {
  await portalTx(async (tx) => {
    await aSubscriber(tx, { contacts: reachedAt(PHONE) })
    const { token } = await signedIn(tx)
    const isIn = async (at: TestTx) => (await recognizeSubscriber(at, token)).actor !== nobody
    expect(await isIn(later(tx, { hours: 29 * 24 }))).toBe(true)
    expect(await isIn(later(tx, { hours: 31 * 24 }))).toBe(false)
    await endPortalSessions(tx, { valueBlind: valueBlindOf(tx.vault, PHONE) })
    expect(await isIn(tx)).toBe(false)
    expect((await recognizeSubscriber(tx, 'made-up')).actor).toBe(nobody)
  })
})

test('one phone looks after a family and the branches of a company, and after nobody else', async () => {
  await portalTx(async (tx) => {
    const company = await aSubscriber(tx, {
      ...{ kind: 'company', name: 'Duka Ltd', contacts: reachedAt(PHONE) },
    })
    const branch = await aSubscriber(tx, { name: 'Duka Thika', parentId: company, contacts: [] })
    const child = await aSubscriber(tx, { name: 'Achieng', contacts: reachedAt(PHONE) })
    const stranger = await aSubscriber(tx)
    const { as } = await signedIn(tx)
    const { people } = await meNow(as)
    expect(people.map(({ id }) => id).toSorted()).toEqual([branch, child, company].toSorted())
    await choosePerson(as, branch)
    expect(await meNow(as, branch)).toMatchObject({ name: 'Duka Thika' })
    await expect(choosePerson(as, stranger)).rejects.toThrow()
    await expect(choosePerson(as, newId(tx.now))).rejects.toThrow()
  })
})

test('whoever signs in is shown whose phone it is first, not one of many who stand below', async () => {
  await portalTx(async (tx) => {
    const contacts = reachedAt(PHONE)
    const company = await aSubscriber(tx, { kind: 'company', name: 'Duka Ltd', contacts })
    for (let branch = 0; branch < 8; branch++)
      await aSubscriber(tx, { name: `Duka ${branch}`, parentId: company, contacts: [] })
    const { as, actor } = await signedIn(tx)
    expect(actor).toMatchObject({ id: company })
    expect((await meNow(as)).people[0]).toMatchObject({ name: 'Duka Ltd' })
  })
})

test('a password is chosen, not a common one, and ten wrong ones in a row make it wait', async () => {
  await portalTx(async (tx) => {
    await aSubscriber(tx, { contacts: reachedAt(PHONE) })
    const { as } = await signedIn(tx)
    await expect(setMyPassword(as, 'password123')).rejects.toThrow('Many people')
    const password = 'mango under the acacia'
    await setMyPassword(as, password)
    expect(await meNow(as)).toMatchObject({ hasPassword: true })
    const tryIt = (given: string, at: TestTx = tx) =>
      signInWithPassword(at, { to: PHONE, password: given, device })
    expect(typeof (await tryIt(password))).toBe('string')
    expect(await tryIt('not this one')).toBeInstanceOf(Refusal)
    for (let n = 0; n < 9; n++) await tryIt('not this one')
    expect(await tryIt(password)).toBeInstanceOf(Refusal)
    expect(typeof (await tryIt(password, later(tx, { minutes: 16 })))).toBe('string')
    const nobodys = { to: '+254700999888', password, device }
    expect(await signInWithPassword(tx, nobodys)).toBeInstanceOf(Refusal)
  })
})

test('somebody chooses the language in which they are written to', async () => {
  await portalTx(async (tx) => {
    await aSubscriber(tx, { contacts: reachedAt(PHONE) })
    const { as } = await signedIn(tx)
    await changeMyLanguage(as, 'sw')
    expect(await meNow(as)).toMatchObject({ language: 'sw' })
  })
})
