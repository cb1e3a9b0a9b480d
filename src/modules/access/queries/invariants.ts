import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'

/** Two open sessions of one device on one NAS port would count its usage twice. */
export const noSessionIsTwice: Invariant = {
  name: 'access.no-session-is-twice',
  sentence: 'No session is open and past at the same time, and none ended before it began.',
  violations: async (read) => {
    const { rows } = await sql<{ what: string }>`
      select 'Session ' || s.id || ' is open and past.' as what
        from access.session s join access.past_session p on p.id = s.id
      union all
      select 'Session ' || id || ' ended before it began.' from access.session where ended_at < started_at
      limit 100
    `.execute(read.sql)
    return rows.map(({ what }) => what)
  },
}

/** Each counts from its beginning, so one stay in two rows is counted twice; some of those that began lately are looked at. */
export const noStayIsTwoSessions: Invariant = {
  name: 'access.no-stay-is-two-sessions',
  sentence: 'No router has one session id in two sessions of one device at the same time.',
  violations: async (read) => {
    const { rows } = await sql<{ what: string }>`
      select 'Sessions ' || one.id || ' and ' || other.id || ' are one stay: ' || one.nas_session || '.' as what
        from (select * from access.session where service_id is not null order by started_at desc, id desc limit 2000) one
        join access.session other on other.service_id = one.service_id and other.nas_id = one.nas_id
         and other.nas_session = one.nas_session and other.station is not distinct from one.station
         and (other.started_at, other.id) < (one.started_at, one.id)
         -- What came late, and did not say so, seems to have lasted longer.
       where least(one.heard_at, other.heard_at) > one.started_at + interval '1 minute' limit 100
    `.execute(read.sql)
    return rows.map(({ what }) => what)
  },
}

/**
 * Of lines whose first session is not older than a month, which are still known hour by hour; some of those that were heard of
 * lately, because this is looked at every quarter of an hour.
 */
export const sessionsAreCounted: Invariant = {
  name: 'access.sessions-are-counted',
  sentence: 'The hours of usage of a service add up to what its sessions moved.',
  violations: async (read) => {
    const { rows } = await sql<{ what: string }>`
      with lately as (
        select distinct service_id from (
          select service_id from access.session
           where service_id is not null order by started_at desc, id desc limit 2000) newest
      ), sessions as (
        select l.service_id, min(s.started_at) as first, sum(s.up_total) as up, sum(s.down_total) as down
          from lately l cross join lateral (
            select started_at, up_total, down_total from access.session where service_id = l.service_id
            union all
            select started_at, up_total, down_total from access.past_session where service_id = l.service_id) s
         group by l.service_id
        having min(s.started_at) > ${read.now}::timestamptz - interval '30 days'
      )
      select 'Service ' || s.service_id || ': sessions moved ' || s.up || ' up and ' || s.down ||
             ' down, hours say ' || coalesce(h.up, 0) || ' and ' || coalesce(h.down, 0) || '.' as what
        from sessions s cross join lateral (
          select sum(up) as up, sum(down) as down from usage.hour
           where service_id = s.service_id and hour >= date_trunc('hour', s.first)) h
       where (s.up, s.down) is distinct from (coalesce(h.up, 0), coalesce(h.down, 0)) limit 100
    `.execute(read.sql)
    return rows.map(({ what }) => what)
  },
}
