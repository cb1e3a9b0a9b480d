import type { JobRow } from '#platform/operations/contract.ts'
import type { Tone } from '#web/ui/Badge.tsx'

export const JOB_TONES: Record<JobRow['state'], Tone> = {
  waiting: 'neutral',
  running: 'info',
  failing: 'warn',
  dead: 'bad',
}
