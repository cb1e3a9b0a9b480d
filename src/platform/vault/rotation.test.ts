import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { nobody } from '#kernel/actor.ts'
import { wallClock } from '#platform/clock.ts'
import { addKey, findKeys, removeKeys } from '#platform/keys.ts'
import { must } from '#kernel/assert.ts'
import { testDatabase, testUnits, type TestUnits } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'
import { keyIdOf } from '#platform/vault/field-vault.ts'
import { openVault, type OpenVault } from '#platform/vault/open-vault.ts'
import { brokenRows, sealedColumns } from '#platform/vault/reseal.ts'
import {
  type Door,
  destroyUnusedKeys,
  keksInUse,
  resealStep,
  rewrapDataKeys,
  rotateDataKey,
} from '#platform/vault/rotation.ts'
import { keysIn, scratchDirectory } from '#platform/vault/testing.ts'

const origin = { actor: nobody, name: 'test.work' }
const config = keysIn(scratchDirectory())
const keks = () => must(findKeys(config), 'the keys file is there')
/** Nobody else runs, so nobody needs time to fetch a key. */
const AT_ONCE_MS = 0
const steps = { rows: 7, batches: 3 }

let vault: OpenVault
let units: TestUnits
let sqlOf: Awaited<ReturnType<typeof testDatabase>>['sql']

beforeAll(async () => {
  sqlOf = (await testDatabase()).sql
  vault = await openVault(sqlOf, { config, clock: wallClock })
  units = await testUnits({ vault })
  await sql`create schema test`.execute(sqlOf)
  await sql`create table test.person (id uuid primary key default gen_random_uuid(), name_sealed text, phone_sealed text)`.execute(
    sqlOf,
  )
  await sql`create table test.note (number bigint primary key, body_sealed text)`.execute(sqlOf)
})

const doorOf = (opened: TestUnits): Door => ({
  unit: (work) => opened.unit(origin, work),
  read: (work) => opened.read(origin, work),
})

async function insertPerson(name: string): Promise<string> {
  const id = crypto.randomUUID()
  await units.unit(origin, async (tx) => {
    const sealed = tx.vault.seal({ table: 'test.person', column: 'name_sealed', row: id }, name)
    await sql`insert into test.person (id, name_sealed) values (${id}, ${sealed})`.execute(tx.sql)
  })
  return id
}

async function people(): Promise<{ id: string; name: string; key: string | undefined }[]> {
  const { rows } = await sql<{
    id: string
    sealed: string
  }>`select id, name_sealed as sealed from test.person order by id`.execute(sqlOf)
  return rows.map(({ id, sealed }) => ({
    id,
    name: vault.open({ table: 'test.person', column: 'name_sealed', row: id }, sealed),
    key: keyIdOf(sealed),
  }))
}

async function resealAll() {
  while ((await resealStep(doorOf(units), steps)).left > 0);
}

test('sealed columns are found by their name, with the column that addresses their rows', async () => {
  const found = await sealedColumns(sqlOf)
  expect(found).toContainEqual({
    table: 'test.person',
    column: 'name_sealed',
    row: 'id',
    row_type: 'uuid',
  })
  expect(found).toContainEqual({
    table: 'test.note',
    column: 'body_sealed',
    row: 'number',
    row_type: 'bigint',
  })
  expect(found).toContainEqual({
    table: 'platform.audit',
    column: 'detail_sealed',
    row: 'id',
    row_type: 'uuid',
  })
})

test('a sealed column whose rows have no address is a fault', async () => {
  await sql`create table test.loose (a int, b int, note_sealed text, primary key (a, b))`.execute(
    sqlOf,
  )
  await expect(sealedColumns(sqlOf)).rejects.toThrow('test.loose has sealed text in note_sealed')
  await sql`drop table test.loose`.execute(sqlOf)
})

test('a rotation seals everything again, goes on after a crash, and destroys the old key', async () => {
  for (let n = 1; n <= 50; n++) await insertPerson(`Wanjiku ${n}`)
  for (let n = 1; n <= 12; n++) {
    const sealed = vault.seal(
      { table: 'test.note', column: 'body_sealed', row: String(n) },
      `note ${n}`,
    )
    await sql`insert into test.note values (${n}, ${sealed})`.execute(sqlOf)
  }
  const before = await people()

  expect(await rotateDataKey(sqlOf, keks(), wallClock, AT_ONCE_MS)).toEqual({
    from: 'd1',
    to: 'd2',
  })
  await vault.refresh()
  let first = await resealStep(doorOf(units), { rows: 7, batches: 1 })
  while (first.done === 0) first = await resealStep(doorOf(units), { rows: 7, batches: 1 })
  expect(first.left).toBeGreaterThan(0)
  expect(await destroyUnusedKeys(doorOf(units), Temporal.Duration.from('PT0S'))).toEqual([])

  // A process that starts after the crash knows nothing but the database and the keys file.
  vault = await openVault(sqlOf, { config, clock: wallClock })
  units = await testUnits({ vault, at: wallClock.now().add({ hours: 1 }).toString() })
  await resealAll()

  const after = await people()
  expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name))
  expect(new Set(after.map(({ key }) => key))).toEqual(new Set(['d2']))
  const { rows } = await sql<{
    number: bigint
    sealed: string
  }>`select number, body_sealed as sealed from test.note`.execute(sqlOf)
  for (const { number, sealed } of rows)
    expect(
      vault.open({ table: 'test.note', column: 'body_sealed', row: String(number) }, sealed),
    ).toBe(`note ${number}`)

  expect(await destroyUnusedKeys(doorOf(units), Temporal.Duration.from('PT0S'))).toEqual(['d1'])
  const { rows: keys } =
    await sql`select id, state, wrapped is null as gone from platform.data_key where id = 'd1'`.execute(
      sqlOf,
    )
  expect(keys).toEqual([{ id: 'd1', state: 'retired', gone: true }])
})

test('a rotation under load loses nothing, also from a process that is still behind', async () => {
  const behind = vault // It has not heard of the new key and goes on sealing with the old one.
  const started = (await people()).length
  let writing = true
  const written: string[] = []
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; writing || n < 20; n++) {
      const id = await insertPerson(`Otieno ${writer}/${n}`)
      await units.unit(origin, async (tx) => {
        const { rows } = await sql<{
          sealed: string
        }>`select name_sealed as sealed from test.person where id = ${id} for update`.execute(
          tx.sql,
        )
        const at = { table: 'test.person', column: 'name_sealed', row: id }
        const name = behind.open(at, must(rows[0], 'the row is there').sealed)
        await sql`update test.person set name_sealed = ${behind.seal(at, `${name} changed`)} where id = ${id}`.execute(
          tx.sql,
        )
      })
      written.push(`Otieno ${writer}/${n} changed`)
    }
  })

  await rotateDataKey(sqlOf, keks(), wallClock, AT_ONCE_MS)
  const ahead = await openVault(sqlOf, { config, clock: wallClock })
  const aheadUnits = await testUnits({
    vault: ahead,
    at: wallClock.now().add({ hours: 1 }).toString(),
  })
  // The process behind follows every few seconds, and at once when it meets text that it cannot open.
  while ((await resealStep(doorOf(aheadUnits), steps)).left > 0) await behind.refresh()
  writing = false
  await Promise.all(writers)
  await behind.refresh()

  // Rows that the process behind sealed with the old key meanwhile keep that key from being destroyed.
  let destroyed: string[] = []
  for (let round = 0; round < 5 && destroyed.length === 0; round++) {
    destroyed = await destroyUnusedKeys(doorOf(aheadUnits), Temporal.Duration.from('PT0S'))
    while ((await resealStep(doorOf(aheadUnits), { rows: 500, batches: 10 })).left > 0);
  }
  expect(destroyed).toEqual(['d2'])

  vault = await openVault(sqlOf, { config, clock: wallClock })
  const all = await people()
  expect(all).toHaveLength(started + written.length)
  const names = new Set(all.map(({ name }) => name))
  expect(written.filter((name) => !names.has(name))).toEqual([])
  expect(new Set(all.map(({ key }) => key))).toEqual(new Set(['d3']))
})

test('a row that does not open is left alone, counted, and keeps its key', async () => {
  units = await testUnits({ vault, at: wallClock.now().add({ hours: 2 }).toString() })
  const id = await insertPerson('Akinyi')
  await sql`update test.person set name_sealed = (select name_sealed from test.person where id <> ${id} limit 1) where id = ${id}`.execute(
    sqlOf,
  )
  await rotateDataKey(sqlOf, keks(), wallClock, AT_ONCE_MS)
  await vault.refresh()
  await resealAll()
  expect(await brokenRows(sqlOf)).toEqual([
    { table: 'test.person', column: 'name_sealed', rows: 1 },
  ])
  expect(await destroyUnusedKeys(doorOf(units), Temporal.Duration.from('PT0S'))).toEqual([])
  expect((await resealStep(doorOf(units), steps)).left).toBe(0)
})

test('a new key-encryption key rewraps every data key and touches no row', async () => {
  const { rows: before } = await sql`select * from test.note order by number`.execute(sqlOf)
  const old = keks().current
  addKey(config.keys.file, wallClock.now())
  expect((await rewrapDataKeys(sqlOf, keks())).rewrapped).toBeGreaterThan(2)
  expect(await keksInUse(sqlOf)).toEqual([keks().current])
  expect(await rewrapDataKeys(sqlOf, keks())).toEqual({ rewrapped: 0 })

  removeKeys(config.keys.file, [old])
  expect(keks().ids).toEqual([keks().current])
  vault = await openVault(sqlOf, { config, clock: wallClock })
  const { rows: after } = await sql<{
    number: bigint
    body_sealed: string
  }>`select * from test.note order by number`.execute(sqlOf)
  expect(after).toEqual(before)
  const note = must(after[0], 'there is a note')
  expect(
    vault.open(
      { table: 'test.note', column: 'body_sealed', row: String(note.number) },
      note.body_sealed,
    ),
  ).toBe('note 1')
})

test('a process that meets a key it does not hold fetches it, and the work is done all the same', async () => {
  const at = { table: 'test.person', column: 'name_sealed', row: 'x' }
  async function workBehind() {
    const behind = await openVault(sqlOf, { config, clock: wallClock })
    await rotateDataKey(sqlOf, keks(), wallClock, AT_ONCE_MS)
    const sealed = (await openVault(sqlOf, { config, clock: wallClock })).seal(at, 'Kamau')
    const tries: string[] = []
    const opened = ({ vault: held }: Read) => {
      tries.push(sealed)
      return Promise.resolve(held.open(at, sealed))
    }
    return { opened, tries, work: await testUnits({ vault: behind }) }
  }
  const look = await workBehind()
  expect(await look.work.read(origin, look.opened)).toBe('Kamau')
  expect(look.tries).toHaveLength(2)
  const glance = await workBehind()
  expect(await glance.work.glance(origin, glance.opened)).toBe('Kamau')
  const change = await workBehind()
  expect(await change.work.unit(origin, change.opened)).toBe('Kamau')
  expect(change.tries).toHaveLength(2)
})

test('a process that cannot read the keys for too long seals nothing, and still opens', async () => {
  const at = { table: 'test.person', column: 'name_sealed', row: 'x' }
  const cut = await openVault(sqlOf, { config, clock: wallClock, follow: true, stale_ms: 200 })
  const sealed = cut.seal(at, 'Kamau')
  await sleep(250)
  expect(() => cut.seal(at, 'Kamau')).toThrow('could not be read for too long')
  expect(cut.open(at, sealed)).toBe('Kamau')
  await cut.refresh()
  expect(cut.open(at, cut.seal(at, 'Kamau'))).toBe('Kamau')
  cut.close()
})
