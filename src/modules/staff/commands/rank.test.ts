import { expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { Refusal } from '#kernel/refusal.ts'
import { actingAs, testTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { rolesOf } from '../queries/holdings.ts'
import type { MemberFacts } from '../queries/members.ts'
import { holdingsOf } from '../rules/holdings.ts'
import { insertApiKey, insertInvitation, replaceMemberRoles } from '../store.ts'
import { invitedAt } from '../queries/invitations.ts'
import { aMember, aRole, signedIn } from '../testing.ts'
import { changeMember } from './change-member.ts'
import { changeRole } from './change-role.ts'
import { disableMember } from './disable-member.ts'
import { enableMember } from './enable-member.ts'
import { endAllSessions } from './end-all-sessions.ts'
import { endMemberSessions } from './end-member-sessions.ts'
import { endSession } from './end-session.ts'
import { removeRole } from './remove-role.ts'
import { resetMemberFactors } from './reset-member-factors.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { setMemberRoles } from './set-member-roles.ts'

const POWER = [
  'staff.read',
  'staff.manage',
  'staff.assign-roles',
  'staff.invite',
  'staff.roles',
  'staff.sessions',
  'staff.all-api-keys',
]
const WORK = ['till.open', 'till.count']
const catalogue = new Map([...POWER, ...WORK].map((name) => [name, name]))

/** What each of them may do. `head` is an administrator; `desk` ends sessions of colleagues, and no more. */
const RANKS = {
  owner: ['*'],
  head: POWER,
  desk: ['staff.read', 'staff.sessions', 'till.open'],
  till: WORK,
}
type Rank = keyof typeof RANKS

type Target = { member: MemberFacts; roleId: string; sessionId: string; unused: string }
type Deed = (tx: Tx, target: Target) => Promise<unknown>

const DEEDS: Record<string, Deed> = {
  'correct them': (tx, { member }) =>
    changeMember(tx, { memberId: member.id, name: 'Other', language: 'en', catalogue }),
  'take their roles': (tx, { member }) =>
    setMemberRoles(tx, { memberId: member.id, roles: [], catalogue }),
  'disable them': (tx, { member }) =>
    disableMember(tx, { memberId: member.id, reason: 'Left', catalogue }),
  'enable them': async (tx, { member }) => {
    await disableMember(asSystem(tx), { memberId: member.id, reason: 'Left', catalogue })
    await enableMember(tx, { memberId: member.id, catalogue })
  },
  'reset their factors': (tx, { member }) =>
    resetMemberFactors(tx, { memberId: member.id, reason: 'Lost phone', catalogue }),
  'end a session': (tx, { sessionId }) => endSession(tx, { sessionId, catalogue }),
  'end their sessions': (tx, { member }) =>
    endMemberSessions(tx, { memberId: member.id, catalogue }),
  'stop their key': async (tx, { member }) => {
    const apiKeyId = newId(tx.now)
    await insertApiKey(tx, {
      id: apiKeyId,
      member_id: member.id,
      name: 'Report',
      hint: 'kasi_1234',
      key_hash: apiKeyId,
      permissions: [],
      networks: [],
      made_at: tx.now,
      expires_at: tx.now.add({ hours: 24 }),
    })
    await revokeApiKey(tx, { apiKeyId, catalogue })
  },
  'take their invitation back': async (tx, { member, roleId }) => {
    const id = newId(tx.now)
    await insertInvitation(tx, {
      id,
      name_sealed: tx.vault.seal(invitedAt(id, 'name_sealed'), 'Somebody'),
      email_sealed: tx.vault.seal(invitedAt(id, 'email_sealed'), 'somebody@example.co.ke'),
      email_blind: id,
      language: 'en',
      roles: JSON.stringify([{ roleId, siteIds: null, until: null }]),
      token_hash: id,
      invited_by: member.id,
      invited_at: tx.now,
      expires_at: tx.now.add({ hours: 24 }),
    })
    await revokeInvitation(tx, { invitationId: id, catalogue })
  },
  'take from their role': (tx, { roleId }) =>
    changeRole(tx, { roleId, permissions: [], catalogue }),
  'open their role to a password': (tx, { roleId }) =>
    changeRole(tx, { roleId, requiresMfa: false, catalogue }),
  'call their role otherwise': (tx, { roleId }) =>
    changeRole(tx, { roleId, name: 'Whatever', catalogue }),
  'remove such a role': (tx, { unused }) => removeRole(tx, { roleId: unused, catalogue }),
}

const ALL = Object.keys(DEEDS)
const TO_PEOPLE = ALL.slice(0, 9)
/** The edge asks for the permission; here is only what rank says. */
const MAY: Record<'owner' | 'head' | 'desk', Partial<Record<Rank, readonly string[]>>> = {
  owner: { owner: ALL, head: ALL, desk: ALL, till: ALL },
  head: {
    owner: [],
    head: ALL,
    // Work that they do not do themselves they neither take away nor open to a password alone.
    desk: [...TO_PEOPLE, 'call their role otherwise'],
    till: [...TO_PEOPLE, 'call their role otherwise'],
  },
  desk: {
    owner: [],
    head: [],
    // One key they do not see is none: for that there is a permission of its own.
    desk: ALL.filter((deed) => deed !== 'stop their key'),
    till: [...TO_PEOPLE.filter((deed) => deed !== 'stop their key'), 'call their role otherwise'],
  },
}

const cases = Object.entries(MAY).flatMap(([who, whom]) =>
  Object.entries(whom).map(([target, deeds]) => [who, target, deeds] as const),
)

const WAYS = [
  'staff.above_you',
  'staff.owners_only',
  'staff.not_yours_to_give',
  'staff.no_such_api_key',
]

test.each(cases)('what %s may do to %s', async (who, whom, deeds) => {
  const done: string[] = []
  for (const [name, deed] of Object.entries(DEEDS))
    await testTx(async (tx) => {
      const target = await aColleague(tx, whom as Rank)
      // So that nothing fails for being about the last owner.
      await aColleague(tx, 'owner')
      const actor = await actorOf(tx, who as Rank)
      try {
        await deed(actingAs(tx, actor), target)
        done.push(name)
      } catch (refused) {
        if (!(refused instanceof Refusal)) throw refused
        expect(WAYS).toContain(refused.code)
      }
    })
  expect(done).toEqual(deeds)
})

test('ending everybody’s sessions leaves those who stand above, and one’s own', async () => {
  await testTx(async (tx) => {
    for (const rank of ['owner', 'head', 'desk', 'till'] as const) await aColleague(tx, rank)
    const me = await aColleague(tx, 'head')
    const actor = await actorOf(tx, 'head', me)
    expect(await endAllSessions(actingAs(tx, actor), { catalogue })).toEqual({ ended: 3 })
  })
})

test.each([
  ['only there', ['karen'], undefined],
  ['at another site, too', ['karen', 'ruiru'], 'staff.works_elsewhere'],
  ['everywhere', null, 'staff.works_elsewhere'],
] as const)(
  'whoever manages at one site acts upon a colleague who works %s',
  async (_w, at, code) => {
    await testTx(async (tx) => {
      const sites = { karen: newId(tx.now), ruiru: newId(tx.now) }
      const colleague = await aColleague(tx, 'till')
      const given = { role_id: colleague.roleId, until: null, given_by: null, given_at: tx.now }
      const site_ids = at && at.map((name) => sites[name])
      await replaceMemberRoles(tx, colleague.member.id, [{ ...given, site_ids }])
      const head = await actorOf(tx, 'head')
      if (head.kind !== 'staff') throw new Error('The head is staff')
      const local = actingAs(tx, { ...head, sites: [sites.karen] })
      for (const deed of TO_PEOPLE.slice(0, 3)) {
        const tried = DEEDS[deed]?.(local, colleague).then(
          () => undefined,
          (refused: unknown) => (refused instanceof Refusal ? refused.code : refused),
        )
        expect([deed, await tried]).toEqual([deed, code])
        await replaceMemberRoles(tx, colleague.member.id, [{ ...given, site_ids }])
      }
    })
  },
)

function asSystem(tx: Tx): Tx {
  return actingAs(tx, { kind: 'system', name: 'test' })
}

async function aColleague(tx: Tx, rank: Rank): Promise<Target> {
  const permissions = RANKS[rank]
  const role = await aRole(tx, { permissions, requiresMfa: true })
  const unused = await aRole(tx, { permissions })
  const member = await aMember(tx, { roles: rank === 'owner' ? ['Owner'] : [] })
  if (rank !== 'owner') {
    const given = { role_id: role.id, site_ids: null, until: null, given_by: null }
    await replaceMemberRoles(tx, member.id, [{ ...given, given_at: tx.now }])
  }
  await signedIn(tx, member)
  const { id: sessionId } = await tx.sql
    .selectFrom('staff.session')
    .select('id')
    .where('member_id', '=', member.id)
    .executeTakeFirstOrThrow()
  return { member, roleId: role.id, sessionId, unused: unused.id }
}

async function actorOf(tx: Tx, rank: Rank, colleague?: Target): Promise<Actor> {
  const { member, sessionId } = colleague ?? (await aColleague(tx, rank))
  const { permissions, sites, siteLimits } = holdingsOf(
    await rolesOf(tx, member.id),
    catalogue,
    tx.now,
  )
  return {
    kind: 'staff',
    id: member.id,
    via: { kind: 'session', id: sessionId },
    ...{ permissions, sites, siteLimits },
    standing: 'whole',
    provenAt_ms: tx.now.epochMilliseconds,
  }
}
