import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { calendarChanged } from '../events.ts'
import { dayIsClosed } from '../refusals.ts'
import { insertClosedDay } from '../store.ts'

/** Closes us on one day of our own choice. */
export async function closeDay(tx: Tx, input: { date: string; name: string }) {
  const day = { id: newId(tx.now), date: Temporal.PlainDate.from(input.date), name: input.name }
  if (!(await insertClosedDay(tx, day))) {
    throw dayIsClosed({}, [{ path: 'date', message: 'This day is closed already.' }])
  }
  audit(tx, { objects: [{ table: 'organization.closed_day', id: day.id }] })
  tx.emit(calendarChanged, {})
}
