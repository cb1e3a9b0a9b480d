import type { CatalogPackage } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import {
  packageChoice,
  packageContent,
  type PackageChoice,
  type PackageContent,
} from '../contract.ts'
import { document, nextVersion, stamp } from './stamp.ts'

/** False when another package has the code. */
export async function insertPackage(
  tx: Tx,
  row: { id: string; code: string; content: PackageContent },
): Promise<boolean> {
  const { id, code, content } = row
  const inserted = await tx.sql
    .insertInto('catalog.package')
    .values({
      ...{ id, code, content: document(packageContent, content), state: 'open' },
      ...{ ...stamp(tx), version: 1 },
    })
    .onConflict((taken) => taken.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockPackage(tx: Tx, packageId: string) {
  return tx.sql
    .selectFrom('catalog.package')
    .selectAll()
    .where('id', '=', packageId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updatePackage(
  tx: Tx,
  packageId: string,
  change: { content: PackageContent; state: CatalogPackage['state'] },
) {
  await tx.sql
    .updateTable('catalog.package')
    .set({
      ...{ state: change.state, content: document(packageContent, change.content) },
      ...{ ...stamp(tx), version: nextVersion },
    })
    .where('id', '=', packageId)
    .execute()
}

export function composedBy(tx: Tx, choiceHash: string) {
  return tx.sql
    .selectFrom('catalog.composed as composed')
    .innerJoin('catalog.plan_version as version', 'version.id', 'composed.plan_version_id')
    .select(['composed.plan_version_id', 'version.plan_id'])
    .where('choice_hash', '=', choiceHash)
    .executeTakeFirst()
}

export async function insertComposed(
  tx: Tx,
  row: { choiceHash: string; packageId: string; planVersionId: string; choice: PackageChoice },
) {
  await tx.sql
    .insertInto('catalog.composed')
    .values({
      ...{ choice_hash: row.choiceHash, package_id: row.packageId, made_at: tx.now },
      ...{ plan_version_id: row.planVersionId, choice: document(packageChoice, row.choice) },
    })
    .execute()
}
