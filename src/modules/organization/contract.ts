import { z } from 'zod'
import { colour } from '#kernel/colour.ts'
import { COUNTIES, county } from '#kernel/county.ts'
import { email } from '#kernel/email.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { point } from '#kernel/geo.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { phone } from '#kernel/phone.ts'
import { kraPin } from '#kernel/pin.ts'
import { longText, text } from '#kernel/text.ts'

/**
 * The organization over HTTP. Shapes ending in `Input` are what people send (trimmed, normalised and
 * checked); the others are what is answered. Instants are ISO strings in UTC, dates `YYYY-MM-DD` in the
 * ISP's zone.
 *
 * Whatever can be edited carries `version`; an edit sends the version it was made from and is refused
 * with `organization.stale` (409, facts: `changedBy`, `changedAt`) when somebody else was first.
 */
const instant = z.iso.datetime()
const date = z.iso.date()
const version = z.int().min(1)

/** Who made a change: `staff` with an id (the staff room knows the name), or a part of Kasi by name. */
export const author = z.object({ kind: z.enum(['staff', 'system']), id: z.string() })
export type Author = z.infer<typeof author>

const website = z
  .url({
    protocol: /^https?$/,
    hostname: z.regexes.domain,
    error: 'An address such as https://example.co.ke.',
  })
  .max(300)

// ───────────────────────────────────────────────────────────── who we are

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

// ───────────────────────────────────────────────────────────── how we look

/** 512 KiB of picture; base64 makes four bytes of three. */
export const LOGO_BYTES_MAX = 512 * 1024
export const LOGO_TYPES = ['image/png', 'image/svg+xml', 'image/webp'] as const

/** Colours worked out from the two chosen ones, each readable where it is used (WCAG 2.2: 4.5 to 1). */
export const palette = z.object({
  /** Grounds of buttons and bars, and the text colour that reads on them. */
  primary: z.string(),
  onPrimary: z.string(),
  accent: z.string(),
  onAccent: z.string(),
  /** The colours as text or thin lines on the page's own ground. */
  primaryText: z.string(),
  accentText: z.string(),
})

/** Shown to everybody: sign-in, portal and captive page wear it before anybody is known. */
export const brand = z.object({
  name: z.string(),
  primary: z.string(),
  accent: z.string(),
  light: palette,
  dark: palette,
  /** Address of the logo with its fingerprint, so that it can be cached for ever; null: draw the name. */
  logoUrl: z.string().nullable(),
  logoType: z.enum(LOGO_TYPES).nullable(),
  supportPhone: z.string().nullable(),
  supportEmail: z.string().nullable(),
  website: z.string().nullable(),
  language: z.enum(LANGUAGES),
  version,
})
export type Brand = z.infer<typeof brand>

export const readBrand = endpoint({
  name: 'organization.read-brand',
  method: 'GET',
  path: '/api/brand',
  access: 'anyone',
  summary: 'Name, logo and colours, as portal, captive page and documents wear them.',
  input: nothing,
  reply: brand,
})

export const changeColours = endpoint({
  name: 'organization.change-colours',
  method: 'PUT',
  path: '/api/brand/colours',
  access: 'organization.change',
  summary: 'Changes the primary and the accent colour.',
  input: z.object({ primary: colour, accent: colour, version }),
  reply: brand,
})

/** The type is found in the bytes, never believed from a name. SVG with scripts or outside links is refused. */
export const uploadLogo = endpoint({
  name: 'organization.upload-logo',
  method: 'PUT',
  path: '/api/brand/logo',
  access: 'organization.change',
  summary: 'Puts a new logo in place: PNG, WebP or a harmless SVG of at most 512 KiB.',
  input: z.object({ contentBase64: z.base64().max(Math.ceil(LOGO_BYTES_MAX / 3) * 4), version }),
  reply: brand,
  bodyLimit: 1024 * 1024,
})

/** The picture itself. Its address carries its fingerprint (`brand.logoUrl`), so it may be kept for ever. */
export const readLogo = endpoint({
  name: 'organization.read-logo',
  method: 'GET',
  path: '/api/brand/logo',
  access: 'anyone',
  summary: 'The logo.',
  input: z.object({ tag: z.string().max(64).optional() }),
  reply: nothing,
  kind: 'file',
})

export const removeLogo = endpoint({
  name: 'organization.remove-logo',
  method: 'DELETE',
  path: '/api/brand/logo',
  access: 'organization.change',
  summary: 'Takes the logo away; the name is drawn in its place.',
  input: z.object({ version: z.coerce.number().int().min(1) }),
  reply: brand,
})

// ───────────────────────────────────────────────────────────── our calendar

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** `08:30`. A day may end at 24:00 and no later: night shifts are two days. */
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time such as 08:30.')
const closingTime = z
  .string()
  .regex(
    /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'A time such as 17:00; 24:00 is the end of the day.',
  )

/** Null: closed that day. */
export const dayHours = z
  .object({ opens: clockTime, closes: closingTime })
  .refine((day) => day.opens < day.closes, {
    message: 'Closing comes after opening.',
    path: ['closes'],
  })
  .nullable()
export const businessHours = z.object({
  monday: dayHours,
  tuesday: dayHours,
  wednesday: dayHours,
  thursday: dayHours,
  friday: dayHours,
  saturday: dayHours,
  sunday: dayHours,
})
export type BusinessHours = z.infer<typeof businessHours>

/** Holidays of the Public Holidays Act (Cap. 110) whose day is announced each year by the Cabinet Secretary. */
export const ANNOUNCED = ['idd-ul-fitr', 'idd-ul-azha'] as const

export const holiday = z.object({
  /** `labour-day`, `idd-ul-fitr`, or the id of a day that we chose ourselves. */
  key: z.string(),
  date,
  name: z.object({ en: z.string(), sw: z.string() }),
  /** `law`: in the Act. `observed`: the Monday after a holiday on a Sunday. `own`: chosen by this ISP. */
  kind: z.enum(['law', 'observed', 'announced', 'own']),
  /** `expected` days follow the moon and become `certain` once staff enter what was announced. */
  certainty: z.enum(['certain', 'expected']),
})
export type Holiday = z.infer<typeof holiday>

export const calendar = z.object({
  year: z.int(),
  holidays: z.array(holiday),
  hours: businessHours,
  /** Of the hours; closed days and announcements need none. */
  version,
  today: date,
  openNow: z.boolean(),
})
export type Calendar = z.infer<typeof calendar>

const calendarYear = z.coerce.number().int().min(2000).max(2200)

export const readCalendar = endpoint({
  name: 'organization.read-calendar',
  method: 'GET',
  path: '/api/calendar',
  access: 'organization.read',
  summary:
    'Public holidays, own closed days and business hours of one year; this year unless said.',
  input: z.object({ year: calendarYear.optional() }),
  reply: calendar,
})

export const changeHours = endpoint({
  name: 'organization.change-hours',
  method: 'PUT',
  path: '/api/calendar/hours',
  access: 'organization.change-calendar',
  summary: 'Changes the hours in which people can reach us.',
  input: z.object({ hours: businessHours, version }),
  reply: calendar,
})

export const announceHoliday = endpoint({
  name: 'organization.announce-holiday',
  method: 'PUT',
  path: '/api/calendar/announcements/:key',
  access: 'organization.change-calendar',
  summary: 'Enters the day that was announced for Idd-ul-Fitr or Idd-ul-Azha.',
  input: z.object({ key: z.enum(ANNOUNCED), date }),
  reply: calendar,
})

export const closeDay = endpoint({
  name: 'organization.close-day',
  method: 'POST',
  path: '/api/calendar/closed-days',
  access: 'organization.change-calendar',
  summary: 'Adds a day on which this ISP is closed.',
  input: z.object({ date, name: text({ max: 80 }) }),
  reply: calendar,
})

export const reopenDay = endpoint({
  name: 'organization.reopen-day',
  method: 'DELETE',
  path: '/api/calendar/closed-days/:key',
  access: 'organization.change-calendar',
  summary: 'Takes a day of our own out of the calendar again.',
  input: z.object({ key: id }),
  reply: calendar,
})

// ───────────────────────────────────────────────────────────── where we are

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
  summary: 'Changes a site.',
  input: siteInput.extend({ siteId: id, version }),
  reply: site,
})

export const archiveSite = endpoint({
  name: 'organization.archive-site',
  method: 'POST',
  path: '/api/sites/:siteId/archive',
  access: 'organization.change-sites',
  summary: 'Puts a site away: it leaves lists and choices, its history stays.',
  input: siteId.extend({ version }),
  reply: site,
})

export const restoreSite = endpoint({
  name: 'organization.restore-site',
  method: 'POST',
  path: '/api/sites/:siteId/restore',
  access: 'organization.change-sites',
  summary: 'Brings an archived site back.',
  input: siteId.extend({ version }),
  reply: site,
})

// ───────────────────────────────────────────────────────────── settings

/** A secret's value is never answered: it is null, and `isSet` says whether there is one. */
export const setting = z.object({
  key: z.string(),
  /** The room that declared it; the first part of the key. */
  room: z.string(),
  sentence: z.object({ en: z.string(), sw: z.string() }),
  permission: z.string(),
  mayChange: z.boolean(),
  secret: z.boolean(),
  isSet: z.boolean(),
  value: z.json().nullable(),
  default: z.json().nullable(),
  /** JSON Schema (2020-12) of the value, to draw the form from. */
  schema: z.record(z.string(), z.json()),
  /** Stored, but no room declares it any more: shown so that nothing disappears in silence. */
  orphaned: z.boolean(),
  /** 0: never changed from its default. */
  version: z.int().min(0),
  changedAt: instant.nullable(),
  changedBy: author.nullable(),
})
export type SettingShown = z.infer<typeof setting>

export const settingList = z.object({ settings: z.array(setting) })

export const readSettings = endpoint({
  name: 'organization.read-settings',
  method: 'GET',
  path: '/api/settings',
  access: 'organization.read-settings',
  summary: 'Every setting with its value, its default and the form to change it.',
  input: nothing,
  reply: settingList,
})

const settingKey = z.object({ key: z.string().max(120) })
const settingVersion = z.int().min(0)

/** Asks `organization.read-settings` at the door and the setting's own permission inside. */
export const changeSetting = endpoint({
  name: 'organization.change-setting',
  method: 'PUT',
  path: '/api/settings/:key',
  access: 'organization.read-settings',
  summary: 'Changes one setting.',
  input: settingKey.extend({ value: z.json(), version: settingVersion }),
  reply: setting,
})

export const resetSetting = endpoint({
  name: 'organization.reset-setting',
  method: 'POST',
  path: '/api/settings/:key/reset',
  access: 'organization.read-settings',
  summary: 'Puts one setting back to its default.',
  input: settingKey.extend({ version: settingVersion }),
  reply: setting,
})

export const undoSetting = endpoint({
  name: 'organization.undo-setting',
  method: 'POST',
  path: '/api/settings/:key/undo',
  access: 'organization.read-settings',
  summary: 'Takes back the last change of one setting.',
  input: settingKey.extend({ version: settingVersion }),
  reply: setting,
})

export const settingChange = z.object({
  id,
  key: z.string(),
  /** Null means the default, or a secret that is not shown. */
  before: z.json().nullable(),
  after: z.json().nullable(),
  how: z.enum(['change', 'reset', 'undo']),
  at: instant,
  by: author,
})

export const listSettingChanges = listEndpoint({
  name: 'organization.list-setting-changes',
  path: '/api/setting-changes',
  access: 'organization.read-settings',
  summary: 'Who changed which setting, when, from what to what; newest first.',
  sorts: ['at'],
  defaultSort: '-at',
  filters: { key: anyOf(z.string().max(120)) },
  item: settingChange,
})

// ───────────────────────────────────────────────────────────── set-up

/** The wizard's steps in order. The owner's own step belongs to staff and comes before these. */
export const SETUP_STEPS = [
  'identity',
  'region',
  'brand',
  'hours',
  'first-site',
  'colleagues',
] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

export const setup = z.object({
  steps: z.array(
    z.object({
      step: z.enum(SETUP_STEPS),
      state: z.enum(['open', 'done', 'skipped']),
      at: instant.nullable(),
    }),
  ),
  /** Every step is done or skipped: the wizard need not show any more. */
  finished: z.boolean(),
})
export type Setup = z.infer<typeof setup>

export const readSetup = endpoint({
  name: 'organization.read-setup',
  method: 'GET',
  path: '/api/set-up/steps',
  access: 'organization.read',
  summary: 'Which steps of the set-up are done.',
  input: nothing,
  reply: setup,
})

/** Doing a step (changing the identity, opening a site…) marks it done by itself; only skipping is told. */
export const skipSetupStep = endpoint({
  name: 'organization.skip-setup-step',
  method: 'POST',
  path: '/api/set-up/steps/:step/skip',
  access: 'organization.change',
  summary: 'Leaves a step of the set-up for later.',
  input: z.object({ step: z.enum(SETUP_STEPS) }),
  reply: setup,
})
