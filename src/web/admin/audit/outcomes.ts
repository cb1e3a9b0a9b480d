import type { AuditRowShown } from '#platform/audit/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const OUTCOME_TONES: Record<AuditRowShown['outcome'], Tone> = {
  done: 'good',
  refused: 'warn',
  failed: 'bad',
  looked: 'info',
}
