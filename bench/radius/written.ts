import pg from 'pg'

/** What PostgreSQL wrote for a load, which does not hang on how busy the machine is. */
export type Written = {
  /** Bytes of its log for each request, whole pages after a checkpoint among them. */
  readonly wal_bytes: number
  /** Of each table: rows added and changed for each request, and the part of the changes that needed no entry in any index. */
  readonly rows: Readonly<Record<string, { added: number; changed: number; hot: number }>>
}

type Count = { name: string; added: number; changed: number; hot: number }

/** Counts from now on; `perRequest` says what was written since. */
export async function countWritten(url: string): Promise<(requests: number) => Promise<Written>> {
  const before = await countsNow(url)
  return async (requests) => {
    const after = await countsNow(url)
    const each = (count: number) => Number((count / requests).toFixed(2))
    const rows = after.tables.flatMap((table) => {
      const was = before.tables.find(({ name }) => name === table.name)
      const [added, changed] = [
        table.added - (was?.added ?? 0),
        table.changed - (was?.changed ?? 0),
      ]
      if (added + changed < requests / 10) return []
      const hot = changed === 0 ? 1 : (table.hot - (was?.hot ?? 0)) / changed
      const share = Number(hot.toFixed(2))
      return [[table.name, { added: each(added), changed: each(changed), hot: share }] as const]
    })
    return {
      wal_bytes: Math.round((after.wal - before.wal) / requests),
      rows: Object.fromEntries(rows),
    }
  }
}

async function countsNow(url: string): Promise<{ wal: number; tables: Count[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Backends tell what they counted when they are idle, a second apart at most.
    await client.query('select pg_sleep(1.2)')
    const { rows } = await client.query<{ wal: string }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as wal`,
    )
    const tables = await client.query<Count>(
      `select schemaname || '.' || relname as name, n_tup_ins::float8 as added, n_tup_upd::float8 as changed,
         n_tup_hot_upd::float8 as hot from pg_stat_user_tables`,
    )
    return { wal: Number(rows[0]?.wal), tables: tables.rows }
  } finally {
    await client.end()
  }
}
