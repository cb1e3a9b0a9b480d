/**
 * Writes src/platform/database.ts (types for Kysely) and schema.sql (for reading) from a freshly migrated
 * database, so neither can tell another story than the migrations do: `npm run db:types`.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '#main/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'
import { describeSchema, describeTypes } from './db-types/describe.ts'

const ROOT = join(import.meta.dirname, '..')
const home = join(ROOT, '.kasi', `types-${randomUUID().slice(0, 8)}`)

mkdirSync(home, { recursive: true })
const server = await startPostgres({ home, scratch: true })
try {
  await migrate({ url: server.url })
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  writeFileSync(join(ROOT, 'src/platform/database.ts'), await describeTypes(client))
  writeFileSync(join(ROOT, 'schema.sql'), await describeSchema(client))
  await client.end()
  console.log('Wrote src/platform/database.ts and schema.sql')
} finally {
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}
