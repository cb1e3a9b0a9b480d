import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import {
  collectMigrations,
  decideMissing,
  judgeServer,
  migrate,
  type Migration,
} from '#platform/migrate.ts'
import { anotherDatabase } from '#platform/testing.ts'
import { Trouble } from '#platform/trouble.ts'

function migration(number: number, name: string, text = 'select 1'): Migration {
  return { number, name, text, sha256: createHash('sha256').update(text).digest('hex') }
}

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

describe('which migrations are missing', () => {
  const first = migration(1, 'ground')
  const second = migration(2, 'walls')
  const fourth = migration(4, 'roof')
  const all = [first, second, fourth]

  test.each([
    ['all, on an empty database', all, [], [1, 2, 4]],
    ['the rest', all, [first], [2, 4]],
    ['none', all, all, []],
  ])('%s', (_, code, applied, expected) => {
    expect(decideMissing(code, applied).map(({ number }) => number)).toEqual(expected)
  })

  test.each([
    ['one that was changed', all, [{ ...first, sha256: 'other' }], /0001_ground was changed after/],
    ['one that the code lost', [first, fourth], all, /has migration 0002_walls, which this copy/],
    ['a database newer than the code', [first], all, /newer than this copy of Kasi.*0002_walls/],
    ['one that came too late', all, [first, fourth], /0002_walls comes after 0004/],
  ])('refuses %s', (_, code, applied, message) => {
    expect(() => decideMissing(code, applied)).toThrow(message)
  })
})

describe('a server that can hold no Kasi', () => {
  test.each([
    [
      'too old',
      { version: '14.12', isReadOnly: false, standby: false },
      /PostgreSQL 14.12; Kasi needs 15/,
    ],
    ['a standby', { version: '18.4', isReadOnly: true, standby: true }, /read-only standby/],
    ['read-only', { version: '16.1 (Debian)', isReadOnly: true, standby: false }, /read-only/],
  ])('%s', (_, server, message) => {
    expect(() => judgeServer(server)).toThrow(message)
  })

  test('the oldest that is new enough', () => {
    expect(() => judgeServer({ version: '15.0', isReadOnly: false, standby: false })).not.toThrow()
  })
})

describe('the files', () => {
  const sourceWith = (...paths: string[]) => {
    const source = mkdtempSync(join(tmpdir(), 'kasi-migrations-'))
    for (const path of paths) {
      mkdirSync(join(source, path, '..'), { recursive: true })
      writeFileSync(join(source, path), 'select 1')
    }
    return source
  }

  test('of platform and rooms are one line, by number', () => {
    const source = sourceWith(
      'modules/b/migrations/0002_two.sql',
      'platform/migrations/0010_ten.sql',
      'modules/a/migrations/0003_three.sql',
    )
    expect(collectMigrations(source).map(({ name }) => name)).toEqual(['two', 'three', 'ten'])
  })

  test('with one number twice are refused', () => {
    const source = sourceWith(
      'platform/migrations/0002_two.sql',
      'modules/a/migrations/0002_deux.sql',
    )
    expect(() => collectMigrations(source)).toThrow('Two migrations have the number 0002')
  })

  test('with another kind of name are refused', () => {
    const source = sourceWith('platform/migrations/2_two.sql')
    expect(() => collectMigrations(source)).toThrow('not named like a migration')
  })
})

describe('on a real database', () => {
  test('two that start at once migrate once', async () => {
    const url = await anotherDatabase('empty')
    const results = await Promise.all([migrate({ url }), migrate({ url }), migrate({ url })])
    const counts = results.map(({ applied }) => applied.length).toSorted((a, b) => a - b)
    expect(counts).toEqual([0, 0, collectMigrations().length])
  })

  test('a file that fails leaves nothing of itself and everything before it', async () => {
    const url = await anotherDatabase('empty')
    const good = migration(1, 'good', 'create table platform.good (n integer)')
    const bad = migration(2, 'bad', 'create table platform.bad (n integer); select 1 / 0')
    await expect(migrate({ url, migrations: [good, bad] })).rejects.toThrow(
      '0002_bad failed and was undone',
    )
    const { rows } = await inDatabase(url, (client) =>
      client.query(
        `select to_regclass('platform.good') is not null as good, to_regclass('platform.bad') is not null as bad`,
      ),
    )
    expect(rows).toEqual([{ good: true, bad: false }])
    const mended = migration(2, 'bad', 'create table platform.bad (n integer)')
    expect((await migrate({ url, migrations: [good, mended] })).applied).toEqual([mended])
  })

  test('a database of newer code is refused', async () => {
    const url = await anotherDatabase('migrated')
    await inDatabase(url, (client) =>
      client.query(`insert into platform.migration values (9999, 'tomorrow', 'x')`),
    )
    await expect(migrate({ url })).rejects.toThrow(/newer than this copy of Kasi.*9999_tomorrow/)
  })

  test('a read-only database is refused', async () => {
    const url = await anotherDatabase('migrated')
    await inDatabase(url, (client) =>
      client.query(`alter database ${client.database} set default_transaction_read_only = on`),
    )
    await expect(migrate({ url })).rejects.toThrow('The database is read-only')
  })

  test('one that nobody answers for is said so, and where to look', async () => {
    const gone = migrate({ url: 'postgres://kasi:x@127.0.0.1:1/kasi' })
    await expect(gone).rejects.toMatchObject({
      message: expect.stringContaining('cannot be reached'),
      todo: expect.stringContaining('DATABASE_URL'),
    })
    await expect(gone).rejects.toBeInstanceOf(Trouble)
  })

  test('waits only so long for another that is migrating', async () => {
    const url = await anotherDatabase('empty')
    await inDatabase(url, async (other) => {
      await other.query('select pg_advisory_lock(4519310227)')
      await expect(migrate({ url, wait_s: 1 })).rejects.toThrow(
        'Another process has been migrating',
      )
    })
  })

  test('a table that somebody holds is not waited for without end', async () => {
    const url = await anotherDatabase('empty')
    const first = migration(1, 'till', 'create table platform.till (n integer)')
    await migrate({ url, migrations: [first] })
    await inDatabase(url, async (other) => {
      await other.query('begin; lock table platform.till')
      const second = migration(2, 'drawer', 'alter table platform.till add column m integer')
      await expect(migrate({ url, migrations: [first, second] })).rejects.toThrow(
        'waited more than 5 s for a lock',
      )
    })
  })
})
