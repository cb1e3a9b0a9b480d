import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'
import { policiesOf } from './policies.ts'
import { stageReached } from '#modules/catalog/contract.ts'

export const reservedIsPromised: Invariant = {
  name: 'usage.reserved-is-promised',
  sentence: 'What is reserved of an allowance is what open promises to sessions add up to.',
  async violations(read) {
    const { rows } = await sql<{ service_id: string; key: string }>`
      select c.service_id, c.key from usage.counter c
      left join lateral (
        select sum(r.remaining) as promised from usage.reservation r
        where r.service_id = c.service_id and r.counter = c.key and r.ended_at is null) r on true
      where c.reserved <> coalesce(r.promised, 0) limit 100`.execute(read.sql)
    return rows.map(
      ({ service_id, key }) =>
        `Service ${service_id} has other promises than its counter ${key} says.`,
    )
  },
}

export const standingsSayTheStage: Invariant = {
  name: 'usage.standings-say-the-stage',
  sentence: 'The fair-use stage of a service is the one that its counter has reached.',
  async violations(read) {
    const { rows } = await sql<{
      serviceId: string
      fairUseId: string
      stage: number | null
      used: bigint
    }>`
      select s.service_id as "serviceId", s.fair_use_id as "fairUseId", s.stage, c.used
      from usage.standing s join usage.counter c on c.service_id = s.service_id and c.key = 'fair-use'
      where s.next_at > ${read.now} and s.fair_use_id is not null
      order by s.changed_xid desc limit 2000`.execute(read.sql)
    const policies = await policiesOf(
      read,
      rows.map(({ fairUseId }) => ({ fairUseId, quotaId: null })),
    )
    return rows
      .filter(({ fairUseId, stage, used }) => {
        const { fairUse } = policies({ fairUseId, quotaId: null })
        return fairUse && (stageReached(fairUse, used) ?? null) !== stage
      })
      .map(({ serviceId }) => `Service ${serviceId} has another fair-use stage than it has used.`)
      .slice(0, 100)
  },
}

/** The reconciler runs every minute, and as many as it takes. */
export const runningPeriodsRun: Invariant = {
  name: 'usage.running-periods-run',
  sentence: 'No counter is of a period that has been over for a quarter of an hour.',
  async violations(read) {
    const { rows } = await sql<{ service_id: string }>`
      select service_id from usage.standing
      where next_at < ${read.now}::timestamptz - interval '15 minutes' order by next_at limit 100`.execute(
      read.sql,
    )
    return rows.map(({ service_id }) => `Service ${service_id} waits for its period to turn.`)
  },
}
