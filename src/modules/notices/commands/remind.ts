import type { Tx } from '#platform/tx.ts'
import { choicesNow } from '../queries/choices.ts'
import { remindersDue, tellingOf } from '../queries/reminders.ts'
import { insertConsidered } from '../store.ts'
import { tell } from './tell.ts'

/** Reminds those who are due, a bounded number at a time; gives how many were looked at. Each end is looked at once. */
export async function remind(tx: Tx, limit: number): Promise<number> {
  const choices = await choicesNow(tx)
  let looked = 0
  for (const notice of ['expires-soon', 'expired'] as const) {
    const choice = choices.get(notice)
    if (!choice?.isOn) continue
    const due = await remindersDue(tx, { notice, leadHours: choice.leadHours ?? 48, limit })
    await tell(tx, due.filter(({ needless }) => !needless).map(tellingOf))
    await insertConsidered(
      tx,
      due.map(({ key }) => key),
    )
    looked += due.length
  }
  return looked
}
