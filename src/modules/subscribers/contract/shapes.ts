import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { county } from '#kernel/county.ts'
import { email } from '#kernel/email.ts'
import { point } from '#kernel/geo.ts'
import { id } from '#kernel/id.ts'
import { phone } from '#kernel/phone.ts'
import { kraPin } from '#kernel/pin.ts'
import { text } from '#kernel/text.ts'

export const instant = z.iso.datetime()
export { date }
export const version = z.int().min(1)
export const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })

export const SUBSCRIBER_KINDS = ['person', 'company'] as const
export const SUBSCRIBER_STATES = ['active', 'closed', 'merged'] as const
export const PAPER_KINDS = [
  'national-id',
  'passport',
  'alien-id',
  'refugee-id',
  'birth-certificate',
  'military-id',
] as const
export const GENDERS = ['female', 'male', 'other'] as const
export const LANGUAGES = ['en', 'sw'] as const

/** A short word of the ISP's own: `vip`, `estate-a`. */
export const tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Letters, digits and dashes, at most 40: vip, estate-a.')

export const paper = z.object({
  kind: z.enum(PAPER_KINDS),
  number: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9/-]{4,30}$/, 'The number on the paper: 4 to 30 letters and digits.'),
})

/** What the registration rules ask of people (LN 90/2025) and of companies. */
export const details = z.object({
  paper: paper.nullable(),
  bornOn: date.nullable(),
  gender: z.enum(GENDERS).nullable(),
  kraPin: kraPin.nullable(),
  /** Number of the certificate of incorporation or of the business name. */
  registrationNumber: text({ max: 40 }).nullable(),
  /** Who may speak for a company. */
  representative: z.object({ name: text({ max: 120 }), paper: paper.nullable() }).nullable(),
})
export type Details = z.infer<typeof details>
export const noDetails: Details = {
  paper: null,
  bornOn: null,
  gender: null,
  kraPin: null,
  registrationNumber: null,
  representative: null,
}

export const CONTACT_CHANNELS = ['phone', 'whatsapp', 'email'] as const
export const CONTACT_PURPOSES = ['main', 'billing', 'technical', 'emergency'] as const

export const contactInput = z.discriminatedUnion('channel', [
  z.object({
    channel: z.enum(['phone', 'whatsapp']),
    purpose: z.enum(CONTACT_PURPOSES),
    value: phone,
    name: text({ max: 120 }).nullable(),
  }),
  z.object({
    channel: z.literal('email'),
    purpose: z.enum(CONTACT_PURPOSES),
    value: email,
    name: text({ max: 120 }).nullable(),
  }),
])
export type ContactInput = z.output<typeof contactInput>

export const contact = z.object({
  id,
  channel: z.enum(CONTACT_CHANNELS),
  purpose: z.enum(CONTACT_PURPOSES),
  value: z.string(),
  name: z.string().nullable(),
})

export const ADDRESS_KINDS = ['installation', 'billing', 'postal'] as const
export const addressInput = z.object({
  kind: z.enum(ADDRESS_KINDS),
  county,
  town: text({ max: 80 }).nullable(),
  line: text({ max: 200 }).nullable(),
  /** What a technician looks for: "blue gate behind the chapel". */
  landmark: text({ max: 200 }).nullable(),
  at: point.nullable(),
})
export type AddressInput = z.output<typeof addressInput>
export const place = addressInput.omit({ kind: true, county: true }).extend({
  town: z.string().nullable(),
  line: z.string().nullable(),
  landmark: z.string().nullable(),
})
export const address = place.extend({
  id,
  kind: z.enum(ADDRESS_KINDS),
  county,
  archived: z.boolean(),
})

export const CYCLE_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const
export const termsInput = z.object({
  /** Days between an invoice and its due date. */
  paymentDays: z.int().min(0).max(365),
  creditLimitCents: z.string().regex(/^\d{1,15}$/, 'Whole cents as digits.'),
  cycleUnit: z.enum(CYCLE_UNITS),
  cycleCount: z.int().min(1).max(366),
  /** Day of the month on which periods begin; null: the day of the first service. */
  cycleAnchor: z.int().min(1).max(31).nullable(),
  billedTo: z.enum(['self', 'parent']),
})
export type Terms = z.infer<typeof termsInput>
export const usualTerms: Terms = {
  paymentDays: 14,
  creditLimitCents: '0',
  cycleUnit: 'month',
  cycleCount: 1,
  cycleAnchor: null,
  billedTo: 'self',
}
