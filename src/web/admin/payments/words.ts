import type { PaymentState, RefundState } from '#modules/payments/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const STATE_TONES: Record<PaymentState, Tone> = {
  owned: 'good',
  suspense: 'warn',
  reversed: 'neutral',
}

export const REFUND_TONES: Record<RefundState, Tone> = {
  asked: 'warn',
  paid: 'good',
  failed: 'bad',
}
