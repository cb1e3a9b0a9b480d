import { sql } from 'kysely'
import { assert, must } from '#kernel/assert.ts'
import type { Sql, Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'
import { keyIdOf } from '#platform/vault/field-vault.ts'

/** A sealed column as the catalog knows it: `…_sealed`, in a table whose rows have an address. */
export type SealedColumn = {
  /** `schema.table` and the column, as in a `FieldAddress`. */
  table: string
  column: string
  /** The column whose value is the `row` of the address: `id`, or else the primary key when it is one column. */
  row: string
  /** Its type, to walk the rows in order. */
  row_type: string
}

/**
 * Every sealed column of the database, found by its name. So a room declares a sealed column by creating it,
 * and cannot forget to tell anybody. Throws for one whose rows could not be addressed.
 */
export async function sealedColumns(db: Sql): Promise<SealedColumn[]> {
  const { rows } = await sql<SealedColumn & { row: string | null }>`
    select n.nspname || '.' || c.relname as table, a.attname as column,
           r.attname as row, format_type(r.atttypid, r.atttypmod) as row_type
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname ~ '_sealed$' and not a.attisdropped
    left join lateral (
      select k.attname, k.atttypid, k.atttypmod
      from pg_attribute k
      left join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1 and i.indkey[0] = k.attnum
      where k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped and (k.attname = 'id' or i.indrelid is not null)
      order by k.attname = 'id' desc
      limit 1) r on true
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1, 2`.execute(db)
  for (const { table, column, row } of rows) {
    assert(row, `${table} has sealed text in ${column}, so its rows need a column id`)
  }
  return rows
}

/** Asks for a new pass over every sealed column. */
export async function startReseal(db: Sql): Promise<void> {
  for (const { table, column } of await sealedColumns(db)) {
    await sql`
      insert into platform.reseal (table_name, column_name) values (${table}, ${column})
      on conflict (table_name, column_name)
      do update set after_id = null, rows_resealed = 0, rows_broken = 0, finished_at = null`.execute(
      db,
    )
  }
}

/** How many columns are not done yet. */
export async function unfinishedReseals(db: Sql): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from platform.reseal where finished_at is null`.execute(db)
  return rows[0]?.left ?? 0
}

/**
 * Seals one batch of rows again under the current key. Returns how many rows it looked at, or null when
 * nothing is left to do. The rows are locked first, so that a writer in between is not undone.
 */
export async function resealBatch(tx: Tx, limit: number): Promise<number | null> {
  const { rows: states } = await sql<{ table: string; column: string; after_id: string | null }>`
    select table_name as table, column_name as column, after_id from platform.reseal
    where finished_at is null order by table_name, column_name for update`.execute(tx.sql)
  if (states.length === 0) return null
  const columns = await sealedColumns(tx.sql)
  for (const { table, column: name, after_id } of states) {
    const column = columns.find((one) => one.table === table && one.column === name)
    if (!column) {
      // A migration dropped the column since.
      await sql`delete from platform.reseal where table_name = ${table} and column_name = ${name}`.execute(
        tx.sql,
      )
      continue
    }
    const batch = await lockBatch(tx.sql, column, currentKeyOf(tx), after_id, limit)
    const resealed = await writeBatch(tx, column, batch)
    await sql`
      update platform.reseal
      set after_id = coalesce(${batch.at(-1)?.id ?? null}, after_id), rows_resealed = rows_resealed + ${resealed},
          rows_broken = rows_broken + ${batch.length - resealed},
          finished_at = ${batch.length < limit ? tx.now : null}
      where table_name = ${table} and column_name = ${name}`.execute(tx.sql)
    // Empty columns cost nothing, so the next one is done in the same unit.
    if (batch.length > 0) return batch.length
  }
  return 0
}

/** How far the last or present pass has come, by column; columns without rows are left out. */
export async function resealProgress(
  db: Sql,
): Promise<{ table: string; column: string; resealed: number; finished: boolean }[]> {
  const { rows } = await sql<{
    table: string
    column: string
    resealed: number
    finished: boolean
  }>`
    select table_name as table, column_name as column, rows_resealed::int as resealed,
           finished_at is not null as finished
    from platform.reseal where rows_resealed > 0 or finished_at is null order by 1, 2`.execute(db)
  return rows
}

/** Rows that the last pass could not open: changed by hand or damaged. They keep their key alive. */
export async function brokenRows(
  db: Sql,
): Promise<{ table: string; column: string; rows: number }[]> {
  const { rows } = await sql<{ table: string; column: string; rows: number }>`
    select table_name as table, column_name as column, rows_broken::int as rows
    from platform.reseal where rows_broken > 0 order by 1, 2`.execute(db)
  return rows
}

/** Is any row sealed with this key? */
export async function usesKey(
  db: Sql,
  columns: readonly SealedColumn[],
  keyId: string,
): Promise<boolean> {
  for (const { table, column } of columns) {
    const { rows } = await sql<{ uses: boolean }>`
      select exists (select from ${sql.table(table)} where ${sql.ref(column)} like ${`v1.${keyId}.%`}) as uses`.execute(
      db,
    )
    if (rows[0]?.uses) return true
  }
  return false
}

type SealedRow = { id: string; sealed: string }

function currentKeyOf({ vault }: Tx): string {
  const sample = vault.seal({ table: 'platform.reseal', column: 'sample', row: '' }, '')
  return must(keyIdOf(sample), 'a sealed text names its key')
}

async function lockBatch(
  db: Sql,
  { table, column, row, row_type }: SealedColumn,
  currentKey: string,
  after: string | null,
  limit: number,
): Promise<SealedRow[]> {
  const type = sql.raw(row_type) // From the catalog, not from a caller.
  const { rows } = await sql<SealedRow>`
    select ${sql.ref(row)}::text as id, ${sql.ref(column)} as sealed
    from ${sql.table(table)}
    where ${sql.ref(column)} is not null and ${sql.ref(column)} not like ${`v1.${currentKey}.%`}
      and (${after}::text is null or ${sql.ref(row)} > ${after}::${type})
    order by ${sql.ref(row)}
    limit ${limit}
    for update`.execute(db)
  return rows
}

/** Returns how many it wrote: a row that does not open is left as it is, counted, and shown by `kasi keys status`. */
async function writeBatch(
  tx: Tx,
  { table, column, row, row_type }: SealedColumn,
  batch: readonly SealedRow[],
): Promise<number> {
  const resealed = batch.flatMap(({ id, sealed }) => {
    const plain = openOrBroken(tx, { table, column, row: id }, sealed)
    return plain === null ? [] : [{ id, sealed: tx.vault.seal({ table, column, row: id }, plain) }]
  })
  if (resealed.length === 0) return 0
  await sql`
    update ${sql.table(table)} as t set ${sql.ref(column)} = n.sealed
    from (select unnest(${resealed.map(({ id }) => id)}::text[])::${sql.raw(row_type)} as id,
                 unnest(${resealed.map(({ sealed }) => sealed)}::text[]) as sealed) n
    where t.${sql.ref(row)} = n.id`.execute(tx.sql)
  return resealed.length
}

function openOrBroken(tx: Tx, at: FieldAddress, sealed: string): string | null {
  try {
    return tx.vault.open(at, sealed)
  } catch {
    return null
  }
}
