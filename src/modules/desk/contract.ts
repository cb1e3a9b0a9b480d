/**
 * Reports over HTTP. Every one is counted at the end of a day (`asOf`), from what was booked by then, and says by how much it
 * differs from the ledger: by nothing, unless somebody booked by hand.
 */
import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'

const date = z.iso.date()
const digits = z.string().regex(/^-?\d{1,18}$/)

export const REPORTS = ['recurring', 'revenue', 'ageing', 'collection', 'payers', 'tax'] as const
export type ReportName = (typeof REPORTS)[number]

/** What revenue is broken down by. */
export const BREAKDOWNS = ['plan', 'site', 'segment', 'kind', 'cohort'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

/** Of ageing: not due yet, then days overdue (billing.md §2.18). */
export const AGES = ['not-due', '1-30', '31-60', '61-90', '90+'] as const

export const series = z.object({
  key: z.string(),
  /** Of a plan, a site or a segment; null: the screen knows the key. */
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
