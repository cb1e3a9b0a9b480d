/**
 * Reports over HTTP. Every one is counted at the end of a day (`asOf`), from what was booked by then, and says by how much it
 * differs from the ledger: by nothing, unless somebody booked by hand.
 */
import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { moneyOnWire } from '#kernel/money.ts'

const digits = z.string().regex(/^-?\d{1,18}$/)

export const REPORTS = ['recurring', 'revenue', 'ageing', 'collection', 'payers', 'tax'] as const
export type ReportName = (typeof REPORTS)[number]

/** What revenue is broken down by. */
export const BREAKDOWNS = ['plan', 'site', 'segment', 'kind', 'cohort', 'seller'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

/** Of ageing: not due yet, then days overdue (billing.md §2.18). */
export const AGES = ['not-due', '1-30', '31-60', '61-90', '90+'] as const

export const series = z.object({
  key: z.string(),
  /** Of a plan, a site, a segment or a member of staff; null: the screen knows the key. */
  name: z.string().nullable(),
  /** money: cents. share: hundredths of a percent. */
  measure: z.enum(['money', 'count', 'share']),
  /** One for each of `at`; null where there is nothing to divide by. */
  values: z.array(digits.nullable()),
  /** Over all of `at`, where that means something. */
  total: digits.nullable(),
})
export type ReportSeries = z.infer<typeof series>

export const report = z.object({
  report: z.enum(REPORTS),
  by: z.enum(BREAKDOWNS).nullable(),
  from: date,
  asOf: date,
  /** Months as `2026-11`, or ages. */
  at: z.array(z.string()),
  series: z.array(series),
  /** What the ledger says of the same, and how far the report is from it. Null where the ledger holds no such number. */
  ledger: z.object({ total: digits, difference: digits }).nullable(),
})
export type Report = z.infer<typeof report>

const asked = z
  .object({
    report: z.enum(REPORTS),
    by: z.enum(BREAKDOWNS).default('plan'),
    /** The first day of the first month; eleven months before the last one unless said. */
    from: date.optional(),
    /** The end of its day; today unless said. */
    asOf: date.optional(),
  })
  .refine((given) => !given.from || !given.asOf || given.from <= given.asOf, {
    message: 'The first day comes before the last.',
    path: ['asOf'],
  })

export const readReport = endpoint({
  name: 'desk.read-report',
  method: 'GET',
  path: '/api/reports/:report',
  access: 'desk.reports',
  summary: 'One report: recurring revenue, revenue, ageing, collection, payers or tax.',
  input: asked,
  reply: report,
})

export const downloadReport = endpoint({
  name: 'desk.download-report',
  method: 'GET',
  path: '/api/reports/:report/csv',
  access: 'desk.reports',
  summary: 'One report as CSV: a line for each row, a column for each month.',
  input: asked,
  reply: nothing,
  kind: 'file',
})

/** What goes on only when somebody does something about it. */
export const WAITING = [
  'quiet-routers',
  'suspense',
  'differences',
  'disputes',
  'old-drawers',
  'troubled-sessions',
  'dead-jobs',
] as const

const count = z.int().min(0)
export const waiting = z.object({
  what: z.enum(WAITING),
  count: z.int().min(1),
  money: moneyOnWire.nullable(),
})
export type Waiting = z.infer<typeof waiting>

const instant = z.iso.datetime()

/** A part is null where the caller may not see what it counts. */
export const nowShape = z.object({
  at: instant,
  network: z
    .object({
      online: count,
      /** At this time of yesterday; null where nobody counted then. */
      dayAgo: count.nullable(),
      /** The last 24 hours, every five minutes; marks are missing where Kasi was down. */
      trend: z.array(z.object({ at: instant, online: count })),
    })
    .nullable(),
  takings: z
    .object({
      today: moneyOnWire,
      payments: count,
      /** On the same day of last week, by the same time. */
      weekAgoByNow: moneyOnWire,
      /** Cents by hour of the ISP's day; null for hours that lie ahead. */
      hours: z.array(
        z.object({ hour: z.int().min(0).max(23), cents: digits.nullable(), weekAgo: digits }),
      ),
    })
    .nullable(),
  services: z.object({ active: count, ending: count, unpaid: count, pending: count }).nullable(),
  owed: z.object({ invoices: count, overdue: moneyOnWire }).nullable(),
  waiting: z.array(waiting),
})
export type Now = z.infer<typeof nowShape>

export const readNow = endpoint({
  name: 'desk.read-now',
  method: 'GET',
  path: '/api/desk/now',
  access: 'signed-in',
  summary:
    'How things stand: who is online, what came in today, services, what is overdue, and what waits for somebody. Each caller gets the parts that they may see.',
  input: z.object({}),
  reply: nowShape,
})
