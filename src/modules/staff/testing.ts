import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { addMember } from './commands/add-member.ts'
import { openSession } from './commands/open-session.ts'
import { findMember, sealedAt, type MemberFacts } from './queries/members.ts'
import { listRoles } from './queries/roles.ts'
import { insertRole, updateMember } from './store.ts'
import { hashPassword } from '#platform/password-hash.ts'

let people = 0
let hashed: Promise<string> | undefined

/** The password of members made here, unless said. */
export const PASSWORD = 'cedar kettle morning'

type Wanted = {
  name?: string
  email?: string
  password?: string
  language?: 'en' | 'sw'
  /** Names of roles, held everywhere and for good. */
  roles?: readonly string[]
  siteIds?: readonly string[]
  /** Base32, of an authenticator app that is already enrolled. */
  totpSecret?: string
}

/** A member of staff: a cashier, unless said. */
export async function aMember(tx: Tx, wanted: Wanted = {}): Promise<MemberFacts> {
  const number = ++people
  // Hashing is slow on purpose; members of tests share one hash.
  hashed ??= hashPassword(PASSWORD)
  const known = await listRoles(tx, new Map())
  const roles = (wanted.roles ?? ['Cashier']).map((name) => ({
    roleId: must(known.find((role) => role.name === name)?.id, `there is a role ${name}`),
    siteIds: wanted.siteIds ?? null,
    until: null,
  }))
  const member = await addMember(tx, {
    name: wanted.name ?? `Member ${number}`,
    email: wanted.email ?? `member-${number}@example.co.ke`,
    passwordHash: wanted.password ? await hashPassword(wanted.password) : await hashed,
    language: wanted.language ?? 'en',
    roles,
    givenBy: null,
  })
  if (wanted.totpSecret === undefined) return member
  await updateMember(tx, member.id, {
    totp_secret_sealed: tx.vault.seal(sealedAt(member.id, 'totp_secret_sealed'), wanted.totpSecret),
    totp_added_at: tx.now,
  })
  return must(await findMember(tx, member.id), 'the member is there')
}

/** A role with these permissions, which need not exist. */
export async function aRole(
  tx: Tx,
  wanted: { name?: string; permissions?: readonly string[]; requiresMfa?: boolean } = {},
): Promise<{ id: string; name: string }> {
  const id = newId(tx.now)
  const name = wanted.name ?? `Role ${id.slice(-6)}`
  await insertRole(tx, {
    id,
    name,
    permissions: [...(wanted.permissions ?? [])],
    requires_mfa: wanted.requiresMfa ?? false,
    made_at: tx.now,
  })
  return { id, name }
}

/** An open session of a member and what a browser would send with it. */
export async function signedIn(tx: Tx, member: MemberFacts) {
  const caller = {
    ip: '127.0.0.1',
    userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
    deviceToken: undefined,
  }
  const { sessionToken, deviceToken } = await openSession(tx, {
    member,
    caller,
    factor: 'password',
  })
  return { sessionToken, cookie: `kasi=${sessionToken}; kasi-device=${deviceToken}` }
}
