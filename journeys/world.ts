import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '#kernel/assert.ts'
import { openApi } from '#main/api.ts'
import { openGround } from '#main/ground.ts'
import { addAuthenticator, openVisitor, type Visitor } from '#main/visitor.ts'
import {
  acceptInvitation,
  inviteMember,
  listRoles,
  setUpOwner,
  signIn,
} from '#modules/staff/contract.ts'
import { makeSetUpCode } from '#modules/staff/index.ts'
import { system } from '#kernel/actor.ts'
import { movedClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { settleJobs, type SettleOptions } from '#platform/queue/settle.ts'
import { anotherDatabase, TEST_START } from '#platform/testing.ts'
import { totpCode } from '#platform/totp.ts'
import { openMailbox } from '#sim/mailbox.ts'

export const PASSWORD = 'four green mangoes by the ferry'
const UNHURRIED = { burst: 1_000_000, perMinute: 1_000_000 }

export type World = Awaited<ReturnType<typeof openWorld>>

/**
 * The whole product in one process on a database of its own, with a clock that is moved by hand. People
 * come in through the API as they do in life: they are invited, read their mail and sign in.
 */
export const World = { open: openWorld }

/** `settings`: KASI_… as in the environment. `url`: a migrated database, instead of a fresh one on the PostgreSQL of the tests. */
async function openWorld(
  given: { at?: string; url?: string; settings?: Record<string, string> } = {},
) {
  const { at = TEST_START, settings = {} } = given
  const home = mkdtempSync(join(tmpdir(), 'kasi-world-'))
  const clock = movedClock(at)
  const mailbox = openMailbox()
  const config = parseConfig({
    ...{ KASI_ENV: 'test', KASI_HOME: home, KASI_HTTP_PORT: '0' },
    ...settings,
  })
  const url = given.url ?? (await anotherDatabase('migrated'))
  const ground = await openGround({
    config,
    url,
    name: 'world',
    log: silentLog,
    clock,
    mail: mailbox,
  })
  // Everybody comes from one address here, and nobody waits.
  const http = await openApi(ground, {
    paces: {
      ...{ address: UNHURRIED, stranger: UNHURRIED, actor: UNHURRIED, heavy: UNHURRIED },
      ...{ guessAccount: UNHURRIED, guessAddress: UNHURRIED, guessDevice: UNHURRIED },
    },
  })
  const { units, database, manifests } = ground

  const visitor = () => openVisitor(http, ground.origin())
  const settle = (options?: SettleOptions) =>
    settleJobs({ manifests, units, database, clock }, options)

  let ownerSecret = ''
  async function setUp(): Promise<Visitor> {
    const origin = { actor: system('console'), name: 'staff.make-set-up-code' }
    const code = must(await units.unit(origin, makeSetUpCode), 'nobody works here yet')
    const owner = visitor()
    const person = { name: 'Wangari Owner', email: 'owner@isp.example', password: PASSWORD }
    await owner.call(setUpOwner, { code, ...person })
    ownerSecret = await addAuthenticator(owner, { now: clock.now })
    return owner
  }
  let owning: Promise<Visitor> | undefined
  const owner = () => (owning ??= setUp())

  let invited = 0
  /** A member of staff with one of the roles that Kasi brings, limited to sites where given. */
  async function as(role: string, limits: { sites?: string[] } = {}): Promise<Visitor> {
    const host = await owner()
    const { items } = await host.call(listRoles, {})
    const found = must(
      items.find((one) => one.name.toLowerCase() === role),
      `there is a role ${role}`,
    )
    const email = `${role}-${++invited}@isp.example`
    await host.call(inviteMember, {
      name: `Colleague ${invited}`,
      email,
      roles: [{ roleId: found.id, siteIds: limits.sites ?? null, until: null }],
    })
    await settle()
    const token = must(
      /#([\w-]{43})/.exec(mailbox.letters(email).at(-1)?.text ?? '')?.[1],
      'an invitation came',
    )
    const guest = visitor()
    const step = await guest.call(acceptInvitation, {
      token,
      name: `Colleague ${invited}`,
      password: PASSWORD,
    })
    if (step.step === 'done' && step.standing === 'enrolling') {
      await addAuthenticator(guest, { now: clock.now })
    }
    return guest
  }

  return {
    ...{ clock, ground, http, mailbox, url, visitor, owner, as, settle },
    /** What the owner's authenticator app shows now; each code is good once. */
    ownerCode: () => totpCode(ownerSecret, clock.now()),
    /** A sign-in with the password alone; what it is answered. */
    signIn: (who: Visitor, email: string) => who.call(signIn, { email, password: PASSWORD }),
    async [Symbol.asyncDispose]() {
      await http.close()
      await ground.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
