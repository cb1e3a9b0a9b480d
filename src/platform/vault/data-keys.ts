import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { DB } from '#platform/database.ts'
import type { KeyProvider } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'
import type { DataKey } from '#platform/vault/field-vault.ts'
import type { Sql } from '#platform/tx.ts'

export type KeyRow = {
  id: string
  purpose: DataKey['purpose']
  state: DataKey['state'] | 'retired'
  kek: string
  wrapped: string | null
  made_at: Temporal.Instant
  changed_at: Temporal.Instant
}

/** All keys that this database ever had, oldest first; retired ones are destroyed and only listed. */
export async function listDataKeys(db: Sql): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select id, purpose, state, kek, wrapped, made_at, changed_at
    from platform.data_key order by purpose, substr(id, 2)::int`.execute(db)
  return rows
}

/** Writers of data keys wait for each other, also across processes, so that two first starts make one set. */
export async function withKeyLock<T>(db: Kysely<DB>, work: (sql: Sql) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('kasi data keys', 0))`.execute(tx)
    return work(tx)
  })
}

/** The first data, index and audit key of a new database. Does nothing when another process was faster. */
export async function makeFirstKeys(db: Kysely<DB>, keks: KeyProvider, now: Temporal.Instant) {
  await withKeyLock(db, async (tx) => {
    if ((await listDataKeys(tx)).length > 0) return
    for (const id of ['d1', 'i1', 'a1']) await insertKey(tx, keks, id, 'current', now)
  })
}

export async function insertKey(
  tx: Sql,
  keks: KeyProvider,
  id: string,
  state: DataKey['state'],
  now: Temporal.Instant,
) {
  const purpose = PURPOSES[id[0] as keyof typeof PURPOSES]
  const wrapped = await keks.wrap(randomBytes(32), bindingOf(id))
  await sql`
    insert into platform.data_key (id, purpose, state, kek, wrapped, made_at, changed_at)
    values (${id}, ${purpose}, ${state}, ${keks.current}, ${wrapped}, ${now}, ${now})`.execute(tx)
}

const PURPOSES = { d: 'data', i: 'index', a: 'audit' } as const

/** A wrapped key opens only under the id, and so for the purpose, that it was made for. */
export function bindingOf(id: string): string {
  return `platform.data_key|${id}`
}

/** Opens one wrapped key, or says which key-encryption key is missing or wrong. */
export async function unwrapKey(row: KeyRow, keks: KeyProvider): Promise<Buffer> {
  if (!keks.ids.includes(row.kek)) {
    throw new Trouble(
      `This database is sealed with the key ${row.kek}, and ${keks.source} has only ${keks.ids.join(', ')}.`,
      `Give Kasi the keys that belong to this database (KASI_KEYS_FILE or KASI_KEYS), or the database that belongs to these keys.`,
    )
  }
  try {
    return await keks.unwrap(row.wrapped ?? '', row.kek, bindingOf(row.id))
  } catch (cause) {
    throw new Trouble(
      `The key ${row.id} in this database does not open with ${row.kek} from ${keks.source}: platform.data_key was changed or damaged.`,
      'Restore platform.data_key from a backup; `kasi restore` does it.',
      { cause },
    )
  }
}
