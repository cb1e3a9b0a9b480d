import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { CatalogProfile } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { profileContent, type ProfileContent } from '../contract.ts'
import { document, made, nextVersion, stamp, type Change, type New } from './stamp.ts'

export async function insertProfile(tx: Tx, row: New<CatalogProfile>): Promise<void> {
  await tx.sql
    .insertInto('catalog.profile')
    .values({ ...row, ...stamp(tx), version: 1 })
    .execute()
}

/** Names are unique among the open profiles of one kind. */
export function profileNamed(read: Pick<Read, 'sql'>, kind: string, name: string) {
  return read.sql
    .selectFrom('catalog.profile')
    .select('id')
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .where(sql<boolean>`lower(name_en) = lower(${name})`)
    .executeTakeFirst()
}

export function lockProfile(tx: Tx, profileId: string) {
  return tx.sql
    .selectFrom('catalog.profile')
    .selectAll()
    .where('id', '=', profileId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateProfile(tx: Tx, profileId: string, change: Change<CatalogProfile>) {
  await tx.sql
    .updateTable('catalog.profile')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', profileId)
    .execute()
}

/** Adds the next version of a profile, unless the latest says the same. Answers the version that says it. */
export async function putProfileVersion(
  tx: Tx,
  profileId: string,
  content: ProfileContent,
): Promise<string> {
  const text = document(profileContent, content)
  const latest = await tx.sql
    .selectFrom('catalog.profile_version')
    .select(['id', 'number', sql<boolean>`content = ${text}::jsonb`.as('same')])
    .where('profile_id', '=', profileId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest?.same) return latest.id
  const id = newId(tx.now)
  await tx.sql
    .insertInto('catalog.profile_version')
    .values({
      ...{ id, profile_id: profileId, number: (latest?.number ?? 0) + 1, content: text },
      ...made(tx),
    })
    .execute()
  return id
}

/** An open profile whose latest version says exactly this, the oldest first. */
export async function profileSaying(tx: Tx, content: ProfileContent): Promise<string | undefined> {
  const text = document(profileContent, content)
  const found = await tx.sql
    .selectFrom('catalog.profile_version as version')
    .innerJoin('catalog.profile as profile', 'profile.id', 'version.profile_id')
    .select('version.id')
    .where('profile.kind', '=', content.kind)
    .where('profile.state', '=', 'open')
    .where(sql<boolean>`version.content = ${text}::jsonb`)
    .where(
      sql<boolean>`not exists (select from catalog.profile_version later
        where later.profile_id = version.profile_id and later.number > version.number)`,
    )
    .orderBy('version.id')
    .limit(1)
    .executeTakeFirst()
  return found?.id
}
