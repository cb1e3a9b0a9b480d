/** What may go wrong between M-Pesa and us. */
export const FAULTS = [
  'lose',
  'delay',
  'duplicate',
  'reorder',
  'forge',
  'answer-500',
  'answer-error',
  'answer-busy',
  'too-many',
  'answer-late',
  'no-answer',
  'without-receipt',
  'maintenance',
  'early-result',
  'queue-timeout',
] as const
export type Fault = (typeof FAULTS)[number]
