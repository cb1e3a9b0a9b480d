import pg from 'pg'
import { collectMigrations, decideMissing, type Migration } from '#platform/migrate.ts'
import { Trouble } from '#platform/trouble.ts'

/** The migrations that this database still lacks; throws where it tells another history than the code. */
export async function missingMigrations(url: string): Promise<Migration[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kasi',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows: found } = await client.query<{ known: boolean }>(
      "select to_regclass('platform.migration') is not null as known",
    )
    if (!found[0]?.known) return collectMigrations()
    const { rows } = await client.query<Pick<Migration, 'number' | 'name' | 'sha256'>>(
      'select number, name, sha256 from platform.migration order by number',
    )
    return decideMissing(collectMigrations(), rows)
  } finally {
    await client.end()
  }
}

/** In production a migration is somebody's decision, made with a backup at hand; serving never does it in passing. */
export async function refuseUnmigrated(url: string) {
  const missing = await missingMigrations(url)
  if (missing.length === 0) return
  throw new Trouble(
    `The database lacks ${missing.length} migration${missing.length > 1 ? 's' : ''} of this version of Kasi.`,
    'Make a backup (kasi backup FILE), then run: kasi migrate',
  )
}
