import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { date } from './shapes.ts'

/** `csv`: everything that the ledger knows. The others: what each program imports as journals. */
export const EXPORT_FORMS = ['csv', 'quickbooks', 'xero', 'zoho', 'sage'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]

/** How much is summed into one journal. Programs take a few hundred lines at a time, an ISP books thousands. */
export const EXPORT_DETAILS = ['journal', 'day', 'month'] as const
export type ExportDetail = (typeof EXPORT_DETAILS)[number]

export const EXPORT_LINES_MAX = 100_000

export const exportJournals = endpoint({
  name: 'ledger.export-journals',
  method: 'GET',
  path: '/api/ledger/export',
  access: 'ledger.export',
  summary:
    'Journals of some days as a file: CSV, or as QuickBooks, Xero, Zoho Books or Sage import them.',
  input: z
    .object({
      form: z.enum(EXPORT_FORMS),
      detail: z.enum(EXPORT_DETAILS).default('day'),
      from: date,
      to: date,
    })
    .refine((given) => given.from <= given.to, {
      message: 'The first day comes before the last.',
      path: ['to'],
    }),
  reply: nothing,
  kind: 'file',
  pace: 'heavy',
})
