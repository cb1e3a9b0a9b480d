/** When what was shut for non-payment opens again, as the ISP has chosen. */
export const RESTORE_RULES = ['all-overdue', 'oldest-overdue', 'share'] as const
export type RestoreRule = (typeof RESTORE_RULES)[number]

export type OverdueFacts = {
  /** Overdue and not disputed, before the money and after it. */
  readonly before: bigint
  readonly left: bigint
  /** Whether the money paid the oldest of it whole. */
  readonly oldestIsPaid: boolean
  /** What was open when the last step of dunning was taken; nothing where none was. */
  readonly atLastStep: bigint
}

/**
 * Whether enough is paid. Where nothing is overdue any more it always is. A share is counted of what was open when service was shut,
 * so that two halves of it are as much as one whole; a newer step of dunning counts anew.
 */
export function isEnough(rule: RestoreRule, percent: number, overdue: OverdueFacts): boolean {
  const { before, left, oldestIsPaid, atLastStep } = overdue
  if (left === 0n) return true
  if (rule === 'all-overdue') return false
  if (rule === 'oldest-overdue') return oldestIsPaid
  const whole = atLastStep > before ? atLastStep : before
  return (whole - left) * 100n >= whole * BigInt(percent)
}
