import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing.ts'
import { describeSchema, describeTypes } from './db-types/describe.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')

let client: pg.Client
beforeAll(async () => {
  client = new pg.Client({ connectionString: (await testDatabase()).url })
  await client.connect()
})
afterAll(() => client.end())

describe('what is generated from the database is up to date (else: npm run db:types)', () => {
  test('src/platform/database.ts', async () => {
    expect(await describeTypes(client)).toBe(read('src/platform/database.ts'))
  })

  test('schema.sql', async () => {
    expect(await describeSchema(client)).toBe(read('schema.sql'))
  })
})

test('a change of the database changes both', async () => {
  await client.query(`
    begin;
    create type platform.mood as enum ('calm', 'busy');
    create table platform.sample (
      id bigint generated always as identity primary key,
      moods platform.mood[] not null default '{}',
      cents bigint check (cents > 0),
      facts jsonb,
      on_day date not null,
      taken_at timestamptz default now()
    ) partition by hash (id);
    create index sample_day on platform.sample (on_day);`)
  try {
    expect(await describeTypes(client)).toContain(`export interface PlatformSample {
  id: GeneratedAlways<bigint>
  moods: Generated<('calm' | 'busy')[]>
  cents: bigint | null
  facts: ColumnType<unknown, string | null | undefined, string | null>
  on_day: Temporal.PlainDate
  taken_at: Generated<Temporal.Instant | null>
}`)
    expect(await describeSchema(client)).toContain(`create table platform.sample (
  id bigint not null generated always as identity,
  moods platform.mood[] not null default '{}'::platform.mood[],
  cents bigint,
  facts jsonb,
  on_day date not null,
  taken_at timestamp with time zone default now(),
  constraint sample_pkey PRIMARY KEY (id),
  constraint sample_cents_check CHECK ((cents > 0))
) partition by HASH (id);
CREATE INDEX sample_day ON ONLY platform.sample USING btree (on_day);`)
  } finally {
    await client.query('rollback')
  }
})
