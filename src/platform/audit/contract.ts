import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'

/** Who did, was refused, failed at, or looked at what. Reading it is itself a look, and leaves a row. */
const instant = z.iso.datetime()

/** `done`: it was committed. `refused`: the answer was no. `failed`: a fault of ours. `looked`: personal data were shown. */
export const OUTCOMES = ['done', 'refused', 'failed', 'looked'] as const
export const auditOutcome = z.enum(OUTCOMES)
export const auditActorKind = z.enum(['nobody', 'staff', 'subscriber', 'system'])

export const auditRow = z.object({
  id,
  at: instant,
  /** Endpoint, job, reaction or command-line name: `organization.open-site`. */
  action: z.string(),
  outcome: auditOutcome,
  actorKind: auditActorKind,
  /** Of staff and subscribers their id, of the system the name of what ran. */
  actorId: z.string().nullable(),
  /** `session:<id>` or `api-key:<id>`. */
  via: z.string().nullable(),
  /** `schema.table/id` where that is known, and ids alone. */
  objects: z.array(z.string()),
  siteId: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  /** The refusal's code or the fault's id. */
  because: z.string().nullable(),
})
export type AuditRowShown = z.infer<typeof auditRow>

export const listAudit = listEndpoint({
  name: 'platform.list-audit',
  path: '/api/audit',
  access: 'platform.audit-read',
  reach: 'site',
  summary:
    'The audit trail. `q` finds part of an action, or a whole id of an object, actor, request or session, or an address.',
  personal: true,
  sorts: ['at'],
  defaultSort: '-at',
  filters: {
    outcome: anyOf(auditOutcome),
    actorKind: anyOf(auditActorKind),
    actorId: anyOf(z.string().max(200)),
    action: anyOf(z.string().max(200)),
    /** `schema.table/id` or an id alone. */
    object: anyOf(z.string().max(300)),
    siteId: anyOf(id),
    /** From this moment on. */
    from: instant.optional(),
    /** Until just before this moment. */
    to: instant.optional(),
  },
  item: auditRow,
})

export const getAuditRow = endpoint({
  name: 'platform.get-audit-row',
  method: 'GET',
  path: '/api/audit/rows/:id',
  access: 'platform.audit-read',
  reach: 'site',
  summary: 'One row of the audit trail with its detail: what was asked, before and after, and why.',
  personal: true,
  input: z.object({ id }),
  reply: auditRow.extend({
    userAgent: z.string().nullable(),
    /** `input`, and `facts` with before, after and reason. Null where there was none or it was erased. */
    detail: z.unknown(),
    detailState: z.enum(['none', 'kept', 'erased']),
    /** Its place in the chain; null in the first moments. */
    position: z.string().nullable(),
  }),
})

export const listAuditActions = endpoint({
  name: 'platform.list-audit-actions',
  method: 'GET',
  path: '/api/audit/actions',
  access: 'platform.audit-read',
  reach: 'site',
  summary: 'Every action that the trail holds, for choosing a filter.',
  input: nothing,
  reply: z.object({ actions: z.array(z.string()) }),
})

export const getAuditVerification = endpoint({
  name: 'platform.get-audit-verification',
  method: 'GET',
  path: '/api/audit/verification',
  access: 'platform.audit-read',
  summary: 'How far the chain reaches, and what came of walking it the last time.',
  input: nothing,
  reply: z.object({
    /** The last place of the chain, as text because it may outgrow a JavaScript number. */
    position: z.string(),
    waiting: z.int(),
    lastAnchor: z.object({ day: date, position: z.string() }).nullable(),
    last: z
      .object({
        startedAt: instant,
        finishedAt: instant,
        rows: z.int(),
        waiting: z.int(),
        erased: z.int(),
        anchors: z.int(),
        findingsCount: z.int(),
        /** The first hundred, in words. */
        findings: z.array(z.string()),
      })
      .nullable(),
  }),
})

export const verifyAuditNow = endpoint({
  name: 'platform.verify-audit',
  method: 'POST',
  path: '/api/audit/verification',
  access: 'platform.audit-read',
  summary:
    'Walks the whole trail in the background; the result appears where the last one is shown.',
  input: nothing,
  reply: nothing,
  pace: 'heavy',
})
