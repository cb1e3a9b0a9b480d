import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { routes as access } from '#modules/access/routes.ts'
import { aNas, aPool } from '#modules/network/testing.ts'
import { routes as network } from '#modules/network/routes.ts'
import { routes as shaping } from '#modules/shaping/routes.ts'
import { aService } from '#modules/services/testing.ts'
import { routes as usage } from '#modules/usage/routes.ts'
import { actingAs, staffWith, testTx, testUnits, TEST_START } from '#platform/testing.ts'
import type { Call, Route } from '#platform/serve.ts'
import type { Sql } from '#platform/tx.ts'

/**
 * What the screens of the network ask costs what they show, not what there is: over tables of tens of thousands of rows (KASI_TEST_ROWS: of
 * as many as you like), no call
 * reads more of any of them than a list may count (10,000), for the page and for its total and with what is joined. What can only
 * be seen by looking at all that is open (what ended
 * since yesterday and waits among them) says so.
 */
const ROWS = Number(process.env.KASI_TEST_ROWS ?? 50_000)
const READ_MAX = 45_000
const OPEN = { looksAt: 'access.session' }
const origin = { actor: system('test'), name: 'test.prepare' }
/** One of many, in the middle. */
const made = { nasId: '', siteId: '', serviceId: '', poolId: '', session: '', past: '', trace: '' }

beforeAll(async () => {
  const units = await testUnits()
  await units.unit(origin, async (tx) => {
    const { nasId, siteId } = await aNas(tx)
    const { serviceId } = await aService(tx, {
      paid: { hours: 99 },
      username: 'amina',
      password: 'x-42-x-42',
    })
    const poolId = await aPool(tx, { ranges: ['10.0.0.0/14'] })
    Object.assign(made, { nasId, siteId, serviceId, poolId, trace: randomUUID() })
  })
  await units.database.sql.transaction().execute(fill)
}, 180_000)

const LIST = { limit: 50, format: 'json' }
const STARTED = { ...LIST, sort: '-startedAt' }
const AT = { ...LIST, sort: '-at' }
const CASES: readonly [string, () => object, typeof OPEN?][] = [
  ['access.list-sessions', () => STARTED],
  ['access.list-sessions', () => ({ ...STARTED, nasId: [made.nasId] })],
  ['access.list-sessions', () => ({ ...STARTED, siteId: [made.siteId] })],
  ['access.list-sessions', () => ({ ...STARTED, serviceId: [made.serviceId] })],
  ['access.list-sessions', () => ({ ...STARTED, state: 'silent' })],
  ['access.list-sessions', () => ({ ...STARTED, state: 'changing' })],
  ['access.list-sessions', () => ({ ...STARTED, state: 'trouble' })],
  ['access.list-sessions', () => ({ ...STARTED, state: 'ending' })],
  ['access.list-sessions', () => ({ ...STARTED, q: 'line-76' })],
  ['access.list-sessions', () => ({ ...STARTED, q: '700076' })],
  ['access.list-sessions', () => ({ ...STARTED, q: 'A4:2B:B0:00:00:01' })],
  ['access.list-sessions', () => ({ ...STARTED, q: '10.1.2.3' })],
  ['access.list-past-sessions', () => STARTED, OPEN],
  ['access.list-past-sessions', () => ({ ...STARTED, nasId: [made.nasId] }), OPEN],
  ['access.list-past-sessions', () => ({ ...STARTED, siteId: [made.siteId] }), OPEN],
  ['access.list-past-sessions', () => ({ ...STARTED, serviceId: [made.serviceId] })],
  ['access.list-past-sessions', () => ({ ...STARTED, q: 'line-76' })],
  ['access.list-past-sessions', () => ({ ...STARTED, q: 'A4:2B:B0:00:00:01' }), OPEN],
  ['access.list-past-sessions', () => ({ ...STARTED, q: '10.1.2.3' })],
  ['access.read-session', () => ({ sessionId: made.session })],
  ['access.read-session', () => ({ sessionId: made.past })],
  ['access.explain-service', () => ({ serviceId: made.serviceId })],
  ['access.list-attempts', () => AT],
  ['access.list-attempts', () => ({ ...AT, outcome: 'reject' })],
  ['access.list-attempts', () => ({ ...AT, reason: ['too-many-sessions'] })],
  ['access.list-attempts', () => ({ ...AT, nasId: [made.nasId] })],
  ['access.list-attempts', () => ({ ...AT, serviceId: [made.serviceId] })],
  ['access.list-attempts', () => ({ ...AT, q: 'amina' })],
  ['access.list-attempts', () => ({ ...AT, q: 'A4:2B:B0:00:00:01' })],
  ['access.list-attempts', () => ({ ...AT, q: '700076' })],
  ['access.read-traffic', () => ({})],
  ['access.list-drops', () => ({})],
  ['access.list-traces', () => ({})],
  ['access.read-trace', () => ({ traceId: made.trace })],
  ['access.list-realms', () => ({})],
  ['usage.read-service-usage', () => ({ serviceId: made.serviceId })],
  ['usage.read-usage-chart', () => ({ serviceId: made.serviceId, unit: 'hour' })],
  ['usage.read-usage-chart', () => ({ serviceId: made.serviceId, unit: 'day' })],
  ['usage.read-usage-chart', () => ({ serviceId: made.serviceId, unit: 'month' })],
  ['shaping.read-speed', () => ({ serviceId: made.serviceId })],
  ['network.list-nas', () => ({ ...LIST, sort: 'name' })],
  ['network.read-nas', () => ({ nasId: made.nasId })],
  ['network.list-addresses', () => ({ poolId: made.poolId })],
  ['network.list-addresses', () => ({ poolId: made.poolId, from: '10.1.0.0' })],
  ['network.list-addresses', () => ({ poolId: made.poolId, serviceId: made.serviceId })],
  [
    'access.find-holder',
    () => ({
      address: '10.1.2.3',
      port: null,
      at: '2026-11-20T15:00:00Z',
      reason: 'A court has asked.',
    }),
  ],
]
const ROUTES = new Map<string, Route>(
  [...access, ...network, ...usage, ...shaping].map((route) => [route.endpoint.name, route]),
)

test.each(CASES)('%s %#', (name, input, except) =>
  testTx(async (tx) => {
    const { endpoint, handle } = must(ROUTES.get(name), `${name} is served`)
    const staff = actingAs(tx, staffWith([String(endpoint.access)]), endpoint)
    await sql`set local max_parallel_workers_per_gather = 0`.execute(tx.sql)
    const before = await readOf(tx.sql)
    await handle(staff, endpoint.input.parse(input()), CALL)
    const read = [...(await readOf(tx.sql))].map(
      ([table, rows]) => [table, rows - (before.get(table) ?? 0)] as const,
    )
    const many = read.filter(([table, rows]) => rows > READ_MAX && table !== except?.looksAt)
    expect(many).toEqual([])
  }),
)

/** Nobody here looks at how they were called. */
const CALL: Call = { ip: '127.0.0.1', headers: {} } as Call

/** Rows that this transaction has read of each table, by whatever plan. */
async function readOf(db: Sql): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; read: string }>`
    select schemaname || '.' || relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::text as read
      from pg_stat_xact_user_tables`.execute(db)
  return new Map(rows.map(({ name, read }) => [name, Number(read)]))
}

/** As a large ISP has it: most of them online, ended sessions of some months, days of attempts. */
async function fill(db: Sql): Promise<void> {
  const now = sql`${TEST_START}::timestamptz`
  const { nasId, serviceId, poolId } = made
  const run = (statement: ReturnType<typeof sql>) => statement.execute(db)
  await run(sql`set local statement_timeout = 0`)
  // One line in five hundred is this one, and a tenth hang on this router: filters find neither all nor nothing.
  await run(sql`create table public.line as select n, n = 1 as is_first, gen_random_uuid() as id,
    case when n % 500 = 0 then ${serviceId}::uuid else gen_random_uuid() end as service_id,
    case when n % 10 = 0 then ${nasId}::uuid else other end as nas_id,
    'A4:2B:B0:' || upper(to_hex(n / 65536 + 16)) || ':' || upper(to_hex(n / 256 % 240 + 16)) || ':' || upper(to_hex(n % 240 + 16)) as station,
    '10.1.0.0'::inet + n as address, ${now} - n * interval '3 seconds' as at
    from generate_series(1, ${ROWS}::int) n, (select gen_random_uuid() as other) o`)
  await run(sql`insert into network.nas select (jsonb_populate_record(nas, jsonb_build_object('id', other.nas_id, 'name', 'Other',
    'name_key', 'other', 'address', '198.51.100.9'))).* from network.nas,
    (select distinct nas_id from public.line where nas_id <> ${nasId}) other where nas.id = ${nasId}`)
  await run(sql`insert into services.service select (jsonb_populate_record(s, jsonb_build_object('id', line.service_id,
    'number', (700000 + n)::text))).* from services.service s, public.line where s.id = ${serviceId} and n % 10 = 6`)
  await run(sql`insert into services.credential (id, service_id, username, password_sealed, nt_hash_sealed, made_at, changed_at)
    select gen_random_uuid(), service_id, 'line-' || n, '', '', at, at from public.line where n % 10 = 6`)
  const columns = sql`id, key, nas_id, service_id, nas_session, station, ipv4, interim_s, started_at, heard_at, received_at,
    seconds, up_total, up_last, down_total, down_last, ended_at, ended_by, end_cause`
  const over = (
    ago: ReturnType<typeof sql>,
  ) => sql`gen_random_uuid(), gen_random_uuid(), nas_id, service_id, n::text, station, address,
    300, at - ${ago}, at - ${ago}, at - ${ago}, 300, 5, 5, 50, 50, at - ${ago} + interval '5 minutes', 'nas', 'User-Request'`
  await run(sql`insert into access.session (${columns}, user_name_sealed)
    select id, gen_random_uuid(), nas_id, service_id, n::text, station, address, 300, at, ${now}, ${now}, 300, 5, 5, 50, 50,
      null::timestamptz, null, null, 'sealed(access.session.user_name_sealed/' || id || '):line-' || n from public.line`)
  await run(sql`update access.session set silent_since = case when nas_session like '%00' then received_at end,
    enforcing_until = case when nas_session like '%50' then ${now} + interval '1 minute' end where nas_session like '%0'`)
  await run(sql`insert into access.session (${columns}, user_name_sealed)
    select ${over(sql`interval '1 hour'`)}, '' from public.line where n % 5 = 0`)
  for (const month of ['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'])
    await run(sql`select access.make_partition(${month}::date)`)
  await run(sql`insert into access.past_session (${columns})
    select ${over(sql`n % 90 * interval '1 day'`)} from public.line`)
  await run(
    sql`select access.make_attempt_day(day::date) from generate_series(${now} - interval '4 days', ${now}, '1 day') day`,
  )
  await run(sql`insert into access.attempt (id, at, last_at, count, nas_id, service_id, name_sealed, name_blind, station, method, outcome, reason)
    select id, at, at, 1, nas_id, service_id, 'sealed(access.attempt.name_sealed/' || id || '):line-' || n, md5(n::text), station, 'pap',
      case when n % 7 = 0 then 'reject' else 'accept' end, case when n % 7 = 0 then 'wrong-password' else 'paid' end from public.line`)
  await run(
    sql`insert into access.attempt_count select distinct date_trunc('minute', at), nas_id, 'reject', n::text, 1, 0 from public.line`,
  )
  await run(
    sql`insert into access.drop_count select date_trunc('hour', ${now} - n / 200 * interval '1 hour'), n::text, 'unknown-nas', null, 1, at from public.line`,
  )
  await run(
    sql`insert into access.session_step (id, session_id, at, what, by_kind, by_id) select gen_random_uuid(), id, at, 'told', 'system', 'radius' from public.line`,
  )
  await run(
    sql`insert into access.trace (id, nas_id, started_at, ends_at, by_kind, by_id) values (${made.trace}, ${nasId}, ${now}, ${now}, 'system', 'x')`,
  )
  await run(sql`insert into access.traced_packet (id, trace_id, at, address, direction, packet_sealed)
    select id, ${made.trace}, at, '10.0.0.1', 'in', 'sealed(access.traced_packet.packet_sealed/' || id || '):' from public.line where n <= 2000`)
  await run(
    sql`insert into usage.hour select service_id, date_trunc('hour', at), 5, 50, 60 from public.line on conflict do nothing`,
  )
  await run(
    sql`insert into usage.day select service_id, (at - interval '60 days')::date, 5, 50, 60 from public.line on conflict do nothing`,
  )
  await run(sql`insert into network.address (pool_id, part, range_id, state, service_id, nas_id, since, until)
    select ${poolId}, address, range.id, 'leased', line.service_id, nas_id, at, ${now} + interval '1 hour'
    from public.line, network.pool_range range where range.pool_id = ${poolId} and n % 2 = 1`)
  await run(sql`insert into network.address_use (session_id, address, service_id, nas_id, started_at)
    select id, address, service_id, nas_id, at from public.line`)
  await run(sql`analyze access.session, access.past_session, access.attempt, access.attempt_count, access.drop_count, access.session_step,
    access.traced_packet, services.service, services.credential, usage.hour, usage.day, network.nas, network.address, network.address_use`)
  const one = await sql<{
    open: string
    past: string
  }>`select (select id from public.line where n = 500) as open,
    (select id from access.past_session limit 1) as past`.execute(db)
  made.session = must(one.rows[0]?.open, 'a session is open')
  made.past = must(one.rows[0]?.past, 'a session is over')
}
