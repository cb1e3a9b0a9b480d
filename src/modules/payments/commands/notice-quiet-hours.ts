import { moneyToWire, kes } from '#kernel/money.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { moneyMissing } from '../events.ts'
import { hoursOf } from '../queries/quiet-hours.ts'
import { missingMoney } from '../rules/quiet-hour.ts'
import { insertQuietHour } from '../store/statements.ts'

/** Payments are told of within minutes; what is late by more than this is missing. */
const TOLD_WITHIN_minutes = 10

/** Says of which sites the hour that ended brought no money although such hours do; once for each. */
export async function noticeQuietHours(tx: Tx): Promise<void> {
  const hour = tx.now
    .subtract({ minutes: 60 + TOLD_WITHIN_minutes })
    .round({ smallestUnit: 'hour', roundingMode: 'floor' })
  for (const { siteId, now, before } of await hoursOf(tx, hour)) {
    const expected = missingMoney(now, before)
    if (!expected || !(await insertQuietHour(tx, { siteId, hour, expected, got: now }))) continue
    audit(tx, { objects: [], ...(siteId !== null && { siteId }) })
    tx.emit(moneyMissing, {
      ...{ siteId, hour: hour.toString(), payments: now.payments },
      ...{ expectedPayments: expected.payments, expected: moneyToWire(kes(expected.cents)) },
    })
  }
}
