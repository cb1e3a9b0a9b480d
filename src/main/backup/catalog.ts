import type pg from 'pg'
import type { Manifest, TableName } from './records.ts'

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`

/** Reads everything that the backup must say about the database, in the transaction of the snapshot. */
export async function readManifest(client: pg.Client): Promise<Manifest> {
  return {
    migrations: await rows(
      client,
      'select number, name, sha256 from platform.migration order by number',
    ),
    queueMigrations: await readQueueMigrations(client),
    partitions: await rows(client, PARTITIONS),
    sequences: await readSequences(client),
    tables: await rows(client, TABLES),
  }
}

export async function readQueueMigrations(client: pg.Client): Promise<number[]> {
  const found = await rows<{ id: number }>(
    client,
    'select id from graphile_worker.migrations order by id',
  )
  return found.map(({ id }) => id)
}

/** True when nobody has made anything in this database yet. */
export async function isEmpty(client: pg.Client): Promise<boolean> {
  const [found] = await rows<{ count: number }>(
    client,
    `select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'S')`,
  )
  return found?.count === 0
}

export async function readSchemas(client: pg.Client): Promise<string[]> {
  const found = await rows<{ name: string }>(
    client,
    `select n.nspname as name from pg_namespace n where ${OURS}`,
  )
  return found.map(({ name }) => name)
}

/** Foreign keys as statements, so that they can be taken away while rows arrive in any order and put back, checked, after. */
export async function readForeignKeys(client: pg.Client): Promise<{ drop: string; add: string }[]> {
  return rows(
    client,
    `select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, k.conname) as drop,
            format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as add
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and ${OURS}`,
  )
}

/** Triggers that guard against what a restore must do; each is put back as it was. */
export async function readTriggers(
  client: pg.Client,
): Promise<{ disable: string; enable: string }[]> {
  return rows(
    client,
    `select format('alter table %I.%I disable trigger %I', n.nspname, c.relname, t.tgname) as disable,
            format('alter table %I.%I enable %s trigger %I', n.nspname, c.relname,
                   case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname) as enable
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D' and ${OURS}`,
  )
}

export function quoted({ schema, name }: TableName): string {
  return `${quotedName(schema)}.${quotedName(name)}`
}

export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Leaves hold the rows; a partitioned table itself has none. Generated columns are computed again. */
const TABLES = `
  select n.nspname as schema, c.relname as name,
         array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where ${OURS} and c.relkind = 'r'
  group by 1, 2 order by 1, 2`

const PARTITIONS = `
  with recursive tree as (
    select c.oid, 0 as depth from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind = 'p' and not c.relispartition
    union all
    select i.inhrelid, tree.depth + 1 from tree join pg_inherits i on i.inhparent = tree.oid
  )
  select n.nspname as schema, c.relname as name,
         json_build_object('schema', pn.nspname, 'name', p.relname) as parent,
         pg_get_expr(c.relpartbound, c.oid) || case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end as bound
  from tree join pg_class c on c.oid = tree.oid join pg_namespace n on n.oid = c.relnamespace
  join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
  where c.relispartition
  order by tree.depth, 1, 2`

async function readSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const names = await rows<TableName>(
    client,
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${OURS} and c.relkind = 'S' order by 1, 2`,
  )
  const sequences: Manifest['sequences'] = []
  for (const name of names) {
    const [state] = await rows<{ value: string; isCalled: boolean }>(
      client,
      `select last_value::text as value, is_called as "isCalled" from ${quoted(name)}`,
    )
    if (state) sequences.push({ ...name, ...state })
  }
  return sequences
}

async function rows<R extends object>(client: pg.Client, sql: string): Promise<R[]> {
  const result = await client.query<R>(sql)
  return result.rows
}
