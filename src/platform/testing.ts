import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Actor, type SiteScope, system } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { movedClock } from '#platform/clock.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import type { Manifest } from '#platform/manifest.ts'
import { type Announced, type Left, openOutbox } from '#platform/outbox.ts'
import { type JobRun } from '#platform/queue/tasks.ts'
import { settleJobs, type SettleOptions } from '#platform/queue/settle.ts'
import type { Read, Tx, Units } from '#platform/tx.ts'
import { sitesOf } from '#platform/reach.ts'
import { type BeforeCommit, createUnits } from '#platform/units.ts'
import { whenFileEnds } from '#platform/testing/file-end.ts'
import { testVault } from '#platform/testing/vault.ts'
import type { Vault } from '#platform/vault.ts'

/** Where tests begin unless they say otherwise: a Friday evening in Nairobi. */
export const TEST_START = '2026-11-20T18:00:00+03:00'

let opened: Promise<Database> | undefined

/**
 * The database of this test file: a copy of the migrated template, made on first use and dropped after
 * the last test. Tests of one file share it; files never see each other's.
 */
export function testDatabase(): Promise<Database> {
  opened ??= openFilesDatabase()
  return opened
}

async function openFilesDatabase(): Promise<Database> {
  const url = await anotherDatabase('migrated')
  const database = openDatabase({ url, name: 'kasi test', connections: 20 })
  whenFileEnds(async () => {
    opened = undefined
    await database.close()
  })
  return database
}

/** The address of one more database of this test file's own, for tests that break it. */
export async function anotherDatabase(state: 'migrated' | 'empty'): Promise<string> {
  const { url, template, copying } = inject('postgres')
  const name = `kasi_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`
  const source = state === 'migrated' ? template : 'template0'
  await asAdmin(url, copying, `create database ${name} template ${source} strategy file_copy`)
  whenFileEnds(() => asAdmin(url, `drop database if exists ${name} with (force)`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}

async function asAdmin(url: string, ...statements: string[]) {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    for (const statement of statements) await admin.query(statement)
  } finally {
    await admin.end()
  }
}

export { testVault }

/** A `Tx` that shows what was announced and left for later. */
export type TestTx = Tx & {
  readonly announced: readonly Announced[]
  readonly left: readonly Left[]
}

/** The same unit, worked by somebody else: as the edge would open it for a call of this endpoint. */
export function actingAs<Work extends Read>(
  work: Work,
  actor: Actor,
  endpoint?: Pick<Endpoint, 'access'>,
): Work {
  return { ...work, actor, sites: sitesOf(actor, endpoint) }
}

class Undo extends Error {}

/** Runs `work` in a transaction that is rolled back, so tests of one file do not see each other's rows. */
export async function testTx(
  work: (tx: TestTx) => Promise<void>,
  about: { actor?: Actor; at?: string; vault?: Vault } = {},
): Promise<void> {
  const { sql } = await testDatabase()
  const now = Temporal.Instant.from(about.at ?? TEST_START)
  const outbox = openOutbox(now)
  try {
    await sql.transaction().execute(async (transaction) => {
      await work({
        sql: transaction,
        now,
        actor: about.actor ?? system('test'),
        sites: sitesOf(about.actor ?? system('test')),
        vault: about.vault ?? testVault,
        ...outbox,
      })
      throw new Undo()
    })
  } catch (thrown) {
    if (!(thrown instanceof Undo)) throw thrown
  }
}

export type TestUnits = Units & {
  readonly database: Database
  readonly clock: ReturnType<typeof movedClock>
  /** Does all work that is due by the moved clock, one after another, until none is left. See `settleJobs`. */
  runJobs(options?: SettleOptions): Promise<JobRun[]>
}

/** Real units on this file's database, with commits, and a clock that stands until it is moved. */
export async function testUnits(
  options: {
    manifests?: readonly Manifest[]
    at?: string
    vault?: Vault
    beforeCommit?: BeforeCommit[]
  } = {},
): Promise<TestUnits> {
  const { manifests = [], vault = testVault, beforeCommit = [] } = options
  const database = await testDatabase()
  const clock = movedClock(options.at ?? TEST_START)
  const units = createUnits({ database, clock, vault, manifests, beforeCommit })
  const runJobs = (how?: SettleOptions) => settleJobs({ manifests, units, database, clock }, how)
  return { ...units, database, clock, runJobs }
}

/** A member of staff with these permissions, at these sites. */
export function staffWith(permissions: readonly string[], sites: SiteScope = 'all'): Actor {
  const now = Temporal.Instant.from(TEST_START)
  return {
    kind: 'staff',
    id: newId(now),
    via: { kind: 'session', id: newId(now) },
    permissions: new Set(permissions),
    sites,
    standing: 'whole',
    provenAt_ms: now.epochMilliseconds,
  }
}

/** A member of staff who may do everything that these rooms declare. */
export function owner(manifests: readonly Manifest[]): Actor {
  return staffWith(manifests.flatMap((manifest) => Object.keys(manifest.permissions ?? {})))
}
