import { newId } from '#kernel/id.ts'
import type { Actor } from '#kernel/actor.ts'
import { withoutSecrets } from '#platform/redact.ts'
import type { Origin } from '#platform/tx.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

export type Outcome = 'done' | 'refused' | 'failed' | 'looked'

/** Something that was worked on: `{ table: 'organization.site', id }`. */
export type AuditObject = { readonly table: `${string}.${string}`; readonly id: string }

/** What a command adds about its own work. `before` and `after` are kept sealed, without secret fields. */
export type AuditFacts = {
  /** The business's word for it, when the unit's name does not say it: `staff.lock-out`. */
  readonly action?: string
  readonly objects?: readonly AuditObject[]
  readonly siteId?: string
  readonly before?: unknown
  readonly after?: unknown
  /** Why, in the words of whoever did it. */
  readonly reason?: string
  /** The code of a refusal whose unit commits all the same, because the wrong try is counted. */
  readonly refused?: string
}

/** A row of platform.audit before it is stored. */
export type AuditRow = {
  id: string
  at: Temporal.Instant
  action: string
  outcome: Outcome
  actor_kind: Actor['kind']
  actor_id: string | null
  via: string | null
  objects: string[]
  site_id: string | null
  ip: string | null
  user_agent: string | null
  request_id: string | null
  because: string | null
  detail_sealed: string | null
  detail_mac: Buffer | null
  mac: Buffer
}

export const DETAIL = { table: 'platform.audit', column: 'detail_sealed' } as const
const DETAIL_CHARS_MAX = 32_768
const OBJECTS_MAX = 200
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type AuditMac = Pick<OpenVault, 'auditMac' | 'seal'>

/** Builds the row: detail sealed, everything covered by the row's own keyed hash. */
export function auditRow(
  vault: AuditMac,
  origin: Origin,
  at: Temporal.Instant,
  outcome: Outcome,
  because: string | null,
  facts: readonly AuditFacts[],
): AuditRow {
  const now = at.round('microsecond') // What PostgreSQL keeps, so that the hash can be computed again.
  const id = newId(now)
  const detail = detailOf(origin, facts)
  const row = {
    id,
    at: now,
    action: origin.name,
    outcome,
    ...actorColumns(origin.actor),
    objects: objectsOf(origin, facts),
    site_id: siteOf(origin, facts),
    ip: origin.request?.ip ?? null,
    user_agent: origin.request?.userAgent.slice(0, 500) ?? null,
    request_id: origin.request?.id ?? null,
    because,
    detail_sealed: detail === null ? null : vault.seal({ ...DETAIL, row: id }, detail),
    detail_mac: detail === null ? null : detailMac(vault, id, detail),
  }
  return { ...row, mac: rowMac(vault, row) }
}

/** Keyed hash of the plain detail, bound to its row. */
export function detailMac(vault: Pick<AuditMac, 'auditMac'>, id: string, detail: string): Buffer {
  return vault.auditMac(`detail|${id}|${detail}`)
}

/** Keyed hash of a row: all columns but the sealed detail, which may be re-encrypted or erased. */
export function rowMac(
  vault: Pick<AuditMac, 'auditMac'>,
  row: Omit<AuditRow, 'mac' | 'detail_sealed'>,
): Buffer {
  return vault.auditMac(
    JSON.stringify([
      'row',
      row.id,
      row.at.toString(),
      row.action,
      row.outcome,
      row.actor_kind,
      row.actor_id,
      row.via,
      row.objects,
      row.site_id,
      row.ip,
      row.user_agent,
      row.request_id,
      row.because,
      row.detail_mac?.toString('base64url') ?? null,
    ]),
  )
}

function actorColumns(actor: Actor): Pick<AuditRow, 'actor_kind' | 'actor_id' | 'via'> {
  switch (actor.kind) {
    case 'nobody':
      return { actor_kind: 'nobody', actor_id: null, via: null }
    case 'system':
      return { actor_kind: 'system', actor_id: actor.name, via: null }
    default:
      return {
        actor_kind: actor.kind,
        actor_id: actor.id,
        via: `${actor.via.kind}:${actor.via.id}`,
      }
  }
}

function detailOf(origin: Origin, facts: readonly AuditFacts[]): string | null {
  const told = facts
    .map(({ objects: _objects, refused: _refused, ...rest }) => rest)
    .filter((fact) => Object.keys(fact).length > 0)
  if (origin.input === undefined && told.length === 0) return null
  const detail = JSON.stringify(
    withoutSecrets({
      ...(origin.input !== undefined && { input: origin.input }),
      ...(told.length > 0 && { facts: told }),
    }),
  )
  if (detail.length <= DETAIL_CHARS_MAX) return detail
  return JSON.stringify({
    cut: true,
    characters: detail.length,
    start: detail.slice(0, DETAIL_CHARS_MAX / 4),
  })
}

/** `table/id` where a command named it, and the bare id, also of ids in the input, so that both can be searched. */
function objectsOf(origin: Origin, facts: readonly AuditFacts[]): string[] {
  const named = facts.flatMap(({ objects }) => objects ?? [])
  const ids = named.map(({ id }) => id)
  return [
    ...new Set([...named.map(({ table, id }) => `${table}/${id}`), ...ids, ...idsIn(origin.input)]),
  ].slice(0, OBJECTS_MAX)
}

function idsIn(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([name, value]) => {
    if (!/(^i|I)ds?$/.test(name)) return []
    return (Array.isArray(value) ? value : [value]).filter(
      (id): id is string => typeof id === 'string' && UUID.test(id),
    )
  })
}

function siteOf({ input }: Origin, facts: readonly AuditFacts[]): string | null {
  const told = facts.find((fact) => fact.siteId !== undefined)?.siteId
  if (told) return told
  if (typeof input !== 'object' || input === null || !('siteId' in input)) return null
  return typeof input.siteId === 'string' && UUID.test(input.siteId) ? input.siteId : null
}
