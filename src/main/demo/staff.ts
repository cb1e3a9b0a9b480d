import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '#kernel/client.ts'
import { must } from '#kernel/assert.ts'
import { listSites } from '#modules/organization/contract.ts'
import {
  acceptInvitation,
  changeRole,
  giveSecondFactor,
  inviteMember,
  listInvitations,
  listMembers,
  listRoles,
  lookAtSetUp,
  revokeInvitation,
  sendEmailCode,
  setUpOwner,
  signIn,
} from '#modules/staff/contract.ts'
import type { Clock } from '#platform/clock.ts'
import { totpCode } from '#platform/totp.ts'
import type { Mailbox } from '#sim/mailbox.ts'
import { Trouble } from '#platform/trouble.ts'
import { addAuthenticator, type Visitor } from '../visitor.ts'
import { COLLEAGUES, OWNER, PASSWORD } from './savanna.ts'

type Arrival = {
  readonly clock: Clock
  readonly setUpCode: () => Promise<string | undefined>
  /** Of the owner's authenticator, when an earlier run got that far. */
  readonly totpSecret: string | undefined
  /** Keeps it before it counts, or a crash would lock the owner out. */
  readonly keepSecret: (secret: string) => void
  /** The newest code that was mailed to the owner. */
  readonly mailedCode: () => Promise<string>
}

/** Brings the owner in: for the first time, or again after a crash. */
export async function bringOwnerIn(owner: Visitor, arrival: Arrival): Promise<void> {
  const { clock, setUpCode, totpSecret, keepSecret, mailedCode } = arrival
  const { owed } = await owner.call(lookAtSetUp, {})
  const step = owed
    ? await owner.call(setUpOwner, {
        code: must(await setUpCode(), 'nobody works here yet'),
        ...OWNER,
        password: PASSWORD,
      })
    : await owner.call(signIn, { email: OWNER.email, password: PASSWORD })
  if (step.step === 'second-factor' && step.factors.includes('totp')) {
    await giveCode(owner, clock, must(totpSecret, 'the authenticator’s secret was kept'))
    return
  }
  if (step.step === 'second-factor') {
    // An earlier run was killed before the owner had an authenticator.
    await owner.call(sendEmailCode, {})
    await owner.call(giveSecondFactor, { factor: 'email-code', code: await mailedCode() })
  }
  await addAuthenticator(owner, { now: () => clock.now(), keep: keepSecret })
}

/** No code opens twice, so right after a crash the next one is needed, or the one after. */
export async function giveCode(owner: Client, clock: Clock, secret: string): Promise<void> {
  for (const ahead_s of [0, 30, 30]) {
    const code = await totpCode(secret, clock.now().add({ seconds: ahead_s }))
    const given = await owner
      .call(giveSecondFactor, { factor: 'totp', code })
      .catch(() => undefined)
    if (given) return
    if (ahead_s > 0) await sleep(31_000)
  }
  throw new Trouble(
    'The demo was begun, and its owner can no longer sign in to complete it.',
    'Empty it with: npm run kasi -- demo reset',
  )
}

/** Everybody but the owner signs in with the password alone: said in the record, and undone with a click. */
export async function relaxRoles(owner: Client): Promise<void> {
  const { items } = await owner.call(listRoles, {})
  for (const role of items) {
    if (role.requiresMfa && !role.fixed) {
      await owner.call(changeRole, { roleId: role.id, requiresMfa: false })
    }
  }
}

/** One colleague for each role: invited, written to, and come in by the link of the letter. */
export async function welcomeColleagues(
  owner: Client,
  house: { visitor: () => Visitor; mailbox: Mailbox; settle: () => Promise<unknown> },
): Promise<void> {
  const { items: roles } = await owner.call(listRoles, {})
  const { items: sites } = await owner.call(listSites, { limit: 200 })
  for (const { role, name, email, language, sites: codes } of COLLEAGUES) {
    const { items: members } = await owner.call(listMembers, { q: email })
    if (members.length > 0) continue
    const { items: open } = await owner.call(listInvitations, { state: ['open'] })
    const invited = open.find((invitation) => invitation.email === email)
    // Its letter went with the start that was killed, and for a minute no other one is sent for it.
    if (invited) await owner.call(revokeInvitation, { invitationId: invited.id })
    const found = must(
      roles.find((one) => one.name === role),
      `there is a role ${role}`,
    )
    const siteIds = codes
      ? sites.filter((site) => codes.includes(site.code)).map((site) => site.id)
      : null
    await owner.call(inviteMember, {
      ...{ name, email, language },
      roles: [{ roleId: found.id, siteIds, until: null }],
    })
    await house.settle()
    const letter = house.mailbox.letters(email).at(-1)
    const token = must(/#([\w-]{43})/.exec(letter?.text ?? '')?.[1], 'the invitation came')
    await house.visitor().call(acceptInvitation, { token, name, password: PASSWORD })
  }
}
