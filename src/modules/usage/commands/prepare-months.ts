import type { Tx } from '#platform/tx.ts'
import { holdMonths, makeMonth } from '../store/hours.ts'

/** Partitions are made this far ahead, so that a worker that stands still for weeks costs nothing. */
const MONTHS_AHEAD = 2

/** Room for the hours of this month and those to come, before anybody writes any; and of so many months before. */
export async function prepareMonths(tx: Tx, before = 0): Promise<void> {
  await holdMonths(tx)
  const today = tx.now.toZonedDateTimeISO('UTC').toPlainDate()
  for (let ahead = -before; ahead <= MONTHS_AHEAD; ahead++)
    await makeMonth(tx, today.toPlainYearMonth().add({ months: ahead }))
}
