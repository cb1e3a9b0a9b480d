import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { Language } from '../contract.ts'
import { stamp } from '../store.ts'

export async function wordingVersion(
  tx: Tx,
  template: string,
  language: Language,
): Promise<number | null> {
  const row = await tx.sql
    .selectFrom('messaging.wording')
    .select('version')
    .where('template', '=', template)
    .where('language', '=', language)
    .forUpdate()
    .executeTakeFirst()
  return row?.version ?? null
}

export async function putWording(
  tx: Tx,
  wording: { template: string; language: Language; text: string; subject: string },
) {
  await tx.sql
    .insertInto('messaging.wording')
    .values({ ...wording, version: 1, ...stamp(tx) })
    .onConflict((known) =>
      known.columns(['template', 'language']).doUpdateSet({
        ...{ text: wording.text, subject: wording.subject, ...stamp(tx) },
        version: sql<number>`wording.version + 1`,
      }),
    )
    .execute()
}

export async function deleteWording(tx: Tx, template: string, language: Language) {
  await tx.sql
    .deleteFrom('messaging.wording')
    .where('template', '=', template)
    .where('language', '=', language)
    .execute()
}
