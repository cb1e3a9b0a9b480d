import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { wallClock } from '#platform/clock.ts'
import { classifyDatabaseError, type DatabaseFaultKind } from '#platform/database-fault.ts'
import { openDatabase, type Database, type DatabaseOptions } from '#platform/db.ts'
import { anotherDatabase, testDatabase, testVault } from '#platform/testing.ts'
import { createUnits } from '#platform/units.ts'

const origin = { actor: system('test'), name: 'test.work' }
const opened: Database[] = []
afterAll(async () => {
  for (const database of opened) await database.close()
})

function unitsOn(options: Omit<DatabaseOptions, 'name'>) {
  const database = openDatabase({ name: 'kasi test', ...options })
  opened.push(database)
  return createUnits({ database, clock: wallClock, vault: testVault, manifests: [] })
}

const fault = (kind: DatabaseFaultKind) => ({ name: 'DatabaseFault', kind })

test('a database that nobody answers for is gone', async () => {
  const units = unitsOn({ url: 'postgres://kasi:x@127.0.0.1:1/kasi' })
  await expect(units.read(origin, async () => 1)).rejects.toMatchObject(fault('gone'))
  await expect(units.unit(origin, async () => 1)).rejects.toMatchObject(fault('gone'))
})

test('a read-only database is said to be so, and can still be read', async () => {
  const url = await anotherDatabase('migrated')
  const admin = openDatabase({ url, name: 'kasi test' })
  await sql`alter database ${sql.raw(new URL(url).pathname.slice(1))} set default_transaction_read_only = on`.execute(
    admin.sql,
  )
  await admin.close()
  const units = unitsOn({ url })
  const writing = units.unit(origin, (tx) => sql`create table public.t (n integer)`.execute(tx.sql))
  await expect(writing).rejects.toMatchObject(fault('read-only'))
  await expect(
    units.read(origin, async (read) => (await sql`select 1 as one`.execute(read.sql)).rows),
  ).resolves.toEqual([{ one: 1 }])
})

describe('slow is', () => {
  test('a statement beyond its bound', async () => {
    const units = unitsOn({ url: (await testDatabase()).url, statement_ms: 50 })
    const sleeping = units.read(origin, (read) => sql`select pg_sleep(5)`.execute(read.sql))
    await expect(sleeping).rejects.toMatchObject(fault('slow'))
  })

  test('a lock beyond its bound', async () => {
    const units = unitsOn({ url: (await testDatabase()).url, lock_ms: 50 })
    const locked = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const holding = units.unit(origin, async (tx) => {
      await sql`lock table platform.event`.execute(tx.sql)
      locked.resolve()
      await release.promise
    })
    await locked.promise
    const waiting = units.unit(origin, (tx) => sql`lock table platform.event`.execute(tx.sql))
    await expect(waiting).rejects.toMatchObject(fault('slow'))
    release.resolve()
    await holding
  })

  test('a wait for a free connection beyond its bound', async () => {
    // The first connection must be there within it too, on a machine that has other work.
    const units = unitsOn({ url: (await testDatabase()).url, connections: 1, wait_ms: 1_500 })
    const release = Promise.withResolvers<void>()
    const holding = units.read(origin, () => release.promise)
    await expect(units.read(origin, async () => 1)).rejects.toMatchObject(fault('slow'))
    release.resolve()
    await holding
    await expect(units.read(origin, async () => 1)).resolves.toBe(1)
  })
})

test('a connection that is cut in the middle of a unit is gone, nothing is kept, and the next unit works', async () => {
  const { url } = await testDatabase()
  const units = unitsOn({ url, connections: 1 })
  const cut = units.unit(origin, async (tx) => {
    await sql`create table public.half (n integer)`.execute(tx.sql)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.sql)
    const other = await testDatabase()
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.sql)
    await sql`select 1`.execute(tx.sql)
  })
  await expect(cut).rejects.toMatchObject(fault('gone'))
  const left = await units.read(
    origin,
    async (read) => (await sql`select to_regclass('public.half') as half`.execute(read.sql)).rows,
  )
  expect(left).toEqual([{ half: null }])
})

test('what is no fault of the database stays what it is', () => {
  const mistake = new Error('Connection to the past')
  expect(classifyDatabaseError(mistake)).toBe(mistake)
  expect(classifyDatabaseError('text')).toBe('text')
})
