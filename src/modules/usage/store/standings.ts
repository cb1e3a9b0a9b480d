import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

/** What a standing says, as far as commands decide by it. */
export type Standing = {
  readonly serviceId: string
  readonly fairUseId: string | null
  readonly quotaId: string | null
  readonly anchor_ms: number
  readonly stage: number | null
  readonly quotaState: 'left' | 'used-up' | null
  readonly quotaStep: number | null
  readonly quotaShare: number | null
  readonly fairUseShare: number | null
  readonly nextAt_ms: number | null
}

export type StandingRow = {
  service_id: string
  fair_use_id: string | null
  quota_id: string | null
  anchor_ms: number
  stage: number | null
  quota_state: 'left' | 'used-up' | null
  quota_step: number | null
  quota_share: number | null
  fair_use_share: number | null
  next_ms: number | null
}

export const STANDING = sql`service_id, fair_use_id, quota_id, stage, quota_state, quota_step, quota_share, fair_use_share,
  (extract(epoch from anchor) * 1000)::float8 as anchor_ms, (extract(epoch from next_at) * 1000)::float8 as next_ms`

export function standingOf(row: StandingRow): Standing {
  return {
    ...{ serviceId: row.service_id, fairUseId: row.fair_use_id, quotaId: row.quota_id },
    ...{ stage: row.stage, quotaState: row.quota_state, quotaStep: row.quota_step },
    ...{ quotaShare: row.quota_share, fairUseShare: row.fair_use_share },
    ...{ anchor_ms: row.anchor_ms, nextAt_ms: row.next_ms },
  }
}

export async function readStandings(tx: Tx, serviceIds: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<StandingRow>`
    /* often */ select ${STANDING} from usage.standing where service_id = any(${serviceIds}::uuid[])`.execute(
    tx.sql,
  )
  return rows.map(standingOf)
}

/** Counters are locked before standings, and both in the order of services. */
export async function lockStandings(tx: Tx, serviceIds: readonly string[]): Promise<Standing[]> {
  if (serviceIds.length === 0) return []
  const { rows } = await sql<StandingRow>`
    /* often */ select ${STANDING} from usage.standing where service_id = any(${serviceIds}::uuid[])
    order by service_id for update`.execute(tx.sql)
  return rows.map(standingOf)
}

/** Services for which time has changed something, longest ago first. */
export async function dueStandings(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ service_id: string }>`
    select service_id from usage.standing where next_at <= ${tx.now}
    order by next_at limit ${limit}`.execute(tx.sql)
  return rows.map(({ service_id }) => service_id)
}

/** Standings as the services' plans are now: made where there is none, changed where the plan is another one. */
export async function alignStandings(tx: Tx, serviceIds: readonly string[]): Promise<void> {
  await sql`
    insert into usage.standing as t (service_id, plan_version_id, fair_use_id, quota_id, anchor)
    select s.id, s.plan_version_id, v.fair_use_id, v.quota_id, coalesce(s.activated_at, s.requested_at)
    from services.service s left join catalog.plan_version v on v.id = s.plan_version_id
    where s.id = any(${serviceIds}::uuid[]) and s.status <> 'ended'
    order by s.id
    on conflict (service_id) do update
      set plan_version_id = excluded.plan_version_id, fair_use_id = excluded.fair_use_id,
          quota_id = excluded.quota_id, anchor = excluded.anchor
      where (t.plan_version_id, t.anchor) is distinct from (excluded.plan_version_id, excluded.anchor)
  `.execute(tx.sql)
}

export type NewStanding = {
  readonly serviceId: string
  readonly stage: number | null
  readonly quotaState: 'left' | 'used-up' | null
  readonly quotaStep: number | null
  readonly quotaShare: number | null
  readonly fairUseShare: number | null
  readonly nextAt_ms: number | null
  /** Whether the network has to hear of it. */
  readonly isTold: boolean
}

export async function writeStandings(tx: Tx, standings: readonly NewStanding[]): Promise<void> {
  if (standings.length === 0) return
  const rows = standings.map(({ nextAt_ms, ...one }) => ({
    ...one,
    next_s: nextAt_ms === null ? null : nextAt_ms / 1_000,
  }))
  await sql`
    /* often */ update usage.standing t set stage = n.stage, quota_state = n."quotaState", quota_step = n."quotaStep",
      quota_share = n."quotaShare", fair_use_share = n."fairUseShare", next_at = to_timestamp(n.next_s),
      changed_xid = case when n."isTold" then pg_current_xact_id() else t.changed_xid end
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as n("serviceId" uuid, stage smallint, "quotaState" text, "quotaStep" smallint, "quotaShare" smallint,
        "fairUseShare" smallint, next_s float8, "isTold" boolean)
    where t.service_id = n."serviceId"`.execute(tx.sql)
}

/** Ended services use nothing more: what runs is let go, what they used stays. Gives those that were there. */
export async function removeEnded(tx: Tx, serviceIds: readonly string[]): Promise<void> {
  await sql`
    with ended as (
      delete from usage.standing t using services.service s
      where s.id = t.service_id and s.status = 'ended' and t.service_id = any(${serviceIds}::uuid[])
      returning t.service_id
    )
    delete from usage.counter c using ended e where c.service_id = e.service_id`.execute(tx.sql)
}
