import type {
  ClaimState,
  PaymentState,
  PromptState,
  RefundState,
  StatementLine,
  Telling,
} from '#modules/payments/contract.ts'
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

export const PROMPT_TONES: Record<PromptState, Tone> = {
  asking: 'warn',
  open: 'warn',
  'by-hand': 'neutral',
  confirming: 'warn',
  paid: 'good',
  failed: 'bad',
  cancelled: 'neutral',
  'timed-out': 'neutral',
}

export const TELLING_TONES: Record<Telling['state'], Tone> = {
  waiting: 'warn',
  done: 'good',
  odd: 'bad',
}

export const CLAIM_TONES: Record<ClaimState, Tone> = {
  waiting: 'warn',
  given: 'good',
  refused: 'neutral',
}

export const LINE_TONES: Record<StatementLine['state'], Tone> = {
  waiting: 'neutral',
  matched: 'good',
  booked: 'good',
  differs: 'bad',
  settled: 'good',
}
