import { kes } from '#kernel/money.ts'
import { dayOf } from '#kernel/period.ts'
import { CHART, credit, debit, openFrom, postMany } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { bookedAt, earnedDays } from '../rules/recognition.ts'
import {
  earnedOn,
  earningSince,
  holdRecognition,
  recognisedNow,
  setRecognised,
} from '../store/recognition.ts'
import { addRecognised } from '../store/sums.ts'

/**
 * Books what was earned of deferred revenue on each local day that is over, on that day: for each account of income the difference
 * of what was unearned at its beginning and at its end. So the last day of a month is in that month, whenever this runs and however
 * long it did not. What was earned before its invoice was issued is booked on the day of the invoice; what
 * belongs to a month whose books are closed, on the first day that is open, and says so.
 */
export async function recogniseRevenue(tx: Tx): Promise<void> {
  const { timeZone: zone } = await regionNow(tx)
  const until = dayOf(tx.now.toZonedDateTimeISO(zone).toPlainDate(), zone).from
  const isOver = (recognised: Temporal.Instant) => Temporal.Instant.compare(recognised, until) >= 0
  // Nobody is kept from issuing invoices for nothing.
  if (isOver(await recognisedNow(tx))) return
  const recognised = await holdRecognition(tx)
  if (isOver(recognised)) return
  const since = await earningSince(tx, recognised)
  const days = since ? earnedDays({ since, until, zone, openFrom: await openFrom(tx) }) : []
  if (days.length > 0) {
    await addRecognised(tx, days)
    await postMany(
      tx,
      (await earnedOn(tx, days)).map(({ account, bookedOn, earned, late }) => ({
        kind: 'billing.recognition',
        key: `billing.recognition:${account}:${bookedOn.toString()}:${late ? 'late:' : ''}${until.toString()}`,
        bookedAt: bookedAt(bookedOn, zone, tx.now),
        memo: late
          ? `Earned from ${late.from.toString()} to ${late.to.toString()}, whose books are closed`
          : `Earned on ${bookedOn.toString()}`,
        postings: [debit(CHART.deferredRevenue, kes(earned)), credit(account, kes(earned))],
      })),
    )
  }
  await setRecognised(tx, until)
}
