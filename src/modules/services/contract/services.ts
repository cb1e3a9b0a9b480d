import { z } from 'zod'
import { COUNTIES } from '#kernel/county.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { longText, text } from '#kernel/text.ts'
import { SERVING_KINDS, SERVING_REASONS } from './serving.ts'
import {
  author,
  dunning,
  END_REASONS,
  endReason,
  holdReason,
  instant,
  pay,
  serviceAccess,
  serviceStatus,
  version,
} from './shapes.ts'

export const serving = z.object({
  kind: z.enum(SERVING_KINDS),
  because: z.enum(SERVING_REASONS),
  /** The next moment at which time alone may change it. */
  until: instant.nullable(),
})

const plan = z.object({
  planVersionId: id,
  planId: id.nullable(),
  name: z.string(),
  number: z.int(),
})

export const serviceRow = z.object({
  id,
  number: z.string(),
  status: serviceStatus,
  serving,
  access: serviceAccess,
  pay,
  plan,
  label: z.string().nullable(),
  subscriber: z.object({ id, number: z.string(), name: z.string() }),
  siteId: id.nullable(),
  username: z.string().nullable(),
  paidUntil: instant.nullable(),
  requestedAt: instant,
})
export type ServiceRow = z.infer<typeof serviceRow>

export const pendingDetails = z.discriminatedUnion('what', [
  z.object({ what: z.literal('plan'), planVersionId: id }),
  z.object({ what: z.literal('relocation'), addressId: id, siteId: id.nullable() }),
  z.object({ what: z.literal('transfer'), subscriberId: id }),
  z.object({ what: z.literal('cancellation'), because: endReason }),
])
export type PendingDetails = z.infer<typeof pendingDetails>

export const service = serviceRow.omit({ username: true }).extend({
  waitsFor: z.enum(['payment', 'installation']).nullable(),
  activatedAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedBecause: z.enum(END_REASONS).nullable(),
  dunning,
  grace_s: z.int(),
  autoRenew: z.boolean(),
  renewPriority: z.int(),
  sessionsMax: z.int().nullable(),
  isBound: z.boolean(),
  /** The routers on which it may be used; none: on all. */
  routers: z.array(z.object({ id, name: z.string() })),
  address: z
    .object({
      id,
      county: z.enum(COUNTIES),
      town: z.string().nullable(),
      line: z.string().nullable(),
    })
    .nullable(),
  contractId: id.nullable(),
  /** The last hundred, newest first. */
  periods: z.array(
    z.object({
      id,
      kind: z.enum(['base', 'trial', 'addon']),
      from: instant,
      to: instant,
      paid: z.boolean(),
    }),
  ),
  holds: z.array(
    z.object({
      id,
      reason: holdReason,
      from: instant,
      to: instant.nullable(),
      bills: z.boolean(),
      note: z.string().nullable(),
      by: author,
      liftedAt: instant.nullable(),
    }),
  ),
  credentials: z.array(z.object({ id, username: z.string(), changedAt: instant })),
  devices: z.array(
    z.object({ id, mac: z.string(), name: z.string(), role: z.enum(['seen', 'bound', 'login']) }),
  ),
  fixedAddresses: z.array(
    z.object({
      id,
      kind: z.enum(['ipv4', 'ipv6-prefix', 'delegated-prefix', 'route']),
      net: z.string(),
    }),
  ),
  addons: z.array(
    z.object({
      id,
      productId: id,
      name: z.string(),
      quantity: z.int(),
      from: instant,
      to: instant.nullable(),
    }),
  ),
  pending: z.array(
    z.object({ id, at: instant.nullable(), details: pendingDetails, askedAt: instant, by: author }),
  ),
  transitions: z.array(
    z.object({
      at: instant,
      event: z.string(),
      to: serviceStatus,
      because: z.string().nullable(),
      by: author,
    }),
  ),
  automatic: z
    .object({
      mayUpgrade: z.boolean(),
      mayDowngrade: z.boolean(),
      ceilingCents: z.string(),
      cooldownPeriods: z.int(),
      consentedAt: instant,
      lastChangeAt: instant.nullable(),
    })
    .nullable(),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Service = z.infer<typeof service>

export const listServices = listEndpoint({
  name: 'services.list-services',
  path: '/api/services',
  access: 'services.read',
  reach: 'site',
  summary:
    'Services; searches numbers, names with which they dial, devices, and the names of subscribers.',
  personal: true,
  sorts: ['requestedAt', 'number', 'paidUntil'],
  defaultSort: '-requestedAt',
  filters: {
    status: anyOf(serviceStatus),
    access: anyOf(serviceAccess),
    pay: anyOf(pay),
    siteId: anyOf(id),
    subscriberId: anyOf(id),
    planVersionId: anyOf(id),
    held: z.enum(['yes', 'no']).optional(),
  },
  item: serviceRow,
})

const serviceId = z.object({ serviceId: id })

export const readService = endpoint({
  name: 'services.read-service',
  method: 'GET',
  path: '/api/services/:serviceId',
  access: 'services.read',
  reach: 'site',
  summary:
    'One service: what it is served and why, periods, holds, credentials without passwords, devices.',
  input: serviceId,
  reply: service,
  personal: true,
})

/** Names that go through every NAS: letters, digits and few signs. */
export const username = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}$/,
    'Letters, digits and . _ @ + -, at most 63, beginning with a letter or digit.',
  )
/** Printable ASCII: other letters are read differently by different routers. */
export const password = z
  .string()
  .regex(/^[\x21-\x7e]{6,63}$/, 'From 6 to 63 letters, digits and signs, without blanks.')

export const orderInput = z.object({
  subscriberId: id,
  planVersionId: id,
  access: serviceAccess,
  waitsFor: z.enum(['payment', 'installation']).nullable(),
  siteId: id.nullable(),
  addressId: id.nullable(),
  contractId: id.nullable(),
  label: text({ max: 80 }).nullable(),
  username: username.nullable(),
  password: password.nullable(),
})

export const order = endpoint({
  name: 'services.order',
  method: 'POST',
  path: '/api/services',
  access: 'services.change',
  reach: 'site',
  summary: 'Orders a service for a subscriber.',
  input: orderInput,
  reply: service,
  personal: true,
})

export const activate = endpoint({
  name: 'services.activate',
  method: 'POST',
  path: '/api/services/:serviceId/activate',
  access: 'services.change',
  reach: 'site',
  summary: 'What was waited for has come.',
  input: serviceId,
  reply: service,
  personal: true,
})

export const end = endpoint({
  name: 'services.end',
  method: 'POST',
  path: '/api/services/:serviceId/end',
  access: 'services.change',
  reach: 'site',
  summary: 'Ends a service now.',
  input: serviceId.extend({ because: endReason }),
  reply: service,
  personal: true,
})

export const hold = endpoint({
  name: 'services.hold',
  method: 'POST',
  path: '/api/services/:serviceId/holds',
  access: 'services.change',
  reach: 'site',
  summary: 'Holds a service for one reason.',
  input: serviceId.extend({
    reason: z.enum(['voluntary', 'abuse', 'admin', 'fraud', 'relocation', 'nonpayment']),
    from: instant.nullable(),
    to: instant.nullable(),
    bills: z.boolean(),
    note: longText({ max: 1000 }),
  }),
  reply: service,
  personal: true,
})

export const lift = endpoint({
  name: 'services.lift-hold',
  method: 'POST',
  path: '/api/services/:serviceId/holds/:holdId/lift',
  access: 'services.change',
  reach: 'site',
  summary: 'Lifts this one hold; others stay.',
  input: serviceId.extend({ holdId: id }),
  reply: service,
  personal: true,
})

export const changeDetails = endpoint({
  name: 'services.change-details',
  method: 'PUT',
  path: '/api/services/:serviceId',
  access: 'services.change',
  reach: 'site',
  summary: 'Changes what it is called, whether it renews itself, and its limits.',
  input: serviceId.extend({
    version,
    label: text({ max: 80 }).nullable(),
    autoRenew: z.boolean(),
    renewPriority: z.int().min(0).max(10_000),
    sessionsMax: z.int().min(1).max(1000).nullable(),
    isBound: z.boolean(),
    /** The routers on which it may be used; none: on all. */
    nasIds: z.array(id).max(100),
  }),
  reply: service,
  personal: true,
})

export const askChange = endpoint({
  name: 'services.ask-change',
  method: 'POST',
  path: '/api/services/:serviceId/changes',
  access: 'services.change',
  reach: 'site',
  summary:
    'Another plan, place or owner, or the end: now, with the end of the paid time, or on a day.',
  input: serviceId.extend({
    effective: z.enum(['now', 'period-end', 'date']),
    at: instant.nullable(),
    details: pendingDetails,
  }),
  reply: service,
  personal: true,
})

export const dropChange = endpoint({
  name: 'services.drop-change',
  method: 'POST',
  path: '/api/services/:serviceId/changes/:changeId/drop',
  access: 'services.change',
  reach: 'site',
  summary: 'Takes back a change that waits.',
  input: serviceId.extend({ changeId: id }),
  reply: service,
  personal: true,
})

export const setAutomatic = endpoint({
  name: 'services.set-automatic',
  method: 'PUT',
  path: '/api/services/:serviceId/automatic',
  access: 'services.change',
  reach: 'site',
  summary:
    'What the subscriber agreed to let change by usage, and how far; neither takes it all back.',
  input: serviceId.extend({
    mayUpgrade: z.boolean(),
    mayDowngrade: z.boolean(),
    ceilingCents: z.string().regex(/^\d{1,15}$/, 'Whole cents as digits.'),
    cooldownPeriods: z.int().min(1).max(24),
    consentedBy: z.enum(['paper', 'office', 'phone', 'portal', 'sms']),
  }),
  reply: service,
  personal: true,
})
