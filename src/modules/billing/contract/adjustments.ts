import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { RAILS } from '#modules/payments/contract.ts'

const instant = z.iso.datetime()
const reason = text({ max: 300, min: 3 })

/** What is booked for a subscriber beside invoices, credit notes and payments. */
export const ADJUSTMENT_KINDS = [
  'goodwill',
  'write-off',
  'recovery',
  'withheld-vat',
  'withheld-income',
  'deposit',
  'deposit-used',
  'deposit-returned',
  'vat-relief',
  'vat-relief-returned',
] as const
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number]

export const adjustment = z.object({
  id,
  kind: z.enum(ADJUSTMENT_KINDS),
  amount: moneyOnWire,
  /** Of a deposit what is still held, of a write-off what was not recovered. */
  left: moneyOnWire.nullable(),
  reason: z.string(),
  invoice: z.object({ id, code: z.string() }).nullable(),
  certificate: z.object({ number: z.string(), on: date }).nullable(),
  at: instant,
  undone: z.object({ at: instant, why: z.string() }).nullable(),
  /** Whether something came of it that stands: that is undone first. */
  isUsed: z.boolean(),
  /** Of a debt, whether its VAT was claimed back. */
  isRelieved: z.boolean(),
})
export type Adjustment = z.infer<typeof adjustment>

export const adjustments = z.object({
  subscriberId: id,
  /** The latest first. */
  adjustments: z.array(adjustment),
  deposits: moneyOnWire,
  /** Tax that the subscriber kept back of open invoices, and for which there is no certificate yet. */
  awaited: z.array(z.object({ invoiceId: id, code: z.string(), amount: moneyOnWire })),
})
export type Adjustments = z.infer<typeof adjustments>

export const readAdjustments = endpoint({
  name: 'billing.read-adjustments',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/adjustments',
  access: 'billing.read',
  reach: 'site',
  summary: 'Goodwill, bad debts, withheld tax and deposits of a subscriber.',
  input: z.object({ subscriberId: id }),
  reply: adjustments,
})

export const giveGoodwill = endpoint({
  name: 'billing.give-goodwill',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/goodwill',
  access: 'billing.credit',
  reach: 'site',
  summary: 'Puts money of ours into a wallet, as an apology. It takes back no invoice and no tax.',
  input: z.object({ subscriberId: id, id, amount: money, reason }),
  reply: adjustments,
})

export const writeOffInvoice = endpoint({
  name: 'billing.write-off-invoice',
  method: 'POST',
  path: '/api/invoices/:invoiceId/write-off',
  access: 'billing.write-off',
  reach: 'site',
  summary: 'Gives up what is open of an overdue invoice as a bad debt.',
  input: z.object({ invoiceId: id, id, amount: money, reason }),
  reply: adjustments,
})

export const recoverDebt = endpoint({
  name: 'billing.recover-debt',
  method: 'POST',
  path: '/api/adjustments/:adjustmentId/recovery',
  access: 'billing.write-off',
  reach: 'site',
  summary: 'Takes money from the wallet for a debt that was written off.',
  input: z.object({ adjustmentId: id, id, amount: money, reason }),
  reply: adjustments,
})

/** Old enough by the law, or the debtor is insolvent. */
export const RELIEF_GROUNDS = ['aged', 'insolvent'] as const

export const claimVatRelief = endpoint({
  name: 'billing.claim-vat-relief',
  method: 'POST',
  path: '/api/adjustments/:adjustmentId/vat-relief',
  access: 'billing.write-off',
  reach: 'site',
  summary: 'Takes back the VAT of a bad debt that is old enough, or whose debtor is insolvent.',
  input: z.object({ adjustmentId: id, id, because: z.enum(RELIEF_GROUNDS), reason }),
  reply: adjustments,
})

/** Money that is handed over with a deposit, booked in the same unit so that nothing else takes it first. */
const handedOver = z.object({
  rail: z.enum(RAILS),
  receipt: text({ max: 80 }).nullable(),
  paidOn: date,
})

export const takeDeposit = endpoint({
  name: 'billing.take-deposit',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/deposits',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Holds money as a deposit: what is handed over now, or what is in the wallet.',
  input: z.object({
    subscriberId: id,
    id,
    amount: money,
    reason,
    payment: handedOver.nullable(),
  }),
  reply: adjustments,
})

export const useDeposit = endpoint({
  name: 'billing.use-deposit',
  method: 'POST',
  path: '/api/adjustments/:adjustmentId/use',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Settles an invoice of the same subscriber from a deposit.',
  input: z.object({ adjustmentId: id, id, invoiceId: id, amount: money, reason }),
  reply: adjustments,
})

export const returnDeposit = endpoint({
  name: 'billing.return-deposit',
  method: 'POST',
  path: '/api/adjustments/:adjustmentId/return',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Gives a deposit back into the wallet, from where it can be refunded.',
  input: z.object({ adjustmentId: id, id, amount: money, reason }),
  reply: adjustments,
})

export const WITHHELD = ['vat', 'income'] as const

export const recordCertificate = endpoint({
  name: 'billing.record-certificate',
  method: 'POST',
  path: '/api/invoices/:invoiceId/certificates',
  access: 'billing.charge',
  reach: 'site',
  summary: 'A certificate for tax that the payer kept back settles that part of the invoice.',
  input: z.object({
    invoiceId: id,
    id,
    tax: z.enum(WITHHELD),
    number: text({ max: 60, min: 3 }),
    on: date,
    amount: money,
  }),
  reply: adjustments,
})

export const undoAdjustment = endpoint({
  name: 'billing.undo-adjustment',
  method: 'POST',
  path: '/api/adjustments/:adjustmentId/undo',
  access: 'billing.credit',
  reach: 'site',
  summary: 'Undoes what was booked by mistake, by a reversal.',
  input: z.object({ adjustmentId: id, reason }),
  reply: adjustments,
})

export const awaitedCertificate = z.object({
  id,
  code: z.string(),
  subscriber: z.object({ id: z.uuid(), number: z.string(), name: z.string() }),
  issuedOn: date,
  open: moneyOnWire,
  awaited: moneyOnWire,
})
export type AwaitedCertificate = z.infer<typeof awaitedCertificate>

export const listAwaitedCertificates = listEndpoint({
  name: 'billing.list-awaited-certificates',
  path: '/api/awaited-certificates',
  access: 'billing.read',
  reach: 'site',
  summary: 'Invoices of payers who keep back VAT, for which the certificate is missing.',
  personal: true,
  sorts: ['issuedAt', 'dueOn'],
  defaultSort: 'issuedAt',
  filters: {},
  item: awaitedCertificate,
})
