import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { isComparing, missingInStatement } from '../queries/statement-work.ts'
import { insertDifference, updateStatement } from '../store/statements.ts'

/** Once every line was compared, looks for what our books have of a statement's time and the statement does not. */
export async function finishComparing(tx: Tx, statementId: string): Promise<void> {
  if (await isComparing(tx, statementId)) return
  const { timeZone } = await regionNow(tx)
  for (const { paymentId, account, cents, paidAt } of await missingInStatement(tx, statementId))
    await insertDifference(tx, {
      ...{ account, kind: 'missing-there', lineId: null, paymentId, cents: -cents },
      day: paidAt.toZonedDateTimeISO(timeZone).toPlainDate(),
    })
  await updateStatement(tx, statementId, { state: 'compared' })
}
