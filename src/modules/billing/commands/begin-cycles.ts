import { regionNow } from '#modules/organization/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { payersWithoutCycle } from '../queries/due-cycles.ts'
import { firstCycle, PAYG_TERMS } from '../rules/cycles.ts'
import { insertCycles } from '../store/runs.ts'

/**
 * Payers who hold something that is paid afterwards begin their billing cycles: on their day of the month, or on the day on which
 * their first service began. Worked out from what is held, so it does not matter when this runs. Answers how many began.
 */
export async function beginCycles(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const found = await payersWithoutCycle(tx, limit)
  if (found.length === 0) return 0
  const { timeZone } = await regionNow(tx)
  const payers = await subscriberFacts(
    tx,
    found.map(({ payerId }) => payerId),
  )
  await insertCycles(
    tx,
    found.map(({ payerId, kind, began }) => {
      const terms = payers.get(payerId)?.cycle
      const agreed =
        kind === 'payg' || !terms
          ? PAYG_TERMS
          : { unit: terms.unit, count: terms.count, anchorDay: terms.anchor }
      return { payerId, kind, ...firstCycle(agreed, began, timeZone) }
    }),
  )
  return found.length
}
