import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseConfig } from '#platform/config.ts'
import { movedClock } from '#platform/clock.ts'
import { findKeys, type KeyProvider } from '#platform/keys.ts'
import { collectMigrations, migrate, type Migration } from '#platform/migrate.ts'
import { anotherDatabase } from '#platform/testing.ts'
import { backUp, checkBackup } from './back-up.ts'
import { quoted } from './catalog.ts'
import { restore } from './restore.ts'

const dir = mkdtempSync(join(tmpdir(), 'kasi-backup-'))
const clock = movedClock('2026-11-20T18:00:00+03:00')
const keys = someKeys()
/** All rooms, and the ground alone, which is made in a tenth of the time: what is odd is the same in both. */
let house = ''
let ground = ''

beforeAll(async () => {
  ;[house, ground] = await Promise.all([anotherDatabase('migrated'), anotherDatabase('empty')])
  await migrate({ url: house, migrations: everyRoom })
  await migrate({ url: ground, migrations: known })
  for (const url of [house, ground]) await run(url, ROWS)
})

afterAll(() => rmSync(dir, { recursive: true }))

function someKeys(): KeyProvider {
  const config = parseConfig({ KASI_KEYS: randomBytes(32).toString('base64'), KASI_ENV: 'test' })
  const found = findKeys(config)
  if (!found) throw new Error('no keys')
  return found
}

async function run<R extends object>(on: string, sql: string): Promise<R[]> {
  const client = new pg.Client(on)
  await client.connect()
  try {
    const result = await client.query<R>(sql)
    return result.rows
  } finally {
    await client.end()
  }
}

/** Things that naive dumps lose: cycles, generated columns, partitions, sequences, guards. */
const ODD = `
  create schema odd;
  create table odd.thing (
    id bigint generated always as identity primary key,
    words text, bytes bytea, at timestamptz, day date, span interval, price numeric, list text[], facts jsonb, real float8,
    double bigint generated always as (id * 2) stored,
    friend bigint references odd.thing
  );
  create table odd."Chicken & Egg" (id int primary key, egg int);
  create table odd.egg (id int primary key, chicken int references odd."Chicken & Egg");
  alter table odd."Chicken & Egg" add foreign key (egg) references odd.egg deferrable initially deferred;
  create table odd.sample (at date not null, n int) partition by range (at);
  create table odd.sample_rest partition of odd.sample default;
  create sequence odd.counter;
  create function odd.no() returns trigger language plpgsql as $$ begin raise exception 'only grows'; end $$;
  create trigger no before update or delete or truncate on odd.egg for each statement execute function odd.no();
  alter table odd.egg enable always trigger no;
  insert into odd.thing (words) values ('A row that a migration brings');`

/** Values that naive dumps lose: odd text, bytes, infinities, exact floats, nulls in arrays, partitions made at run time. */
const ROWS = `
  delete from odd.thing;
  insert into odd.thing (words, bytes, at, day, span, price, list, facts, real, friend) values
    (E'tab\\there, line\\nend, back\\\\slash, \\\\N, ''quote'', مرحبا, 🦒', '\\x00ff0a5c', '2026-11-20 18:00:00.123456+03',
     '2026-02-28', '1 mon -3 days 04:05:06.7', 1e30, array['a,b', null, '{}', ''], '{"a": [1, null]}', 0.1, 3),
    (null, null, 'infinity', '-infinity', null, 'NaN', '{}', 'null', '-infinity', 2),
    ('', '', '4713-01-01 00:00:00+00 BC', '0001-01-01', '0', 0, null, '""', 1e-300, null);
  begin; insert into odd."Chicken & Egg" values (1, 1); insert into odd.egg values (1, 1); commit;
  insert into odd.egg select n, null from generate_series(2, 60000) n;
  create table odd.sample_2026_11 partition of odd.sample for values from ('2026-11-01') to ('2026-12-01') partition by list (n);
  create table odd.sample_2026_11_even partition of odd.sample_2026_11 for values in (2, 4);
  insert into odd.sample values ('2026-11-03', 2), ('2027-01-01', 3);
  select nextval('odd.counter'), nextval('odd.counter'), setval('odd.thing_id_seq', 41);
  select graphile_worker.add_job('organization.wake', '{"n": 1}');`

const odd: Migration = { number: 9_999, name: 'odd', sha256: 'odd', text: ODD }
const everyRoom: readonly Migration[] = [...collectMigrations(), odd]
const known = everyRoom.filter(({ number }) => number < 10 || number === odd.number)

/** Of each table but the queue's own history, how many rows it has and what they are in all, and where every sequence stands. */
async function everything(on: string): Promise<Record<string, unknown>> {
  const tables = await run<{ schema: string; name: string }>(
    on,
    `select schemaname as schema, tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')
       and (schemaname, tablename) <> ('graphile_worker', 'migrations') -- when each database was migrated
     order by 1, 2`,
  )
  const digests = tables.map(
    (table) => `select '${quoted(table)}' as name, count(*)::int as rows,
      md5(string_agg(t::text, E'\\n' order by t::text collate "C")) as digest from ${quoted(table)} t`,
  )
  const found = digests.length === 0 ? [] : await run<Digest>(on, digests.join(' union all '))
  const sequences = await run(
    on,
    `select schemaname, sequencename, last_value::text from pg_sequences order by 1, 2`,
  )
  return { ...Object.fromEntries(found.map(({ name, ...of }) => [name, of])), sequences }
}

type Digest = { name: string; rows: number; digest: string | null }

function backupTo(name: string, on = ground) {
  const file = join(dir, name)
  return backUp({ url: on, file, keys, clock, kasi: 'test' }).then((summary) => ({ file, summary }))
}

/** Tries to restore, and shows what is in the database afterwards. */
async function tryRestore(target: string, file: string, using = keys) {
  const outcome = await restore({ url: target, file, keys: using, known }).then(
    () => 'restored',
    (error: unknown) => (error instanceof Error ? error.message : 'an odd error'),
  )
  const tables = Object.keys(await everything(target))
  return { outcome, left: tables.filter((name) => name !== 'sequences') }
}

test('a restored database is what was backed up, row by row, guards and sequences included', async () => {
  const { file, summary } = await backupTo('whole', house)
  const target = await anotherDatabase('empty')
  await restore({ url: target, file, keys, known: everyRoom })
  const [before, after] = [await everything(house), await everything(target)]
  expect(after).toEqual(before)
  expect(after['"odd"."egg"']).toMatchObject({ rows: 60_000 })
  expect(summary.rows).toBeGreaterThan(60_000)
  expect(summary.lastMigration).toBe(9_999)

  await expect(run(target, 'delete from odd.egg')).rejects.toThrow('only grows')
  await expect(run(target, 'insert into odd.egg values (60001, 7)')).rejects.toThrow('foreign key')
  expect(await run(target, "insert into odd.thing (words) values ('next') returning id")).toEqual([
    { id: '42' },
  ])
  expect(await run(target, `select tgenabled from pg_trigger where tgname = 'no'`)).toEqual([
    { tgenabled: 'A' },
  ])
})

test('nothing of what is inside can be read from the file, and only its owner can read it', async () => {
  const { file } = await backupTo('closed')
  const bytes = readFileSync(file)
  for (const planted of ['back', 'organization.wake', 'Chicken', '🦒']) {
    expect(bytes.includes(planted), `${planted}`).toBe(false)
  }
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a backup is one moment, though others go on writing', async () => {
  let writing = true
  const writer = (async () => {
    for (let n = 100_000; writing; n++) {
      await run(
        ground,
        `begin; insert into odd."Chicken & Egg" values (${n}, ${n}); insert into odd.egg values (${n}, ${n}); commit`,
      )
    }
  })()
  const { file } = await backupTo('moment')
  writing = false
  await writer
  const target = await anotherDatabase('empty')
  await restore({ url: target, file, keys, known })
  const lone = `select count(*)::int as lone from odd."Chicken & Egg" c full join odd.egg e on e.id = c.egg where c.id is null and e.id > 60000 or e.id is null`
  expect(await run(target, lone)).toEqual([{ lone: 0 }])
})

test('a backup with another key is refused, and nothing is restored', async () => {
  const { file } = await backupTo('other-key')
  const { outcome, left } = await tryRestore(await anotherDatabase('empty'), file, someKeys())
  expect(outcome).toContain(`made with the key ${keys.current}`)
  expect(left).toEqual([])
})

test('a file that was changed or cut off anywhere is refused, and nothing is restored', async () => {
  const { file } = await backupTo('hurt')
  const whole = readFileSync(file)
  const frames = whole.indexOf(10) + 1
  const target = await anotherDatabase('empty')
  const hurts: [string, () => void, RegExp][] = [
    [
      'its first line',
      () =>
        writeFileSync(
          file,
          whole.toString('latin1').replace('"kasi":"test"', '"kasi":"fest"'),
          'latin1',
        ),
      /does not open/,
    ],
    [
      'a bit in the middle',
      () => writeFileSync(file, flip(whole, whole.length >> 1)),
      /damaged|does not open/,
    ],
    [
      'its last bit',
      () => writeFileSync(file, flip(whole, whole.length - 1)),
      /damaged|does not open/,
    ],
    ['one byte missing', () => truncateSync(file, whole.length - 1), /cut off/],
    ['half missing', () => truncateSync(file, whole.length >> 1), /cut off/],
    ['all but the first line missing', () => truncateSync(file, frames), /cut off/],
    [
      'its last frame missing',
      () => truncateSync(file, startOfLastFrame(whole, frames)),
      /cut off/,
    ],
    ['something added', () => appendFileSync(file, 'more'), /damaged|cut off/],
    ['another kind of file', () => writeFileSync(file, 'PGDMP'), /not a backup/],
    ['nothing at all', () => writeFileSync(file, ''), /not a backup/],
  ]
  for (const [what, hurt, words] of hurts) {
    writeFileSync(file, whole)
    hurt()
    const { outcome, left } = await tryRestore(target, file)
    expect(outcome, `${what}`).toMatch(words)
    expect(left, `${what}`).toEqual([])
  }
})

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

function startOfLastFrame(bytes: Buffer, first: number): number {
  let at = first
  for (let next = at; next < bytes.length; next += 4 + bytes.readUInt32BE(next)) at = next
  return at
}

test('a database that is not empty is refused and left as it is', async () => {
  const { file } = await backupTo('not-empty')
  const before = await everything(ground)
  const attempt = restore({ url: ground, file, keys, known })
  await expect(attempt).rejects.toThrow('is not empty')
  expect(await everything(ground)).toEqual(before)
})

test('a restore that fails half way leaves the database empty', async () => {
  const { file } = await backupTo('half-way')
  const target = await anotherDatabase('empty')
  // A table that cannot take the rows that the backup holds.
  const narrower = known.map((one) =>
    one === odd ? { ...one, text: `${ODD} alter table odd.egg add check (id < 50000)` } : one,
  )
  await expect(restore({ url: target, file, keys, known: narrower })).rejects.toThrow('egg')
  expect(Object.keys(await everything(target))).toEqual(['sequences'])
  await restore({ url: target, file, keys, known })
})

test('a backup of another history of migrations is refused', async () => {
  const { file } = await backupTo('history')
  const target = await anotherDatabase('empty')
  const attempt = restore({ url: target, file, keys, known: collectMigrations() })
  await expect(attempt).rejects.toThrow('does not have the migration 9999 (odd)')
})

test('a backup never replaces a file and leaves none behind when it fails', async () => {
  const { file } = await backupTo('once')
  await expect(backupTo('once')).rejects.toThrow('never replaces a file')
  await expect(backupTo('strange', await anotherDatabase('empty'))).rejects.toThrow(
    'not one of Kasi',
  )
  await expect(backupTo('no/such/directory')).rejects.toThrow('cannot be used')
  await expect(checkBackup(join(dir, 'missing'), keys)).rejects.toThrow('There is no file')
  expect(existsSync(file)).toBe(true)
  expect(readdirSync(dir).filter((name) => name.includes('partial') || name === 'strange')).toEqual(
    [],
  )
})

test('a day of a log that is let go of meanwhile waits until the backup has it', async () => {
  await run(
    ground,
    `create schema crowd; create table crowd.many as select n, repeat('x', 200) as words from generate_series(1, 150000) n;
     create table crowd.sample (at date not null) partition by range (at);
     create table crowd.sample_of_a_day partition of crowd.sample for values from ('2026-11-01') to ('2026-11-02')`,
  )
  const made = backupTo('meanwhile').catch((error: unknown) => error)
  const isReading = async () => {
    const found = await run(
      ground,
      `select from pg_stat_activity where application_name = 'kasi backup' and query like 'copy%many%'`,
    )
    return found.length
  }
  await expect.poll(isReading, { interval: 5, timeout: 15_000 }).toBe(1)
  const drop = run(ground, `set lock_timeout = '100ms'; drop table crowd.sample_of_a_day`)
  await expect(drop).rejects.toThrow('lock timeout')
  expect(await made).toMatchObject({ summary: { lastMigration: 9_999 } })
  await run(ground, 'drop schema crowd cascade')
})
