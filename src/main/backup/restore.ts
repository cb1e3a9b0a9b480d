import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { collectMigrations, migrate, type Migration } from '#platform/migrate.ts'
import type { KeyProvider } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'
import { type BackupSummary, checkBackup, readBackup } from './back-up.ts'
import {
  isEmpty,
  quoted,
  quotedName,
  readForeignKeys,
  readQueueMigrations,
  readSchemas,
  readTriggers,
} from './catalog.ts'
import type { Manifest, Record, Table } from './records.ts'

/**
 * Makes an empty database into what it was when the backup was made, or leaves it empty. The file is read twice: once
 * to its end, so that nothing begins with a file that cannot be finished, and once into the database, in one transaction.
 */
export async function restore(options: {
  url: string
  file: string
  keys: KeyProvider
  say?: (line: string) => void
  /** The migrations that this copy of Kasi knows. */
  known?: readonly Migration[]
}): Promise<BackupSummary> {
  const { url, file, keys, say = () => undefined, known = collectMigrations() } = options
  const { manifest, ...summary } = await checkBackup(file, keys)
  const migrations = migrationsOf(manifest, known)
  const client = new pg.Client({ connectionString: url, application_name: 'kasi restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await refuseUnlessEmpty(client)
    const before = await readSchemas(client)
    try {
      say(`The backup is whole: ${summary.tables} tables, ${summary.rows} rows. Making the tables.`)
      await migrate({ url, migrations })
      await refuseNewerQueue(client, manifest)
      await fill(client, manifest, readBackup(file, keys), say)
    } catch (error) {
      await emptyAgain(client, before)
      throw error
    }
    await client.query('analyze')
    return summary
  } finally {
    await client.end()
  }
}

/** The migrations that the backup had, which this copy of Kasi must know word for word. */
function migrationsOf(manifest: Manifest, known: readonly Migration[]) {
  return manifest.migrations.map((wanted) => {
    const found = known.find((one) => one.number === wanted.number)
    if (found?.sha256 === wanted.sha256) return found
    throw new Trouble(
      `The backup comes from another version of Kasi: this copy ${found ? 'has another' : 'does not have the'} migration ${wanted.number} (${wanted.name}).`,
      'Restore it with the Kasi that made it, or with a newer one. Nothing was restored.',
    )
  })
}

async function refuseUnlessEmpty(client: pg.Client) {
  if (await isEmpty(client)) return
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  throw new Trouble(
    `The database ${rows[0]?.name ?? ''} is not empty, and a restore never replaces data.`,
    'Make an empty database and set DATABASE_URL to it, or, with the PostgreSQL that Kasi brings, set KASI_HOME to a new directory. Nothing was restored.',
  )
}

async function refuseNewerQueue(client: pg.Client, manifest: Manifest) {
  const ours = await readQueueMigrations(client)
  const strange = manifest.queueMigrations.filter((id) => !ours.includes(id))
  if (strange.length === 0) return
  throw new Trouble(
    'The backup comes from a newer Kasi: its queue has tables that this copy does not know.',
    'Restore it with the Kasi that made it, or with a newer one. Nothing was restored.',
  )
}

async function fill(
  client: pg.Client,
  manifest: Manifest,
  records: AsyncGenerator<Record>,
  say: (line: string) => void,
) {
  await client.query('begin')
  await client.query(
    `set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'postgres'`,
  )
  for (const { schema, name, parent, bound } of manifest.partitions) {
    await client.query(
      `create table if not exists ${quoted({ schema, name })} partition of ${quoted(parent)} ${bound}`,
    )
  }
  const foreignKeys = await readForeignKeys(client)
  for (const { drop } of foreignKeys) await client.query(drop)
  const tables = manifest.tables.filter((table) => !isQueueMigrations(table))
  // Tables that only grow have triggers against this; they are ours, so we may put them aside.
  const triggers = await readTriggers(client)
  for (const { disable } of triggers) await client.query(disable)
  await client.query(`truncate ${tables.map(quoted).join(', ')}`)
  await copyTables(client, records, say)
  for (const { schema, name, value, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoted({ schema, name }),
      value,
      isCalled,
    ])
  }
  await client.query('set constraints all immediate')
  for (const { add } of foreignKeys) await client.query(add)
  for (const { enable } of triggers) await client.query(enable)
  await client.query('commit')
}

async function copyTables(
  client: pg.Client,
  records: AsyncGenerator<Record>,
  say: (line: string) => void,
) {
  for await (const record of handOver(records)) {
    if (record.kind !== 'table') continue
    const { table } = record
    const rows = rowsOf(records, table, say)
    if (isQueueMigrations(table)) {
      for await (const _ of rows);
      continue
    }
    const columns = table.columns.map(quotedName).join(', ')
    await pipeline(
      Readable.from(rows),
      client.query(copyFrom(`copy ${quoted(table)} (${columns}) from stdin`)),
    )
  }
}

/** Lets several loops take turns with one generator: a loop that ends does not end the generator. */
async function* handOver(records: AsyncGenerator<Record>): AsyncGenerator<Record> {
  for (let next = await records.next(); !next.done; next = await records.next()) yield next.value
}

async function* rowsOf(
  records: AsyncGenerator<Record>,
  table: Table,
  say: (line: string) => void,
): AsyncGenerator<Buffer> {
  for await (const record of handOver(records)) {
    if (record.kind === 'rows') yield record.bytes
    if (record.kind !== 'table-end') continue
    if (record.end.rows > 100_000) say(`  ${table.schema}.${table.name}: ${record.end.rows} rows`)
    return
  }
}

/** Migrating has written it already, and the queue's own code may by now have more of them. */
function isQueueMigrations(table: Table): boolean {
  return table.schema === 'graphile_worker' && table.name === 'migrations'
}

async function emptyAgain(client: pg.Client, before: string[]) {
  await client.query('rollback')
  const made = (await readSchemas(client)).filter((name) => !before.includes(name))
  for (const schema of made) await client.query(`drop schema ${quotedName(schema)} cascade`)
}
