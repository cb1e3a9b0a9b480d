import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'

export const paidUntilIsThePeriods: Invariant = {
  name: 'services.paid-until-is-the-periods',
  sentence: 'A service is paid until the latest end of its paid periods.',
  async violations(read) {
    const { rows } = await sql<{ number: string }>`
      select s.number from services.service s
      left join lateral (
        select max(p.to_at) as to_at from services.period p
        where p.service_id = s.id and p.paid and p.kind in ('base', 'trial')) p on true
      where s.paid_until is distinct from p.to_at limit 100`.execute(read.sql)
    return rows.map(
      ({ number }) => `Service ${number} says another end of its paid time than its periods.`,
    )
  },
}

export const endedOnesDialNoMore: Invariant = {
  name: 'services.ended-ones-dial-no-more',
  sentence: 'A service that has ended has no name, device or address with which it could get in.',
  async violations(read) {
    const { rows } = await sql<{ number: string }>`
      select s.number from services.service s
      where s.status = 'ended' and (
        exists (select from services.credential c where c.service_id = s.id)
        or exists (select from services.device d where d.service_id = s.id)
        or exists (select from services.fixed_address a where a.service_id = s.id))
      limit 100`.execute(read.sql)
    return rows.map(({ number }) => `Service ${number} has ended and could still get in.`)
  },
}

export const transitionsTellTheStatus: Invariant = {
  name: 'services.transitions-tell-the-status',
  sentence: 'The last transition of a service led to the status that it has.',
  async violations(read) {
    const { rows } = await sql<{ number: string }>`
      select s.number from services.service s
      left join lateral (
        select t.to_status from services.transition t
        where t.service_id = s.id order by t.seq desc limit 1) t on true
      where t.to_status is distinct from s.status limit 100`.execute(read.sql)
    return rows.map(({ number }) => `Service ${number} has a status that no transition led to.`)
  },
}

export const nobodyMergedHoldsAnything: Invariant = {
  name: 'services.nobody-merged-holds-anything',
  sentence: 'What a merged subscriber held, the kept one holds.',
  async violations(read) {
    const { rows } = await sql<{ number: string }>`
      select s.number from services.service s
      join subscribers.subscriber m on m.id = s.subscriber_id and m.state = 'merged'
      where m.changed_at < ${read.now}::timestamptz - interval '10 minutes' limit 100`.execute(
      read.sql,
    )
    return rows.map(
      ({ number }) => `Service ${number} belongs to a subscriber that was merged into another.`,
    )
  },
}
