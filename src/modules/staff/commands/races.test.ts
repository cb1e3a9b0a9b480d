import { beforeAll, expect, test } from 'vitest'
import { nobody, system, type Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { newTotpSecret, totpCode } from '#platform/totp.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { allMembers, findMember, type MemberFacts } from '../queries/members.ts'
import { rolesOf } from '../queries/holdings.ts'
import { listRoles } from '../queries/roles.ts'
import { staff } from '../module.ts'
import type { Admission } from '../rules/caller.ts'
import { aMember, PASSWORD } from '../testing.ts'
import { disableMember } from './disable-member.ts'
import { giveSecondFactor } from './give-second-factor.ts'
import { makeRecoveryCodes } from './make-recovery-codes.ts'
import { makeSetUpCode } from './make-set-up-code.ts'
import { setMemberRoles } from './set-member-roles.ts'
import { setUpOwner } from './set-up-owner.ts'
import { signIn } from './sign-in.ts'

/** Many at once, each in a unit of its own that commits: what a transaction per test could not show. */
const catalogue = new Map([['staff.read', 'See staff']])
const caller = (ip: string) => ({ ip, userAgent: 'curl/8', deviceToken: undefined })
let units: TestUnits
beforeAll(async () => {
  const manifest = staff({
    origin: () => new URL('http://localhost'),
    catalogue: () => catalogue,
    distrust: () => undefined,
    mail: { send: async () => undefined },
  })
  units = await testUnits({ manifests: [manifest] })
})

function unit<T>(work: (tx: Tx) => Promise<T>, actor: Actor = nobody): Promise<T> {
  return units.unit({ actor, name: 'staff.test' }, work)
}

/** What came of each: its value, or the code of its refusal, thrown or returned. */
async function outcomes<T>(works: readonly (() => Promise<T | Refusal>)[]) {
  return Promise.all(
    works.map((work) =>
      work().then(
        (value) => (value instanceof Refusal ? value.code : value),
        (error: unknown) => {
          if (error instanceof Refusal) return error.code
          throw error
        },
      ),
    ),
  )
}

const count = (found: readonly unknown[], wanted: unknown) =>
  found.filter((one) => one === wanted).length

test('of ten who set up the owner at once, one does', async () => {
  const codes = await Promise.all([unit(makeSetUpCode), unit(makeSetUpCode)])
  const found = await outcomes(
    Array.from({ length: 10 }, (_, i) => async () => {
      const result = await unit((tx) =>
        setUpOwner(tx, {
          code: codes[i % 2] ?? '',
          name: `Owner ${i}`,
          email: `owner-${i}@example.co.ke`,
          password: 'mbuni hukimbia jangwani',
          language: 'en',
          caller: caller('10.0.0.1'),
        }),
      )
      return result instanceof Refusal ? result : result.kind
    }),
  )
  expect(count(found, 'session')).toBe(1)
  expect(count(found, 'staff.set_up_done')).toBe(9)
  expect(await unit(allMembers)).toHaveLength(1)
  expect(await unit(makeSetUpCode)).toBeUndefined()
})

async function halfway(member: MemberFacts, ip: string): Promise<string> {
  const admission: Admission | Refusal = await unit((tx) =>
    signIn(tx, { email: member.email, password: PASSWORD, caller: caller(ip) }),
  )
  if (admission instanceof Refusal || admission.kind !== 'pending') throw new Error('not halfway')
  return admission.signInToken
}

test('one TOTP code, given by ten at once in sign-ins of their own, opens once', async () => {
  const totpSecret = newTotpSecret()
  const member = await unit((tx) => aMember(tx, { totpSecret }))
  const tokens: string[] = []
  for (let i = 0; i < 10; i++) tokens.push(await halfway(member, `10.1.0.${i}`))
  const code = await totpCode(totpSecret, units.clock.now())
  const found = await outcomes(
    tokens.map((signInToken, i) => async () => {
      const given = { factor: 'totp', code, signInToken, caller: caller(`10.1.0.${i}`) } as const
      const result = await unit((tx) => giveSecondFactor(tx, given))
      return result instanceof Refusal ? result : result.kind
    }),
  )
  expect(count(found, 'session')).toBe(1)
})

test('one recovery code, given by ten at once, opens once', async () => {
  const member = await unit((tx) => aMember(tx, { totpSecret: newTotpSecret() }))
  const [code = ''] = await unit((tx) => makeRecoveryCodes(tx, member.id))
  const tokens: string[] = []
  for (let i = 0; i < 10; i++) tokens.push(await halfway(member, `10.2.0.${i}`))
  const found = await outcomes(
    tokens.map((signInToken, i) => async () => {
      const from = caller(`10.2.0.${i}`)
      const given = { factor: 'recovery-code', code, signInToken, caller: from } as const
      const result = await unit((tx) => giveSecondFactor(tx, given))
      return result instanceof Refusal ? result : result.kind
    }),
  )
  expect(count(found, 'session')).toBe(1)
})

test('a hundred passwords at once are not a way around the delays', async () => {
  const member = await unit((tx) => aMember(tx))
  const found = await outcomes(
    Array.from({ length: 100 }, (_, i) => async () => {
      const guess = { email: member.email, password: `guess ${i}`, caller: caller(`10.3.0.${i}`) }
      const result = await unit((tx) => signIn(tx, guess))
      return result instanceof Refusal ? result : result.kind
    }),
  )
  expect(count(found, 'staff.wrong_sign_in')).toBe(5)
  expect(count(found, 'staff.too_many_tries')).toBe(95)
  // And the member, minutes later, comes in all the same.
  units.clock.passes('PT5M')
  expect(await halfway(member, '10.3.1.1')).toBeDefined()
})

test('two owners who demote and disable each other at once leave one', async () => {
  const [first, second] = await unit(async (tx) => {
    return [
      await aMember(tx, { roles: ['Owner'] }),
      await aMember(tx, { roles: ['Owner'] }),
    ] as const
  })
  // The owner of the first test would be a third.
  await unit(async (tx) => {
    const others = (await allMembers(tx)).filter(({ id }) => id !== first.id && id !== second.id)
    for (const { id: memberId } of others) {
      const roles = [{ roleId: await roleId(tx, 'Cashier'), siteIds: null, until: null }]
      await setMemberRoles(tx, { memberId, roles, catalogue })
    }
  }, system('test'))

  const found = await outcomes<void>([
    () =>
      unit(
        async (tx) =>
          setMemberRoles(tx, {
            memberId: first.id,
            roles: [{ roleId: await roleId(tx, 'Cashier'), siteIds: null, until: null }],
            catalogue,
          }),
        system('test'),
      ),
    () =>
      unit(
        (tx) => disableMember(tx, { memberId: second.id, reason: 'Race', catalogue }),
        system('test'),
      ),
  ])
  expect(count(found, 'staff.last_owner')).toBe(1)
  const left = await unit(async (tx) => {
    const stands = await Promise.all(
      [first, second].map(async ({ id }) => {
        const isOwner = (await rolesOf(tx, id)).some(({ seed }) => seed === 'owner')
        return isOwner && (await findMember(tx, id))?.disabledAt === null
      }),
    )
    return stands.filter(Boolean)
  })
  expect(left).toHaveLength(1)
})

async function roleId(tx: Tx, name: string): Promise<string> {
  return (await listRoles(tx, catalogue)).find((role) => role.name === name)?.id ?? ''
}
