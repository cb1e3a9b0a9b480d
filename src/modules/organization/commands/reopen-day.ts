import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { calendarChanged } from '../events.ts'
import { closedDayNotFound } from '../refusals.ts'
import { deleteClosedDay } from '../store.ts'

/** Takes a closed day of our own back. The audit trail keeps that it was there. */
export async function reopenDay(tx: Tx, input: { key: string }): Promise<Temporal.PlainDate> {
  const date = await deleteClosedDay(tx, input.key)
  if (!date) throw closedDayNotFound()
  audit(tx, { objects: [{ table: 'organization.closed_day', id: input.key }] })
  tx.emit(calendarChanged, {})
  return date
}
