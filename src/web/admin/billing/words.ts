import type { BillRun, InvoiceState, QuotationState } from '#modules/billing/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const STATE_TONES: Record<InvoiceState, Tone> = {
  open: 'info',
  overdue: 'bad',
  settled: 'good',
}

export const RUN_TONES: Record<BillRun['state'], Tone> = {
  running: 'info',
  stopped: 'warn',
  done: 'good',
}

export const QUOTATION_TONES: Record<QuotationState, Tone> = {
  draft: 'neutral',
  sent: 'info',
  accepted: 'good',
  declined: 'bad',
  expired: 'warn',
  withdrawn: 'neutral',
}
