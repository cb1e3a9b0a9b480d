/** For how long a purchase that was paid is tried again although the business says no: what stands in the way may be put right. */
const TRIED_FOR_minutes = 15

export type Undone = 'closed' | 'refused'

/**
 * What becomes of a purchase that was paid and could not be made. Where the door is closed nobody can use what they bought, so the money goes
 * back at once; a refusal is waited for a little; a fault is ours and is tried until it is mended.
 */
export function whatNow(
  failed: 'door-closed' | 'refusal' | 'fault',
  { paidAt, now }: { paidAt: Temporal.Instant; now: Temporal.Instant },
): { kind: 'try-again' } | { kind: 'give-back'; because: Undone } {
  if (failed === 'door-closed') return { kind: 'give-back', because: 'closed' }
  const isLate = paidAt.until(now).total('minutes') >= TRIED_FOR_minutes
  return failed === 'refusal' && isLate
    ? { kind: 'give-back', because: 'refused' }
    : { kind: 'try-again' }
}
