import { sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { refusal } from '#kernel/refusal.ts'
import {
  auditActorKind,
  auditOutcome,
  type AuditRowShown,
  type getAuditRow,
  type getAuditVerification,
  type listAudit,
} from '#platform/audit/contract.ts'
import { DETAIL } from '#platform/audit/entry.ts'
import { among, listRows, matches } from '#platform/list.ts'
import { atSites, reachesSite } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'

const noSuchRow = refusal('platform.no_such_audit_row', 404, 'The audit trail has no such row.')

const SHOWN = [
  'id',
  'at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'via',
  'objects',
  'site_id',
  'ip',
  'request_id',
  'because',
] as const

type Shown = {
  id: string
  at: Temporal.Instant
  action: string
  outcome: string
  actor_kind: string
  actor_id: string | null
  via: string | null
  objects: string[]
  site_id: string | null
  ip: string | null
  request_id: string | null
  because: string | null
}

function shown(row: Shown): AuditRowShown {
  return {
    id: row.id,
    at: row.at.toString(),
    action: row.action,
    outcome: auditOutcome.parse(row.outcome),
    actorKind: auditActorKind.parse(row.actor_kind),
    actorId: row.actor_id,
    via: row.via,
    objects: row.objects,
    siteId: row.site_id,
    ip: row.ip,
    requestId: row.request_id,
    because: row.because,
  }
}

export function auditPage(read: Read, input: ParsedInputOf<typeof listAudit>) {
  return listRows(read, input, {
    name: 'platform.list-audit',
    query: read.sql.selectFrom('platform.audit').select(SHOWN),
    id: sql.ref('id'),
    sorts: { at: { by: sql.ref('at'), type: 'timestamptz' } },
    filters: [
      // Whoever works at some sites sees what happened there, and nothing of the whole ISP.
      atSites(read, sql.ref('site_id')),
      among(sql.ref('outcome'), input.outcome),
      among(sql.ref('actor_kind'), input.actorKind),
      among(sql.ref('actor_id'), input.actorId),
      among(sql.ref('action'), input.action),
      input.object && input.object.length > 0 ? sql`objects && ${input.object}::text[]` : undefined,
      input.siteId && input.siteId.length > 0
        ? sql`site_id = any(${input.siteId}::uuid[])`
        : undefined,
      input.from === undefined ? undefined : sql`at >= ${input.from}::timestamptz`,
      input.to === undefined ? undefined : sql`at < ${input.to}::timestamptz`,
    ],
    search: (q) => sql`(
      ${matches(q, sql.ref('action'))} or objects && array[${q}] or actor_id = ${q} or request_id = ${q}
      or ip = ${q} or via in (${`session:${q}`}, ${`api-key:${q}`}))`,
    item: shown,
  })
}

export async function auditDetail(read: Read, rowId: string): Promise<ReplyOf<typeof getAuditRow>> {
  const row = await read.sql
    .selectFrom('platform.audit')
    .leftJoin('platform.audit_link', 'platform.audit_link.audit_id', 'platform.audit.id')
    .select([...SHOWN, 'user_agent', 'detail_sealed', 'detail_mac', 'position'])
    .where('id', '=', rowId)
    .executeTakeFirst()
  if (!row || !reachesSite(read.sites, row.site_id)) throw noSuchRow()
  return {
    ...shown(row),
    userAgent: row.user_agent,
    detail:
      row.detail_sealed === null
        ? null
        : read.vault.openJson({ ...DETAIL, row: row.id }, row.detail_sealed),
    detailState: row.detail_mac === null ? 'none' : row.detail_sealed === null ? 'erased' : 'kept',
    position: row.position === null ? null : String(row.position),
  }
}

/** Walks the index from one action to the next, so that it costs as many steps as there are actions, not rows. */
export async function auditActions(read: Read): Promise<string[]> {
  if (read.sites !== 'all') return actionsAtSites(read, read.sites)
  const { rows } = await sql<{ action: string }>`
    with recursive step as (
      (select action from platform.audit order by action limit 1)
      union all
      select (select a.action from platform.audit a where a.action > step.action order by a.action limit 1)
      from step where step.action is not null)
    select action from step where action is not null`.execute(read.sql)
  return rows.map(({ action }) => action)
}

const LATEST_ROWS = 10_000

/** Whoever works at some sites chooses among what was done there of late: the whole trail of a site is years long. */
async function actionsAtSites(read: Read, sites: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select distinct latest.action from unnest(${sites}::uuid[]) as site (id)
    cross join lateral (
      select action from platform.audit where site_id = site.id order by platform.audit.id desc limit ${LATEST_ROWS}
    ) as latest order by latest.action`.execute(read.sql)
  return rows.map(({ action }) => action)
}

export async function verificationNow(read: Read): Promise<ReplyOf<typeof getAuditVerification>> {
  const last = await read.sql
    .selectFrom('platform.audit_verification')
    .selectAll()
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const head = await read.sql
    .selectFrom('platform.audit_head')
    .select('position')
    .executeTakeFirst()
  const waiting = await read.sql
    .selectFrom('platform.audit_unlinked')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow()
  const anchor = await read.sql
    .selectFrom('platform.audit_anchor')
    .select(['day', 'position'])
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    position: String(head?.position ?? 0n),
    waiting: Number(waiting.rows),
    lastAnchor: anchor ? { day: anchor.day.toString(), position: String(anchor.position) } : null,
    last: last
      ? {
          startedAt: last.started_at.toString(),
          finishedAt: last.finished_at.toString(),
          rows: Number(last.row_count),
          waiting: Number(last.waiting_count),
          erased: Number(last.erased_count),
          anchors: last.anchor_count,
          findingsCount: Number(last.finding_count),
          findings: last.findings,
        }
      : null,
  }
}

/** What the last walk found, for the invariant; the trail itself is too long to walk every 15 minutes. */
export async function lastFindings(read: Read): Promise<string[]> {
  return (await verificationNow(read)).last?.findings ?? []
}
