import type { Tx } from '#platform/tx.ts'
import type { VendorProfile } from '../contract.ts'
import { profileNotFound } from '../refusals.ts'
import { nameKey, nextVersion, stamp } from './nas.ts'

export async function lockProfile(tx: Tx, profileId: string) {
  const row = await tx.sql
    .selectFrom('network.vendor_profile')
    .selectAll()
    .where('id', '=', profileId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw profileNotFound()
  return row
}

/** False when the name is taken. */
export async function insertProfile(
  tx: Tx,
  row: { id: string; name: string; copiedFrom: string; document: VendorProfile },
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('network.vendor_profile')
    .values({
      id: row.id,
      name: row.name,
      name_key: nameKey(row.name),
      copied_from: row.copiedFrom,
      document: JSON.stringify(row.document),
      ...stamp(tx),
      version: 1,
    })
    .onConflict((taken) => taken.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** False when another profile has the name. */
export async function updateProfile(
  tx: Tx,
  row: { id: string; name: string; document: VendorProfile },
): Promise<boolean> {
  const updated = await tx.sql
    .updateTable('network.vendor_profile')
    .set({
      name: row.name,
      name_key: nameKey(row.name),
      document: JSON.stringify(row.document),
      ...stamp(tx),
      version: nextVersion,
    })
    .where('id', '=', row.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('network.vendor_profile as other')
            .select('other.id')
            .where('other.name_key', '=', nameKey(row.name))
            .where('other.id', '<>', row.id),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** How many routers have the profile, archived ones included: their row names it. */
export async function countRouters(tx: Tx, profileId: string): Promise<number> {
  const { routers } = await tx.sql
    .selectFrom('network.nas')
    .select(({ fn }) => fn.countAll<bigint>().as('routers'))
    .where('profile_id', '=', profileId)
    .executeTakeFirstOrThrow()
  return Number(routers)
}

export async function deleteProfile(tx: Tx, profileId: string) {
  await tx.sql.deleteFrom('network.vendor_profile').where('id', '=', profileId).execute()
}
