import { sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { Attempt, listAttempts, listDrops, readTraffic } from '../contract/log.ts'
import { dropWords } from './drop-words.ts'
import { reasonWords } from '../rules/reject-words.ts'
import { attemptName, nameBlind } from '../store/log.ts'
import { atRouters } from './names.ts'
import { servicesNumbered, stationIn } from './search.ts'
import { rateOf } from './sessions.ts'

function rowsOf(read: Read) {
  return read.sql
    .selectFrom('access.attempt as attempt')
    .innerJoin('network.nas as nas', 'nas.id', 'attempt.nas_id')
    .leftJoin('services.service as service', 'service.id', 'attempt.service_id')
    .selectAll('attempt')
    .select(['nas.name as nas_name', 'nas.site_id', 'service.number'])
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

/** Attempts through routers at the caller's sites. */
export async function attemptsPage(
  read: Read,
  input: ParsedInputOf<typeof listAttempts>,
): Promise<ReplyOf<typeof listAttempts>> {
  const found = await attemptsFoundBy(read, input.q)
  return listRows(read, input, {
    name: 'access.list-attempts',
    query: rowsOf(read),
    id: sql.ref('attempt.id'),
    sorts: { at: { by: sql.ref('attempt.at'), type: 'timestamptz' } },
    filters: [
      atRouters(read, sql.ref('attempt.nas_id')),
      input.outcome && sql`attempt.outcome = ${input.outcome}`,
      among(sql.ref('attempt.reason'), input.reason),
      among(sql.ref('attempt.nas_id'), input.nasId),
      among(sql.ref('attempt.service_id'), input.serviceId),
    ],
    search: () => found,
    item: (row) => attemptOf(read, row),
  })
}

export async function attemptsOfService(
  read: Read,
  serviceId: string,
  limit: number,
): Promise<Attempt[]> {
  const rows = await rowsOf(read)
    .where('attempt.service_id', '=', serviceId)
    .orderBy('attempt.at', 'desc')
    .orderBy('attempt.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => attemptOf(read, row))
}

/** By a whole name, a device, or the number of a service. */
async function attemptsFoundBy(read: Read, q: string | undefined) {
  if (q === undefined || q === '') return sql`true`
  const services = await servicesNumbered(read, q)
  const station = stationIn(q)
  return sql`(${sql.join(
    [
      sql`attempt.name_blind = ${nameBlind(read, q)}`,
      ...(station === null ? [] : [sql`attempt.station = ${station}`]),
      ...(services.length > 0 ? [sql`attempt.service_id = any(${services}::uuid[])`] : []),
    ],
    sql` or `,
  )})`
}

function attemptOf(read: Read, row: Row): Attempt {
  return {
    id: row.id,
    at: row.at.toString(),
    lastAt: row.last_at.toString(),
    count: row.count,
    userName: read.vault.open(attemptName(row.id), row.name_sealed),
    station: row.station,
    nasPort: row.nas_port,
    nas: { id: row.nas_id, name: row.nas_name },
    siteId: row.site_id,
    service:
      row.service_id !== null && row.number !== null
        ? { id: row.service_id, number: row.number }
        : null,
    method: row.method,
    outcome: row.outcome === 'accept' ? 'accept' : 'reject',
    reason: row.reason,
    words: reasonWords(row.reason),
    rate: rateOf(row),
    session_s: row.session_s,
  }
}

const MINUTES = 60

/** The last hour, a number for each minute, whether or not each attempt got a row. */
export async function trafficNow(read: Read): Promise<ReplyOf<typeof readTraffic>> {
  const { rows } = await sql<{
    minute: Temporal.Instant
    outcome: string
    reason: string
    count: bigint
    unlogged: bigint
  }>`
    select minute, outcome, reason, sum(count)::bigint as count, sum(unlogged)::bigint as unlogged
      from access.attempt_count c join network.nas on nas.id = c.nas_id
     where minute > ${read.now.subtract({ minutes: MINUTES })} and ${atSites(read, sql.ref('nas.site_id'))}
     group by minute, outcome, reason`.execute(read.sql)
  const sum = (some: typeof rows) => some.reduce((all, { count }) => all + Number(count), 0)
  const thisMinute_ms = Math.floor(read.now.epochMilliseconds / 60_000) * 60_000
  const minutes = Array.from({ length: MINUTES }, (_, place) => {
    const at_ms = thisMinute_ms - (MINUTES - 1 - place) * 60_000
    const then = rows.filter(({ minute }) => minute.epochMilliseconds === at_ms)
    return {
      at: Temporal.Instant.fromEpochMilliseconds(at_ms).toString(),
      accepts: sum(then.filter(({ outcome }) => outcome === 'accept')),
      rejects: sum(then.filter(({ outcome }) => outcome === 'reject')),
    }
  })
  const rejects = rows.filter(({ outcome }) => outcome === 'reject')
  const reasons = [...new Set(rejects.map(({ reason }) => reason))].map((reason) => ({
    reason,
    words: reasonWords(reason),
    count: sum(rejects.filter((row) => row.reason === reason)),
  }))
  return {
    minutes,
    reasons: reasons.toSorted((one, other) => other.count - one.count),
    unlogged: rows.reduce((all, { unlogged }) => all + Number(unlogged), 0),
  }
}

/** Packets of the last day without an answer. Those of strangers are for who works everywhere. */
export async function dropsNow(read: Read): Promise<ReplyOf<typeof listDrops>> {
  const { rows } = await sql<{
    address: string
    reason: string
    nas_id: string | null
    name: string | null
    count: bigint
    last_at: Temporal.Instant
  }>`
    select d.address, d.reason, d.nas_id, nas.name, sum(d.count)::bigint as count, max(d.last_at) as last_at
      from access.drop_count d left join network.nas on nas.id = d.nas_id
     where d.hour > ${read.now.subtract({ hours: 24 })} and ${atSites(read, sql.ref('nas.site_id'))}
     group by d.address, d.reason, d.nas_id, nas.name
     order by max(d.last_at) desc limit 500`.execute(read.sql)
  return {
    items: rows.map((row) => ({
      address: row.address,
      nas: row.nas_id !== null && row.name !== null ? { id: row.nas_id, name: row.name } : null,
      reason: row.reason,
      words: dropWords(row.reason),
      count: Number(row.count),
      lastAt: row.last_at.toString(),
    })),
  }
}
