/**
 * Documents over HTTP: each as a sheet, which the web draws, and as a PDF of the same sheet. In the language asked for, or
 * the reader's own. Who may see the thing may see its document.
 */
import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { sheet, SHEET_LANGUAGES } from '#kernel/sheet.ts'

const instant = z.iso.datetime()
const language = z.enum(SHEET_LANGUAGES).optional()

/** The numbered ones, which are kept as they were issued. */
export const ISSUED_KINDS = ['invoice', 'credit-note'] as const
export type IssuedKind = (typeof ISSUED_KINDS)[number]

/** `copy`: marked as such, for somebody who has the original already. */
const issued = z.object({
  kind: z.enum(ISSUED_KINDS),
  documentId: id,
  language,
  as: z.enum(['original', 'copy']).default('original'),
})

export const readDocument = endpoint({
  name: 'documents.read-document',
  method: 'GET',
  path: '/api/documents/:kind/:documentId',
  access: 'billing.read',
  reach: 'site',
  summary: 'A tax invoice or credit note, as it is laid out on paper.',
  input: issued,
  reply: sheet,
  personal: true,
})

export const downloadDocument = endpoint({
  name: 'documents.download-document',
  method: 'GET',
  path: '/api/documents/:kind/:documentId/pdf',
  access: 'billing.read',
  reach: 'site',
  summary: 'A tax invoice or credit note as a PDF.',
  input: issued,
  reply: nothing,
  personal: true,
  kind: 'file',
})

const ofPayment = z.object({ paymentId: id, language })

export const readReceipt = endpoint({
  name: 'documents.read-receipt',
  method: 'GET',
  path: '/api/payments/:paymentId/receipt',
  access: 'payments.read',
  reach: 'site',
  summary: 'The receipt for a payment, as it is laid out on paper.',
  input: ofPayment,
  reply: sheet,
  personal: true,
})

export const downloadReceipt = endpoint({
  name: 'documents.download-receipt',
  method: 'GET',
  path: '/api/payments/:paymentId/receipt/pdf',
  access: 'payments.read',
  reach: 'site',
  summary: 'The receipt for a payment as a PDF, on A4 or for the printer of a till.',
  /** `slip`: on the 80 mm paper of a till's printer. */
  input: ofPayment.extend({ paper: z.enum(['a4', 'slip']).default('a4') }),
  reply: nothing,
  personal: true,
  kind: 'file',
})

/** The last 90 days, unless said. */
const ofSubscriber = z
  .object({ subscriberId: id, from: date.optional(), to: date.optional(), language })
  .refine((given) => !given.from || !given.to || given.from <= given.to, {
    message: 'The first day comes before the last.',
    path: ['to'],
  })

export const readStatementSheet = endpoint({
  name: 'documents.read-statement-sheet',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/statement/sheet',
  access: 'billing.read',
  reach: 'site',
  summary: 'A statement of account with the running balance, as it is laid out on paper.',
  input: ofSubscriber,
  reply: sheet,
  personal: true,
})

export const STATEMENT_FORMS = ['pdf', 'csv'] as const

export const downloadStatement = endpoint({
  name: 'documents.download-statement',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/statement/file',
  access: 'billing.read',
  reach: 'site',
  summary: 'A statement of account as a PDF or as CSV.',
  input: ofSubscriber.safeExtend({ form: z.enum(STATEMENT_FORMS).default('pdf') }),
  reply: nothing,
  personal: true,
  kind: 'file',
})

const forNext = z.object({ subscriberId: id, language })

export const readProForma = endpoint({
  name: 'documents.read-pro-forma',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/pro-forma',
  access: 'billing.read',
  reach: 'site',
  summary: 'What the next period of each service will cost, as a pro-forma invoice.',
  input: forNext,
  reply: sheet,
  personal: true,
})

export const downloadProForma = endpoint({
  name: 'documents.download-pro-forma',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/pro-forma/pdf',
  access: 'billing.read',
  reach: 'site',
  summary: 'The pro-forma invoice of the next periods as a PDF.',
  input: forNext,
  reply: nothing,
  personal: true,
  kind: 'file',
})

const ofQuotation = z.object({ quotationId: id, language })

export const readQuotationSheet = endpoint({
  name: 'documents.read-quotation-sheet',
  method: 'GET',
  path: '/api/quotations/:quotationId/sheet',
  access: 'billing.read',
  reach: 'site',
  summary: 'A quotation, as it is laid out on paper.',
  input: ofQuotation,
  reply: sheet,
  personal: true,
})

export const downloadQuotation = endpoint({
  name: 'documents.download-quotation',
  method: 'GET',
  path: '/api/quotations/:quotationId/pdf',
  access: 'billing.read',
  reach: 'site',
  summary: 'A quotation as a PDF.',
  input: ofQuotation,
  reply: nothing,
  personal: true,
  kind: 'file',
})

const ofDrawer = z.object({ drawerId: id, language })

export const readDrawerClose = endpoint({
  name: 'documents.read-drawer-close',
  method: 'GET',
  path: '/api/drawers/:drawerId/sheet',
  access: 'tills.read',
  reach: 'site',
  summary: 'The close of a drawer, as it is laid out on paper.',
  input: ofDrawer,
  reply: sheet,
})

export const downloadDrawerClose = endpoint({
  name: 'documents.download-drawer-close',
  method: 'GET',
  path: '/api/drawers/:drawerId/pdf',
  access: 'tills.read',
  reach: 'site',
  summary: 'The close of a drawer as a PDF.',
  input: ofDrawer,
  reply: nothing,
  kind: 'file',
})

const ofSiteDay = z.object({ siteId: id, day: date, language })

export const readSiteDayClose = endpoint({
  name: 'documents.read-site-day-close',
  method: 'GET',
  path: '/api/till-days/:siteId/:day/sheet',
  access: 'tills.read',
  reach: 'site',
  summary: 'The close of the tills of a site on one day, as it is laid out on paper.',
  input: ofSiteDay,
  reply: sheet,
})

export const downloadSiteDayClose = endpoint({
  name: 'documents.download-site-day-close',
  method: 'GET',
  path: '/api/till-days/:siteId/:day/pdf',
  access: 'tills.read',
  reach: 'site',
  summary: 'The close of the tills of a site on one day as a PDF.',
  input: ofSiteDay,
  reply: nothing,
  kind: 'file',
})

const ofDay = z.object({ account: z.coerce.number().int(), day: date, language })

export const readDayClose = endpoint({
  name: 'documents.read-day-close',
  method: 'GET',
  path: '/api/account-days/:account/:day/sheet',
  access: 'payments.read',
  summary:
    'What M-Pesa told, its statement and the books say of a day, as it is laid out on paper.',
  input: ofDay,
  reply: sheet,
})

export const downloadDayClose = endpoint({
  name: 'documents.download-day-close',
  method: 'GET',
  path: '/api/account-days/:account/:day/pdf',
  access: 'payments.read',
  summary: 'The close of the day of an account as a PDF.',
  input: ofDay,
  reply: nothing,
  kind: 'file',
})

/** More are asked for in parts: a whole month of a large ISP is several bundles. */
export const BUNDLE_DOCUMENTS_MAX = 10_000
export const BUNDLE_STATES = ['making', 'ready', 'failed'] as const

export const bundle = z.object({
  id,
  kind: z.enum(ISSUED_KINDS),
  from: date,
  to: date,
  state: z.enum(BUNDLE_STATES),
  wanted: z.int(),
  made: z.int(),
  askedAt: instant,
  /** Archives that can be fetched, in order. */
  parts: z.array(z.object({ place: z.int(), documents: z.int(), sizeBytes: z.int() })),
})
export type Bundle = z.infer<typeof bundle>

export const askBundle = endpoint({
  name: 'documents.ask-bundle',
  method: 'POST',
  path: '/api/document-bundles',
  access: 'documents.bundle',
  summary: 'Asks for all invoices or credit notes of some days as PDFs in archives.',
  input: z
    .object({ id, kind: z.enum(ISSUED_KINDS), from: date, to: date })
    .refine((given) => given.from <= given.to, {
      message: 'The first day comes before the last.',
      path: ['to'],
    }),
  reply: bundle,
  stepUp: true,
})

export const listBundles = endpoint({
  name: 'documents.list-bundles',
  method: 'GET',
  path: '/api/document-bundles',
  access: 'documents.bundle',
  summary: 'Archives of documents that were asked for in the last days.',
  input: nothing,
  reply: z.object({ bundles: z.array(bundle) }),
})

export const downloadBundlePart = endpoint({
  name: 'documents.download-bundle-part',
  method: 'GET',
  path: '/api/document-bundles/:bundleId/:place',
  access: 'documents.bundle',
  summary: 'One archive of documents.',
  input: z.object({ bundleId: id, place: z.coerce.number().int().min(1) }),
  reply: nothing,
  personal: true,
  kind: 'file',
  pace: 'heavy',
})

// ───────────────────────────────────────────── at the portal

export const downloadMyDocument = endpoint({
  name: 'documents.download-my-document',
  method: 'GET',
  path: '/api/portal/documents/:kind/:documentId',
  access: 'subscriber',
  summary: 'A tax invoice or credit note of the one who asks, as a PDF.',
  input: issued.omit({ as: true }),
  reply: nothing,
  personal: true,
  kind: 'file',
})

export const downloadMyReceipt = endpoint({
  name: 'documents.download-my-receipt',
  method: 'GET',
  path: '/api/portal/payments/:paymentId/receipt',
  access: 'subscriber',
  summary: 'The receipt for a payment of the one who asks, as a PDF.',
  input: ofPayment,
  reply: nothing,
  personal: true,
  kind: 'file',
})

export const downloadMyStatement = endpoint({
  name: 'documents.download-my-statement',
  method: 'GET',
  path: '/api/portal/statement',
  access: 'subscriber',
  summary: 'The statement of account of the one who asks, as a PDF.',
  input: z.object({ from: date.optional(), to: date.optional(), language }),
  reply: nothing,
  personal: true,
  kind: 'file',
})
