import type { MessageClass } from '#kernel/message.ts'

/** What promotes stops before the rest, so that reminders of the last days are still paid for. */
const PROMOTING_percent = 80n

/** Whether the month's budget allows one more. Codes and what people must know are never held back by it. */
export function withinBudget(
  kind: MessageClass,
  { budgetCents, spentCents }: { budgetCents: bigint | null; spentCents: bigint },
): boolean {
  if (budgetCents === null || kind === 'code' || kind === 'transactional') return true
  const limit = kind === 'promotional' ? (budgetCents * PROMOTING_percent) / 100n : budgetCents
  return spentCents < limit
}
