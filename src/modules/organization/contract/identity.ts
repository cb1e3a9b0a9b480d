import { z } from 'zod'
import { COUNTIES, county } from '#kernel/county.ts'
import { email } from '#kernel/email.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { phone } from '#kernel/phone.ts'
import { kraPin } from '#kernel/pin.ts'
import { text } from '#kernel/text.ts'
import { author, date, instant, version } from './shapes.ts'

const website = z
  .url({
    protocol: /^https?$/,
    hostname: z.regexes.domain,
    error: 'An address such as https://example.co.ke.',
  })
  .max(300)

export const physicalAddress = z.object({
  line1: text({ max: 120 }),
  line2: text({ max: 120 }).nullable(),
  town: text({ max: 80 }),
  county,
})

/** Kenyan post goes to boxes: `P.O. Box 1234 – 00100 Nairobi`. */
export const postalAddress = z.object({
  box: text({ max: 40 }),
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{5}$/, 'Five digits, such as 00100.'),
  town: text({ max: 80 }),
})

/** What the law asks an ISP to be, and where it can be reached. Null: not told yet. */
export const identityInput = z.object({
  tradingName: text({ max: 120 }),
  legalName: text({ max: 200 }),
  kraPin: kraPin.nullable(),
  vatRegistered: z.boolean(),
  /** Licence of the Communications Authority (KICA s. 25). */
  caLicenceNumber: text({ max: 60 }).nullable(),
  /** Registration as a data controller (Data Protection (Registration) Regulations 2021; two years). */
  odpcRegistration: z.object({ number: text({ max: 60 }), expiresOn: date }).nullable(),
  supportPhone: phone.nullable(),
  supportEmail: email.nullable(),
  website: website.nullable(),
  physicalAddress: physicalAddress.nullable(),
  postalAddress: postalAddress.nullable(),
  dataProtectionOfficer: z
    .object({ name: text({ max: 120 }), phone: phone.nullable(), email: email.nullable() })
    .nullable(),
})

export const WEEK_STARTS = ['monday', 'sunday', 'saturday'] as const
export const LANGUAGES = ['en', 'sw'] as const

export const regionInput = z.object({
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'A time zone of the IANA list, such as Africa/Nairobi.'),
  weekStart: z.enum(WEEK_STARTS),
  /** Of documents and messages to people whose own language is not known. */
  language: z.enum(LANGUAGES),
})

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Things that somebody should do soon, worked out from the identity: each a sentence key for the screen. */
export const WARNINGS = [
  'kra-pin-missing',
  'ca-licence-missing',
  'odpc-missing',
  'odpc-expires-soon',
  'odpc-expired',
  'data-protection-officer-missing',
] as const

export const organization = z.object({
  tradingName: z.string(),
  legalName: z.string(),
  kraPin: z.string().nullable(),
  vatRegistered: z.boolean(),
  caLicenceNumber: z.string().nullable(),
  odpcRegistration: z.object({ number: z.string(), expiresOn: date }).nullable(),
  supportPhone: z.string().nullable(),
  supportEmail: z.string().nullable(),
  website: z.string().nullable(),
  physicalAddress: z
    .object({
      line1: z.string(),
      line2: z.string().nullable(),
      town: z.string(),
      county: z.enum(COUNTIES),
    })
    .nullable(),
  postalAddress: z.object({ box: z.string(), postalCode: z.string(), town: z.string() }).nullable(),
  dataProtectionOfficer: z
    .object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
  currency: z.literal('KES'),
  timeZone: z.string(),
  weekStart: z.enum(WEEK_STARTS),
  language: z.enum(LANGUAGES),
  warnings: z.array(z.enum(WARNINGS)),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Organization = z.infer<typeof organization>

export const readOrganization = endpoint({
  name: 'organization.read-organization',
  method: 'GET',
  path: '/api/organization',
  access: 'organization.read',
  summary: 'Who we are: names, tax identity, licences, contacts, zone and week.',
  input: nothing,
  reply: organization,
})

/** Sends the whole identity. */
export const changeIdentity = endpoint({
  name: 'organization.change-identity',
  method: 'PUT',
  path: '/api/organization/identity',
  access: 'organization.change',
  summary: 'Changes names, tax identity, licences and contacts of the ISP.',
  input: identityInput.extend({ version }),
  reply: organization,
})

export const changeRegion = endpoint({
  name: 'organization.change-region',
  method: 'PUT',
  path: '/api/organization/region',
  access: 'organization.change',
  summary: 'Changes the time zone, the first day of the week and the language of documents.',
  input: regionInput.extend({ version }),
  reply: organization,
})
