import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '#main/embedded-postgres.ts'
import { collectMigrations, migrate } from '#platform/migrate.ts'

const ROOT = join(import.meta.dirname, '..')

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL where tests may create databases, and the migrated database that they copy. */
    postgres: {
      url: string
      template: string
      /** What makes a copy of a database cheap there: a tenth of the work where the file system shares what is equal. */
      copying: string
    }
    /** A directory for what the files of one run share, gone after it. */
    scratch: string
  }
}

let stop = () => Promise.resolve()
let scratch = ''

/** Starts one PostgreSQL for the whole run and makes sure that it has a migrated template. */
export async function setup(project: TestProject): Promise<void> {
  scratch = mkdtempSync(join(tmpdir(), 'kasi-run-'))
  // PostgreSQL runs as another OS user than root, who passes through.
  chmodSync(scratch, 0o711)
  project.provide('scratch', scratch)
  const given = process.env.KASI_TEST_DATABASE_URL
  const server = given ? { url: given, stop } : await startOwn()
  stop = server.stop
  try {
    if (!given) await dropLeftovers(server.url)
    const { url } = server
    const template = await prepareTemplate(url)
    project.provide('postgres', { url, template, copying: await howToCopy(url, template) })
  } catch (error) {
    await teardown()
    throw error
  }
}

export async function teardown(): Promise<void> {
  await stop()
  rmSync(scratch, { recursive: true, force: true })
}

/** The data stay for the next run. Two runs in one checkout get a home each, so neither stops the other's server. */
async function startOwn() {
  for (let n = 1; ; n++) {
    const home = join(ROOT, '.kasi', `test-${n}`)
    const server = await startPostgres({ home, scratch: true })
    if (!server.borrowedFrom) return server
  }
}

/** What a killed run left behind, and templates of older schemas. The server is ours alone, so nobody uses them. */
async function dropLeftovers(url: string) {
  const keep = templateName()
  await asAdmin(url, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      `select datname as name from pg_database where datname ~ '^kasi_(test|template|building)_' and datname <> $1`,
      [keep],
    )
    for (const { name } of rows) await admin.query(`drop database "${name}" with (force)`)
  })
}

/** Migrated once for each state of the migrations; a second run finds it there. */
export async function prepareTemplate(url: string): Promise<string> {
  const template = templateName()
  await asAdmin(url, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    // Built under another name, so that a run killed half way leaves no half-migrated template.
    const building = `kasi_building_${randomUUID().slice(0, 8)}`
    await admin.query(`create database ${building}`)
    await migrate({ url: withDatabase(url, building) })
    await admin
      .query(`alter database ${building} rename to ${template}`)
      .catch(async (error: unknown) => {
        await admin.query(`drop database ${building} with (force)`)
        // 42P04: another run on the same server was quicker.
        if (!(error instanceof pg.DatabaseError && error.code === '42P04')) throw error
      })
  })
  return template
}

const CLONING = `set file_copy_method = 'clone'`

/** Tried once: PostgreSQL knows it since 18, and not every file system can do it. */
async function howToCopy(url: string, template: string): Promise<string> {
  let copying = CLONING
  await asAdmin(url, async (admin) => {
    const tried = `kasi_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`
    try {
      await admin.query(CLONING)
      await admin.query(`create database ${tried} template ${template} strategy file_copy`)
      await admin.query(`drop database ${tried}`)
    } catch {
      copying = 'select'
    }
  })
  return copying
}

function templateName(): string {
  const queue = readFileSync(join(ROOT, 'node_modules/graphile-worker/package.json'), 'utf8')
  const hash = createHash('sha256').update(queue)
  for (const migration of collectMigrations()) hash.update(`${migration.number}${migration.sha256}`)
  return `kasi_template_${hash.digest('hex').slice(0, 16)}`
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>) {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
