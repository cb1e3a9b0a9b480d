import { z } from 'zod'
import type { Read } from '#platform/tx.ts'
import type { Vault } from '#platform/vault.ts'
import { portalSessionNow } from './portal.ts'
import { at } from './sealed.ts'
import { googleNow } from './settings.ts'

/** What one sign-in by Google keeps until it is answered. */
const googleSecrets = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirect: z.string(),
  code: z.string().nullable(),
})
type GoogleSecrets = z.infer<typeof googleSecrets>

export function sealSecrets(vault: Vault, tryId: string, secrets: GoogleSecrets): string {
  return vault.sealJson(at('portal_try', 'secrets_sealed', tryId), secrets)
}

export function openSecrets(
  vault: Vault,
  row: { id: string; secrets_sealed: string | null },
): GoogleSecrets | undefined {
  if (row.secrets_sealed === null) return undefined
  return googleSecrets.parse(
    vault.openJson(at('portal_try', 'secrets_sealed', row.id), row.secrets_sealed),
  )
}

/** Which account at Google it is, so that two can be told apart and none is named. */
export function subjectBlindOf(vault: Vault, subject: string): string {
  return vault.blind('subscribers.portal_google.subject_blind', subject)
}

/** Passkeys at the contact by which the one who calls is signed in. */
export async function myPasskeys(read: Read) {
  const { value_blind: valueBlind } = await portalSessionNow(read)
  const rows = await read.sql
    .selectFrom('subscribers.portal_passkey')
    .selectAll()
    .where('value_blind', '=', valueBlind)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, synced: row.synced },
    ...{ addedAt: row.added_at, lastUsedAt: row.last_used_at },
    ...{ credentialId: row.credential_id, publicKey: row.public_key },
    ...{ counter: row.counter, transports: row.transports },
  }))
}

/** By what somebody signs in beside codes and a password, as the portal shows it. */
export async function waysInNow(read: Read) {
  const { value_blind: valueBlind } = await portalSessionNow(read)
  const google = await read.sql
    .selectFrom('subscribers.portal_google')
    .select('linked_at')
    .where('value_blind', '=', valueBlind)
    .executeTakeFirst()
  return {
    passkeys: (await myPasskeys(read)).map(({ id, name, synced, addedAt, lastUsedAt }) => ({
      ...{ id, name, synced, addedAt: addedAt.toString() },
      lastUsedAt: lastUsedAt?.toString() ?? null,
    })),
    google: google ? { linkedAt: google.linked_at.toString() } : null,
  }
}

/** What a job asks Google for one try; undefined where it waits for no answer. */
export async function googleCall(read: Read, tryId: string) {
  const row = await read.sql
    .selectFrom('subscribers.portal_try')
    .select(['id', 'secrets_sealed'])
    .where('id', '=', tryId)
    .where('step', '=', 'asking')
    .where('ends_at', '>', read.now)
    .executeTakeFirst()
  const secrets = row && openSecrets(read.vault, row)
  const door = await googleNow(read)
  if (!secrets || secrets.code === null || !door) return undefined
  return { door, given: { secrets, code: secrets.code, now: read.now } }
}
