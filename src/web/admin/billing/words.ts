import type { InvoiceState } from '#modules/billing/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const STATE_TONES: Record<InvoiceState, Tone> = {
  open: 'info',
  overdue: 'bad',
  settled: 'good',
}
