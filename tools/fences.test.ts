import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fences } from './fences.ts'
import { tablesIn } from './fences/sql.ts'
import { readTree } from './source.ts'

/** A house of four rooms, with one file that the case is about. */
function judge(path: string, text: string): string[] {
  const tree = new Map([
    ['src/modules.ts', "export const ORDER = ['organization', 'staff', 'ledger', 'desk'] as const"],
    [path, text],
  ])
  return fences(tree).map((finding) => finding.rule)
}

const STAFF = 'src/modules/staff'

/** The whole source is read, on a machine that may be doing everything else as well. */
const PATIENCE_MS = 120_000

test('the source of Kasi keeps every fence', { timeout: PATIENCE_MS }, () => {
  expect(fences(readTree(resolve(import.meta.dirname, '..')))).toEqual([])
})

test.for<[rule: string, path: string, text: string]>([
  // kernel
  ['kernel', 'src/kernel/a.ts', "import { t } from '#platform/tx.ts'"],
  ['kernel', 'src/kernel/a.ts', "import type { Tx } from '../platform/tx.ts'"],
  ['kernel', 'src/kernel/a.ts', "import { createHash } from 'node:crypto'"],
  ['kernel', 'src/kernel/a.ts', "export * from 'kysely'"],
  ['kernel', 'src/kernel/a.ts', "import { s } from '#modules/staff/index.ts'"],
  // platform
  ['platform', 'src/platform/a.ts', "import { s } from '#modules/staff/index.ts'"],
  ['platform', 'src/platform/a.ts', "import type { S } from '#modules/staff/contract.ts'"],
  ['platform', 'src/platform/a.ts', "import { ORDER } from '#modules.ts'"],
  ['platform', 'src/platform/a.ts', "import { decode } from '#radius/packet.ts'"],
  ['platform', 'src/platform/a.ts', "const lazy = await import('../modules/staff/index.ts')"],
  ['platform', 'src/platform/a.ts', "type S = import('#modules/staff/index.ts').Member"],
  // radius
  ['radius', 'src/radius/a.ts', "import { tx } from '#platform/tx.ts'"],
  ['radius', 'src/radius/a.ts', "import { createSocket } from 'node:dgram'"],
  ['radius', 'src/radius/a.ts', "import { sql } from 'kysely'"],
  ['radius', 'src/radius/transports/a.ts', "import { readFileSync } from 'node:fs'"],
  ['radius', 'src/radius/eap/a.ts', "import { connect } from 'node:tls'"],
  // the order of the rooms, and their doors
  ['order', `${STAFF}/commands/a.ts`, "import { post } from '#modules/ledger/index.ts'"],
  ['order', `${STAFF}/contract.ts`, "export { a } from '#modules/ledger/contract.ts'"],
  ['order', `${STAFF}/commands/a.ts`, "import { b } from '#modules/unheard/index.ts'"],
  ['order', 'src/modules/unheard/index.ts', "import { id } from '#kernel/id.ts'"],
  ['order', 'src/modules.ts', "import { z } from '#kernel/id.ts'\nexport const ORDER = ['staff']"],
  ['door', `${STAFF}/commands/a.ts`, "import { b } from '#modules/organization/store.ts'"],
  ['door', `${STAFF}/queries.ts`, "import { b } from '../organization/queries.ts'"],
  ['door', `${STAFF}/a.test.ts`, "import { b } from '#modules/organization/store.ts'"],
  ['door', 'src/main/a.ts', "import { b } from '#modules/staff/commands/invite.ts'"],
  ['room', `${STAFF}/routes.ts`, "import { Page } from '#web/ui/page.tsx'"],
  ['room', `${STAFF}/routes.ts`, "import { ORDER } from '#modules.ts'"],
  // rules/
  ['rules', `${STAFF}/rules/a.ts`, "import { find } from '../store.ts'"],
  ['rules', `${STAFF}/rules/a.ts`, "import { wallClock } from '#platform/clock.ts'"],
  ['rules', `${STAFF}/rules/a.ts`, "import { siteNow } from '#modules/organization/index.ts'"],
  ['rules', `${STAFF}/rules/a.ts`, "import { createHash } from 'node:crypto'"],
  // contract.ts
  ['contract', `${STAFF}/contract.ts`, "import { find } from './store.ts'"],
  ['contract', `${STAFF}/contract.ts`, "import type { Tx } from '#platform/tx.ts'"],
  ['contract', `${STAFF}/contract.ts`, "import { decide } from './rules/decide.ts'"],
  ['contract', `${STAFF}/contract/roles.ts`, "import { find } from '../store.ts'"],
  ['web', 'src/web/admin/a.tsx', "import { role } from '#modules/staff/contract/roles.ts'"],
  ['contract', `${STAFF}/contract.ts`, "import { randomUUID } from 'node:crypto'"],
  ['contract', 'src/platform/operations/contract.ts', "import { q } from '#platform/tx.ts'"],
  ['contract', 'src/platform/operations/contract.ts', "import { run } from 'graphile-worker'"],
  // web and edge
  ['web', 'src/web/admin/a.tsx', "import { q } from '#platform/operations/queries.ts'"],
  ['web', 'src/web/admin/a.tsx', "import { find } from '#modules/staff/index.ts'"],
  ['web', 'src/web/admin/a.tsx', "import type { Tx } from '#platform/tx.ts'"],
  ['web', 'src/web/admin/a.tsx', "import { readFile } from 'node:fs/promises'"],
  ['web', 'src/web/ui/a.tsx', "import { paths } from '../admin/paths.ts'"],
  ['web', 'src/web/portal/a.tsx', "import { paths } from '#web/admin/paths.ts'"],
  ['edge', 'src/edge/a.ts', "import { find } from '#modules/staff/index.ts'"],
  ['edge', 'src/edge/a.ts', "import { tx } from '#platform/tx.ts'"],
  // main and sim
  ['main', 'src/platform/a.ts', "import { building } from '#main/building.ts'"],
  ['main', `${STAFF}/jobs.ts`, "import { building } from '#main/building.ts'"],
  ['main', 'src/main/a.ts', "import { App } from '#web/admin/app.tsx'"],
  ['sim', 'src/sim/a.ts', "import { find } from '#modules/staff/index.ts'"],
  ['sim', `${STAFF}/jobs.ts`, "import { mailbox } from '#sim/mailbox.ts'"],
  // tests and tools stay out of the product
  ['testing', `${STAFF}/commands/a.ts`, "import { aMember } from '../testing.ts'"],
  ['testing', 'src/platform/a.ts', "import { testDatabase } from './testing/database.ts'"],
  ['testing', 'src/kernel/a.ts', "import fc from 'fast-check'"],
  ['outer', 'src/main/a.ts', "import { fences } from '../../tools/fences.ts'"],
  // packages have one home
  ['packages', `${STAFF}/routes.ts`, "import fastify from 'fastify'"],
  ['packages', `${STAFF}/routes.ts`, "import type { FastifyRequest } from 'fastify'"],
  ['packages', `${STAFF}/jobs.ts`, "import { run } from 'graphile-worker'"],
  ['packages', `${STAFF}/store.ts`, "import { Pool } from 'pg'"],
  ['packages', `${STAFF}/commands/a.ts`, "import { sql } from 'kysely'"],
  ['packages', `${STAFF}/commands/a.ts`, "import { betterAuth } from 'better-auth'"],
  ['packages', 'src/platform/a.ts', "import { betterAuth } from 'better-auth/minimal'"],
  ['packages', 'src/platform/a.ts', "import { useState } from 'react'"],
  ['packages', `${STAFF}/jobs.ts`, "import { pino } from 'pino'"],
  // the world
  ['world', `${STAFF}/commands/a.ts`, "import { readFile } from 'node:fs/promises'"],
  ['world', `${STAFF}/commands/a.ts`, "export const a = () => fetch('https://example.com')"],
  // SQL
  ['sql', `${STAFF}/commands/a.ts`, "tx.sql.selectFrom('staff.member')"],
  ['sql', `${STAFF}/commands/a.ts`, 'sql`select 1`'],
  ['sql', `${STAFF}/queries.ts`, "tx.sql.insertInto('staff.member')"],
  ['sql', `${STAFF}/queries.ts`, "tx.sql.updateTable('staff.member as m')"],
  ['sql', `${STAFF}/queries.ts`, 'sql`delete from staff.member where id = ${id}`'],
  ['sql', `${STAFF}/store.ts`, "tx.sql.insertInto('organization.site')"],
  ['sql', `${STAFF}/store.ts`, "tx.sql.deleteFrom('platform.event')"],
  ['sql', `${STAFF}/store/a.ts`, "tx.sql.deleteFrom('platform.event')"],
  ['sql', `${STAFF}/store.ts`, 'sql`insert into organization.site values (1)`'],
  ['sql', `${STAFF}/store.ts`, 'sql<Row>`update organization.site as s set name = ${name}`'],
  ['sql', `${STAFF}/store.ts`, 'sql`truncate organization.site`'],
  ['sql', `${STAFF}/store.ts`, 'sql`with m as (delete from ledger.entry returning 1) select 1`'],
  ['sql', `${STAFF}/store.ts`, "tx.sql.insertInto('member')"],
  ['sql', `${STAFF}/store.ts`, 'tx.sql.insertInto(table)'],
  ['sql', `${STAFF}/store.ts`, 'sql`insert into ${table} values (1)`'],
  ['sql', `${STAFF}/store.ts`, 'sql.raw(text)'],
  ['sql', `${STAFF}/queries.ts`, "read.sql.selectFrom('ledger.entry as e')"],
  ['sql', `${STAFF}/queries.ts`, "q.innerJoin('ledger.entry', 'a', 'b')"],
  ['sql', `${STAFF}/queries.ts`, 'sql`select * from staff.member join ledger.entry using (id)`'],
  ['sql', 'src/platform/a.ts', 'sql`update staff.member set name = 1`'],
  ['sql', 'src/platform/a.ts', "db.selectFrom('staff.member')"],
  ['sql', 'src/main/a.ts', "db.insertInto('organization.site')"],
  ['sql', 'src/modules/desk/store.ts', "tx.sql.insertInto('desk.view')"],
  // migrations
  ['migration', `${STAFF}/migrations/0020_a.sql`, 'create table organization.b (id uuid)'],
  ['migration', `${STAFF}/migrations/0020_a.sql`, 'create table b (id uuid)'],
  ['migration', `${STAFF}/migrations/0020_a.sql`, 'create schema ledger'],
  ['migration', `${STAFF}/migrations/0020_a.sql`, 'alter table platform.event add a int'],
  ['migration', `${STAFF}/migrations/0020_a.sql`, 'create unique index on ledger.entry (id)'],
  [
    'migration',
    `${STAFF}/migrations/0020_a.sql`,
    'create table staff.b (id uuid references ledger.entry)',
  ],
  ['migration', 'src/platform/migrations/0001_a.sql', 'insert into staff.role values (1)'],
  // clock, configuration, units
  ['clock', `${STAFF}/commands/a.ts`, 'const now = new Date()'],
  ['clock', `${STAFF}/commands/a.ts`, 'const now = Date.now()'],
  ['clock', `${STAFF}/commands/a.ts`, 'const now = Temporal.Now.instant()'],
  ['clock', 'src/platform/log.ts', 'const at = new Date(0)'],
  ['clock', 'src/web/ui/a.tsx', 'const year = new Date().getFullYear()'],
  ['clock', `${STAFF}/commands/a.ts`, 'type Row = { at: Date }'],
  ['clock', 'src/kernel/a.ts', 'const isDate = value instanceof Date'],
  ['config', `${STAFF}/commands/a.ts`, 'const key = process.env.KEY'],
  ['config', 'src/platform/log.ts', "const level = process.env['LEVEL']"],
  ['unit', `${STAFF}/commands/a.ts`, 'await units.unit(origin, async (tx) => {})'],
  ['unit', `${STAFF}/routes.ts`, 'await door.read(async (read) => {})'],
  ['unit', `${STAFF}/reactions.ts`, 'await unit(async function (tx) {})'],
  ['unit', `${STAFF}/store.ts`, 'await db.transaction().execute(work)'],
  ['unit', 'src/main/a.ts', 'await db.startTransaction()'],
])('%s: what %s may not say (case %#)', ([rule, path, text]) => {
  expect(judge(path, text)).toContain(rule)
})

test.for<[path: string, text: string]>([
  ['src/kernel/a.ts', "import { z } from 'zod'\nimport { id } from '#kernel/id.ts'"],
  ['src/kernel/a.test.ts', "import fc from 'fast-check'\nimport { a } from './a.ts'"],
  ['src/platform/a.ts', "import { Pool } from 'pg'\nimport { id } from '#kernel/id.ts'"],
  ['src/platform/http/server.ts', "import fastify from 'fastify'"],
  ['src/radius/a.ts', "import { createHash } from 'node:crypto'"],
  ['src/radius/transports/udp.ts', "import { createSocket } from 'node:dgram'"],
  ['src/radius/eap/tls/wire.ts', "import { Duplex } from 'node:stream'"],
  [`${STAFF}/commands/a.ts`, "import { openSite } from '#modules/organization/index.ts'"],
  [
    `${STAFF}/contract.ts`,
    "import { z } from 'zod'\nimport { s } from '../organization/contract.ts'",
  ],
  [`${STAFF}/contract.ts`, "export * from './contract/roles.ts'"],
  [`${STAFF}/rules/a.ts`, "import type { Row } from '../store.ts'\nimport { b } from './b.ts'"],
  [`${STAFF}/rules/a.ts`, "import { WEEKDAYS } from '../contract.ts'"],
  [`${STAFF}/rules/a.ts`, "import { site } from '#modules/organization/contract.ts'"],
  [`${STAFF}/rules/a.ts`, "import { type Row } from '../store.ts'"],
  [`${STAFF}/a.test.ts`, "import { aSite } from '#modules/organization/testing.ts'"],
  [`${STAFF}/a.test.ts`, "import { world } from '#main/testing/world.ts'"],
  [`${STAFF}/outside/a.ts`, "import { betterAuth } from 'better-auth'"],
  [`${STAFF}/commands/a.ts`, "import type { Selectable } from 'kysely'"],
  ['src/main/a.ts', "import { staff } from '#modules/staff/module.ts'"],
  ['src/main/a.ts', "import { mailbox } from '#sim/mailbox.ts'"],
  ['src/web/admin/a.tsx', "import { call } from '../ui/call.ts'\nimport { useState } from 'react'"],
  ['src/web/admin/a.tsx', "import { invite } from '#modules/staff/contract.ts'"],
  ['src/web/admin/a.tsx', "import { listJobs } from '#platform/operations/contract.ts'"],
  ['src/sim/a.ts', "import { createServer } from 'node:http'"],
  [`${STAFF}/store.ts`, "tx.sql.insertInto('staff.member')"],
  [`${STAFF}/store/a.ts`, "tx.sql.insertInto('staff.member')"],
  [
    `${STAFF}/store.ts`,
    'sql`insert into staff.member as m values (1) on conflict do update set a = 1`',
  ],
  [`${STAFF}/store.ts`, 'sql`select 1 from staff.member for update skip locked`'],
  [
    `${STAFF}/queries.ts`,
    "q.selectFrom('staff.member as m').innerJoin('organization.site', 'a', 'b')",
  ],
  [
    `${STAFF}/queries.ts`,
    "sql`select 'insert into organization.site' -- delete from ledger.entry`",
  ],
  [`${STAFF}/queries.ts`, "const at = Temporal.Instant.from('2026-11-20T18:00Z')"],
  [
    `${STAFF}/migrations/0020_a.sql`,
    'create schema staff; create table staff.a (id uuid references organization.site);\ncreate trigger b before truncate or delete on staff.a execute function staff.c();\nupdate staff.a set id = null',
  ],
  [`${STAFF}/jobs.ts`, 'await door.unit(async (tx) => {}); await fetch(url)'],
  [`${STAFF}/commands/a.ts`, 'await file.read(buffer)'],
  [`${STAFF}/outside/a.ts`, 'type Row = { at: Date }'],
  ['src/web/state/clock.ts', 'export const now = () => Temporal.Now.instant()'],
  ['src/platform/clock.ts', 'export const toDate = (ms: number) => new Date(ms)'],
  ['src/kernel/a.ts', "const label = { Date: 'Tarehe' }.Date"],
  ['src/platform/config.ts', 'const env = process.env'],
])('what %s may say (case %#)', ([path, text]) => {
  expect(judge(path, text)).toEqual([])
})

test('tables are read out of SQL with their schemas', () => {
  const text = `merge into a.b using c.d on true when matched then do nothing;
    create or replace view e.f as select * from g.h left join i.j on true;
    create trigger t before update on k.l execute function m.n()`
  expect(tablesIn(text).map((one) => `${one.kind} ${one.schema}.${one.name}`)).toEqual([
    'write a.b',
    'write e.f',
    'write k.l',
    'read g.h',
    'read i.j',
  ])
})
