import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { text } from '#kernel/text.ts'
import { author, instant } from './shapes.ts'

/** The first day of a calendar month. */
export const month = z.iso
  .date()
  .refine((given) => given.endsWith('-01'), 'The first day of a month.')

export const PERIOD_CHECKS = [
  'over',
  'balanced',
  'no-rounding',
  'sums-are-current',
  'sealed',
  'verified',
  'no-suspense',
  'no-refunds-on-their-way',
] as const

/** `stop`: the period cannot be closed like this. `look`: it can, and somebody should know. */
export const periodCheck = z.object({
  name: z.enum(PERIOD_CHECKS),
  outcome: z.enum(['fine', 'look', 'stop']),
  /** What was found, in the check's own measure: cents, or how many. */
  found: z.string().nullable(),
})
export type PeriodCheck = z.infer<typeof periodCheck>

export const period = z.object({
  month,
  state: z.enum(['open', 'closed']),
  changes: z.array(
    z.object({ state: z.enum(['open', 'closed']), reason: z.string(), at: instant, by: author }),
  ),
})
export type Period = z.infer<typeof period>

export const periods = z.object({
  /** From the month of the first journal to this one, newest first. */
  periods: z.array(period),
  /** The earliest open one, which is the next to close, with how it stands; null while nothing is booked. */
  next: z.object({ month, checks: z.array(periodCheck) }).nullable(),
  /** The latest closed one, which is the only one that can be reopened. */
  reopenable: month.nullable(),
})
export type Periods = z.infer<typeof periods>

export const listPeriods = endpoint({
  name: 'ledger.list-periods',
  method: 'GET',
  path: '/api/ledger/periods',
  access: 'ledger.read',
  summary: 'Fiscal periods, and whether the next can be closed.',
  input: nothing,
  reply: periods,
})

const reason = text({ max: 300, min: 3 })

export const closePeriod = endpoint({
  name: 'ledger.close-period',
  method: 'POST',
  path: '/api/ledger/periods/:month/close',
  access: 'ledger.close-periods',
  summary:
    'Closes a fiscal period: nothing is booked into it any more. One after another, from the earliest.',
  input: z.object({ month, reason }),
  reply: periods,
})

export const reopenPeriod = endpoint({
  name: 'ledger.reopen-period',
  method: 'POST',
  path: '/api/ledger/periods/:month/reopen',
  access: 'ledger.close-periods',
  summary: 'Opens the latest closed fiscal period again, with a reason.',
  input: z.object({ month, reason }),
  reply: periods,
  stepUp: true,
})
