import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { ProblemError } from '#kernel/client.ts'
import type { Endpoint, InputOf } from '#kernel/endpoint.ts'
import type { Visitor } from '#main/visitor.ts'
import { changeSetting } from '#modules/organization/contract.ts'
import * as portal from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { passkeyOrigin } from '#platform/webauthn.ts'
import { GOOGLE_CLIENT, GOOGLE_FAULTS, SimGoogle, type GoogleAccount } from '#sim/google.ts'
import { Passkey } from './testing/passkey.ts'
import { World } from './world.ts'

/** Passkeys and Google at the portal: what opens it, what does not, and what is told. */
const AMINA = 'amina@gmail.com'
const origin = { actor: system('test'), name: 'test.prepare' }
const account: GoogleAccount = { email: AMINA, sub: '1084' }

let world: World
let google: SimGoogle
let subscriberId: string
beforeAll(async () => {
  world = await World.open()
  google = new SimGoogle(() => world.clock.now())
  const at = await google.listen()
  const owner = await world.owner()
  const settings = {
    'subscribers.google-client-id': GOOGLE_CLIENT.id,
    'subscribers.google-client-secret': GOOGLE_CLIENT.secret,
    'subscribers.google-simulated-at': at,
  }
  expect(await world.visitor().call(portal.readSignInWays, {})).toEqual({ google: false })
  for (const [key, value] of Object.entries(settings))
    await owner.call(changeSetting, { key, value, version: 0 })
  subscriberId = await world.ground.units.unit(origin, (tx) =>
    aSubscriber(tx, {
      name: 'Amina Otieno',
      contacts: [{ channel: 'email', purpose: 'main', value: AMINA, name: null }],
    }),
  )
}, 60_000)
afterAll(async () => {
  await google.close()
  await world[Symbol.asyncDispose]()
})

async function refused<E extends Endpoint>(visitor: Visitor, endpoint: E, input: InputOf<E>) {
  const answer = await visitor.call(endpoint, input).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(answer instanceof ProblemError)) return { status: 200, code: '' }
  return { status: answer.status, code: answer.problem.code }
}

async function signedInByCode(): Promise<Visitor> {
  const phone = world.visitor()
  world.clock.passes('PT1M')
  await phone.call(portal.askSignInCode, { to: AMINA })
  await world.settle()
  const letters = world.mailbox.letters(AMINA)
  const code = letters.flatMap(({ text }) => /(\d{6}) is your/.exec(text)?.[1] ?? []).at(-1)
  await phone.call(portal.signInWithCode, { to: AMINA, code: must(code, 'a code came') })
  return phone
}

/** Somebody goes to Google, takes an account there and comes back. */
async function comesBack(visitor: Visitor, as: GoogleAccount) {
  const { address } = await visitor.call(portal.beginGoogleSignIn, {})
  const back = new URL(google.choose(address, as)).searchParams
  return { code: back.get('code') ?? '', state: back.get('state') ?? '' }
}

async function byGoogle(visitor: Visitor, as: GoogleAccount) {
  const sent = await comesBack(visitor, as)
  expect(await visitor.call(portal.finishGoogleSignIn, sent)).toEqual({ step: 'waiting' })
  // Pressed twice, or the page asks again before the answer is there.
  expect(await visitor.call(portal.finishGoogleSignIn, sent)).toEqual({ step: 'waiting' })
  await world.settle()
  return sent
}

test('a passkey is added, named, signs in alone, and is told and removed', async () => {
  const phone = await signedInByCode()
  const key = new Passkey(passkeyOrigin(world.ground.origin()))
  const { options } = await phone.call(portal.beginMyPasskey, {})
  const made = { name: 'My phone', response: key.create(options) }
  const { passkeys } = await phone.call(portal.addMyPasskey, made)
  expect(passkeys).toMatchObject([{ name: 'My phone', lastUsedAt: null }])
  expect(await refused(phone, portal.addMyPasskey, made)).toMatchObject({
    code: 'subscribers.passkey_wrong',
  })
  await world.settle()
  expect(world.mailbox.letters(AMINA).at(-1)?.text).toContain('"My phone" now opens')

  const later = world.visitor()
  const challenge = await later.call(portal.beginPasskeySignIn, {})
  const response = key.get(challenge.options)
  await later.call(portal.signInWithMyPasskey, { response })
  expect(await later.call(portal.readMe, {})).toMatchObject({ subscriberId })
  // The answer is good once, here and in the browser of whoever copied it, with or without a challenge of their own.
  expect((await refused(later, portal.signInWithMyPasskey, { response })).status).toBe(410)
  const thief = world.visitor()
  expect((await refused(thief, portal.signInWithMyPasskey, { response })).status).toBe(410)
  const own = await thief.call(portal.beginPasskeySignIn, {})
  expect((await refused(thief, portal.signInWithMyPasskey, { response })).status).toBe(401)
  const unverified = key.get(own.options, { verified: false })
  expect((await refused(thief, portal.signInWithMyPasskey, { response: unverified })).status).toBe(
    410,
  )

  const [mine] = passkeys
  const passkeyId = must(mine, 'it was added').id
  const renamed = await phone.call(portal.renameMyPasskey, { passkeyId, name: 'Blue phone' })
  expect(renamed.passkeys).toMatchObject([{ name: 'Blue phone' }])
  expect(await phone.call(portal.removeMyPasskey, { passkeyId })).toMatchObject({ passkeys: [] })
  expect((await refused(phone, portal.removeMyPasskey, { passkeyId })).status).toBe(404)
  const gone = await later.call(portal.beginPasskeySignIn, {})
  const late = { response: key.get(gone.options) }
  expect((await refused(later, portal.signInWithMyPasskey, late)).status).toBe(401)
})

test('Google signs in whom it vouches for and we know, in the browser that asked, once', async () => {
  const phone = world.visitor()
  const sent = await byGoogle(phone, account)
  // Whoever reads the address over a shoulder has no cookie of that browser, and a state of another try is none.
  expect((await refused(world.visitor(), portal.finishGoogleSignIn, sent)).status).toBe(410)
  const other = world.visitor()
  await comesBack(other, account)
  expect((await refused(other, portal.finishGoogleSignIn, sent)).status).toBe(410)
  expect(await phone.call(portal.finishGoogleSignIn, sent)).toEqual({ step: 'done' })
  expect(await phone.call(portal.readMe, {})).toMatchObject({ subscriberId })
  expect((await refused(phone, portal.finishGoogleSignIn, sent)).status).toBe(410)
  expect(world.mailbox.letters(AMINA).at(-1)?.text).toContain('now opens your')

  const refusedAs = async (as: GoogleAccount) => {
    const visitor = world.visitor()
    const back = await byGoogle(visitor, as)
    return (await refused(visitor, portal.finishGoogleSignIn, back)).code
  }
  expect(await refusedAs({ email: AMINA, sub: '9' })).toBe('subscribers.google_other_account')
  expect(await refusedAs({ email: 'otieno@gmail.com', sub: '2' })).toBe(
    'subscribers.google_unknown',
  )
  expect(await refusedAs({ ...account, email_verified: false })).toBe(
    'subscribers.google_not_vouched',
  )
  for (const fault of GOOGLE_FAULTS) {
    google.upcoming.push(fault)
    expect(await refusedAs(account), fault).toBe('subscribers.google_failed')
  }

  expect((await phone.call(portal.readMyWaysIn, {})).google).not.toBeNull()
  expect(await phone.call(portal.unlinkGoogle, {})).toMatchObject({ google: null })
  expect(await refusedAs({ email: AMINA, sub: '9' })).toBe('')
})

test('an address that is taken off signs out whoever came in by it, and its ways open nothing', async () => {
  const phone = await signedInByCode()
  const key = new Passkey(passkeyOrigin(world.ground.origin()))
  const { options } = await phone.call(portal.beginMyPasskey, {})
  await phone.call(portal.addMyPasskey, { name: 'Phone', response: key.create(options) })
  const owner = await world.owner()
  const { version } = await owner.call(portal.readSubscriber, { subscriberId })
  await owner.call(portal.changeContacts, { subscriberId, version, contacts: [] })
  expect((await refused(phone, portal.readMe, {})).status).toBe(401)
  // The address is another subscriber's from now on.
  await world.ground.units.unit(origin, (tx) =>
    aSubscriber(tx, {
      contacts: [{ channel: 'email', purpose: 'main', value: AMINA, name: null }],
    }),
  )
  const challenge = await phone.call(portal.beginPasskeySignIn, {})
  const late = { response: key.get(challenge.options) }
  expect((await refused(phone, portal.signInWithMyPasskey, late)).status).toBe(401)
})
