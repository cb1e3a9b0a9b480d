import { z } from 'zod'
import { COUNTIES, county } from '#kernel/county.ts'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { point } from '#kernel/geo.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { phone } from '#kernel/phone.ts'
import { longText, text } from '#kernel/text.ts'
import { author, instant, version } from './shapes.ts'

export const SITE_KINDS = [
  'pop',
  'tower',
  'office',
  'shop',
  'hotspot',
  'warehouse',
  'other',
] as const

export const siteInput = z.object({
  name: text({ max: 120 }),
  /** Short and unique, for labels and router names: `KRN-1`. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(
      /^[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?$/,
      'Letters, digits and dashes, at most 20: KRN-1.',
    ),
  kind: z.enum(SITE_KINDS),
  county,
  town: text({ max: 80 }).nullable(),
  address: text({ max: 200 }).nullable(),
  /** Where it stands; null while nobody has been there with a phone. */
  at: point.nullable(),
  contact: z
    .object({ name: text({ max: 120 }), phone: phone.nullable(), email: email.nullable() })
    .nullable(),
  notes: longText({ max: 4000 }),
})
export type SiteInput = z.input<typeof siteInput>

/** A line of the list and a pin on the map: nothing personal. */
export const siteRow = z.object({
  id,
  name: z.string(),
  code: z.string(),
  kind: z.enum(SITE_KINDS),
  county: z.enum(COUNTIES),
  town: z.string().nullable(),
  address: z.string().nullable(),
  at: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  state: z.enum(['open', 'archived']),
  openedAt: instant,
  changedAt: instant,
})
export type SiteRow = z.infer<typeof siteRow>

export const site = siteRow.extend({
  contact: z
    .object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
  notes: z.string(),
  archivedAt: instant.nullable(),
  version,
  changedBy: author,
})
export type Site = z.infer<typeof site>

export const listSites = listEndpoint({
  name: 'organization.list-sites',
  path: '/api/sites',
  access: 'organization.read-sites',
  reach: 'site',
  summary: 'Sites that the caller may see; searches name, code, town and address.',
  sorts: ['name', 'code', 'county', 'openedAt', 'changedAt'],
  defaultSort: 'name',
  filters: {
    kind: anyOf(z.enum(SITE_KINDS)),
    county: anyOf(county),
    state: z.enum(['open', 'archived', 'all']).default('open'),
  },
  item: siteRow,
})

const siteId = z.object({ siteId: id })

export const readSite = endpoint({
  name: 'organization.read-site',
  method: 'GET',
  path: '/api/sites/:siteId',
  access: 'organization.read-sites',
  reach: 'site',
  summary: 'One site with its contact and notes.',
  input: siteId,
  reply: site,
  personal: true,
})

export const openSite = endpoint({
  name: 'organization.open-site',
  method: 'POST',
  path: '/api/sites',
  access: 'organization.change-sites',
  summary: 'Adds a site.',
  input: siteInput,
  reply: site,
})

export const changeSite = endpoint({
  name: 'organization.change-site',
  method: 'PUT',
  path: '/api/sites/:siteId',
  access: 'organization.change-sites',
  reach: 'site',
  summary: 'Changes a site.',
  input: siteInput.extend({ siteId: id, version }),
  reply: site,
})

export const archiveSite = endpoint({
  name: 'organization.archive-site',
  method: 'POST',
  path: '/api/sites/:siteId/archive',
  access: 'organization.change-sites',
  reach: 'site',
  summary: 'Puts a site away: it leaves lists and choices, its history stays.',
  input: siteId.extend({ version }),
  reply: site,
})

export const restoreSite = endpoint({
  name: 'organization.restore-site',
  method: 'POST',
  path: '/api/sites/:siteId/restore',
  access: 'organization.change-sites',
  reach: 'site',
  summary: 'Brings an archived site back.',
  input: siteId.extend({ version }),
  reply: site,
})
