import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { putAttempts, type LoggedAttempt } from '#modules/access/store/log.ts'
import { userNameOf } from '#modules/access/store.ts'
import { aNas, aPool } from '#modules/network/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Origin, Tx, Units } from '#platform/tx.ts'
import { found, settle } from '../radius/town.ts'

export type Size = { readonly open: number; readonly past: number; readonly logged: number }

const ORIGIN: Origin = { actor: system('bench'), name: 'bench.load' }
const [SITES, ROUTERS, SUBSCRIBERS, PART] = [10, 100, 500, 10_000]
const DAYS = 14

/**
 * A town in which everybody is online, with its past and its log of two weeks. Names are sealed each on its own, as opening them is a part of
 * what a page costs; who is online has an address, and every tenth moved to one that somebody else still seems to use.
 */
export async function load(units: Units, size: Size, run: (text: string) => Promise<void>) {
  const town = await found(units, 3799)
  await settle(units, town.subscriberId, {
    from: 0,
    to: size.open,
    plan: town.plain,
    counts: false,
  })
  const unit = <T>(work: (tx: Tx) => Promise<T>) => units.unit(ORIGIN, work)
  const routers = await unit(async (tx) => {
    const sites = await several(SITES, () => aSite(tx))
    return several(ROUTERS, (n) => aNas(tx, { siteId: sites[n % SITES]?.id ?? '' }))
  })
  const subscribers = await unit((tx) => several(SUBSCRIBERS, () => aSubscriber(tx)))
  await run(
    `update services.service set subscriber_id = (array[${texts(subscribers)}])[1 + number::bigint % ${SUBSCRIBERS}]`,
  )
  const nas = `(array[${texts(routers.map(({ nasId }) => nasId))}])`
  await run(`
    create table if not exists public.bench_line as
    select row_number() over (order by number)::int - 1 as n, id as service_id, ${nas}[1 + number::bigint % ${ROUTERS}] as nas_id
    from services.service`)
  await unit((tx) =>
    sql`select access.make_partition(month::date), usage.make_month(month::date)
    from generate_series(date_trunc('month', now()) - interval '2 months', now(), interval '1 month') as month`.execute(
      tx.sql,
    ),
  )
  await open(unit, size.open)
  await past(run, size.past)
  await uses(unit, run)
  await log(unit, size)
  await run('drop table public.bench_line')
  await run('vacuum analyze')
}

type InUnit = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

async function open(unit: InUnit, count: number) {
  for (let from = 0; from < count; from += PART)
    await unit(async (tx) => {
      const rows = Array.from({ length: Math.min(PART, count - from) }, (_, n) => {
        const id = newId(tx.now)
        return { n: from + n, id, sealed: tx.vault.seal(userNameOf(id), `line-${from + n}`) }
      })
      await sql`
        insert into access.session (id, key, nas_id, service_id, told, nas_session, user_name_sealed, station, nas_port, ipv4, interim_s,
          started_at, heard_at, received_at, seconds, up_total, up_last, down_total, down_last, silent_since, enforce_failures)
        select row.id, gen_random_uuid(), nas_id, service_id, 'f0000000' || row.n % 10, 'live-' || row.n, sealed,
          upper(regexp_replace(lpad(to_hex(row.n), 12, '0'), '(..)(?!$)', '\\1:', 'g')), 'pppoe-' || row.n, '10.0.0.0'::inet + row.n, 300,
          now() - make_interval(secs => row.n), now(), now(), row.n, 1e6, 1e6, 1e7, 1e7,
          case when row.n % 50 = 0 then now() end, case when row.n % 200 = 0 then 1 else 0 end
        from json_to_recordset(${JSON.stringify(rows)}::json) as row(n int, id uuid, sealed text)
        join public.bench_line as line on line.n = row.n`.execute(tx.sql)
    })
}

/** Four of each line, over two weeks. Those of the last day have not gone to the past yet. */
async function past(run: (text: string) => Promise<void>, count: number) {
  const columns = `id, key, nas_id, service_id, nas_session, station, ipv4, interim_s, started_at, heard_at, received_at, seconds,
    up_total, up_last, down_total, down_last, ended_at, ended_by, end_cause`
  const rows = `
    select gen_random_uuid(), gen_random_uuid(), nas_id, service_id, 'past-' || i,
      upper(regexp_replace(lpad(to_hex(n), 12, '0'), '(..)(?!$)', '\\1:', 'g')), '10.2.0.0'::inet + n, 300,
      ended - interval '3 hours', ended, ended, 10800, 1e6, 1e6, 1e7, 1e7, ended, 'nas', 'User-Request'
    from generate_series(0, ${count - 1}) as i
    join public.bench_line on n = i % (select count(*) from public.bench_line)
    cross join lateral (select now() - make_interval(secs => i * ${(DAYS * 86_400) / count}) as ended) as moment`
  await run(
    `insert into access.past_session (${columns}) ${rows} where ended < now() - interval '1 day'`,
  )
  await run(`
    insert into access.session (user_name_sealed, ${columns})
    select '', was.* from (${rows} where ended >= now() - interval '1 day') as was`)
}

async function uses(unit: InUnit, run: (text: string) => Promise<void>) {
  const poolId = await unit((tx) => aPool(tx, { ranges: ['10.0.0.0-10.1.255.255'] }))
  await run(`
    insert into network.address_use (session_id, address, service_id, nas_id, mac, started_at, ended_at)
    select id, ipv4, service_id, nas_id, station, started_at, ended_at from (
      select id, ipv4, service_id, nas_id, station, started_at, ended_at from access.session
      union all select id, ipv4, service_id, nas_id, station, started_at, ended_at from access.past_session) as stay`)
  await run(`
    insert into network.address (pool_id, part, range_id, state, service_id, nas_id, since, until)
    select '${poolId}', ipv4, (select id from network.pool_range where pool_id = '${poolId}'), 'leased', service_id, nas_id, started_at,
      now() + interval '2 days' from access.session where ended_at is null`)
  // A few are used twice, and a few are held by somebody else than uses them.
  await run(`
    update network.address_use set address = address - 1
    where ended_at is null and (address - '10.0.0.0'::inet) between 1000 and 40000 and (address - '10.0.0.0'::inet) % 1000 = 0`)
}

async function log(unit: InUnit, { open: lines, logged }: Size) {
  await unit(async (tx) => {
    await sql`select access.make_attempt_day(day::date)
      from generate_series(now() - make_interval(days => ${DAYS + 1}), now() + interval '1 day', interval '1 day') as day`.execute(
      tx.sql,
    )
  })
  const { rows } = await unit((tx) =>
    sql<{
      service_id: string
      nas_id: string
    }>`select service_id, nas_id from public.bench_line order by n`.execute(tx.sql),
  )
  for (let from = 0; from < logged; from += PART)
    await unit((tx) => {
      const attempts = Array.from({ length: Math.min(PART, logged - from) }, (_, n) => {
        const line = rows[(from + n) % lines]
        const at_ms = tx.now.epochMilliseconds - ((from + n) * DAYS * 86_400_000) / logged
        const isReject = n % 10 === 0
        return {
          ...{ id: newId(tx.now), at_ms, lastAt_ms: at_ms, count: 1, nasId: line?.nas_id ?? '' },
          ...{ serviceId: isReject && n % 20 === 0 ? null : (line?.service_id ?? null) },
          ...{
            userName: `line-${(from + n) % lines}`,
            station: null,
            nasPort: null,
            method: 'pap',
          },
          outcome: isReject ? 'reject' : 'accept',
          reason: isReject ? (n % 20 === 0 ? 'unknown-name' : 'wrong-password') : 'served',
          ...{
            down_bps: isReject ? null : 20_000_000,
            up_bps: isReject ? null : 10_000_000,
            session_s: null,
          },
        } satisfies LoggedAttempt
      })
      return putAttempts(tx, attempts)
    })
}

async function several<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let n = 0; n < count; n++) made.push(await make(n))
  return made
}

function texts(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'::uuid`).join()
}
