import { regionNow } from '#modules/organization/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { payersWithoutCycle } from '../queries/due-cycles.ts'
import { agreedTerms, firstCycle } from '../rules/cycles.ts'
import { insertCycles } from '../store/runs.ts'

/** Begun by one statement, out of a million. */
const AT_ONCE = 10_000

/**
 * Payers who hold something that is paid afterwards begin their billing cycles: on their day of the month, or on the day on which
 * their first service began. Worked out from what is held, so it does not matter when this runs.
 */
export async function beginCycles(tx: Tx, { atOnce = AT_ONCE } = {}): Promise<void> {
  const { timeZone } = await regionNow(tx)
  for await (const found of payersWithoutCycle(tx, { atOnce })) {
    const payers = await subscriberFacts(
      tx,
      found.map(({ payerId }) => payerId),
    )
    await insertCycles(
      tx,
      found.map(({ payerId, kind, began }) => {
        const terms = agreedTerms(kind, payers.get(payerId)?.cycle)
        return { payerId, kind, ...firstCycle(terms, began, timeZone) }
      }),
    )
  }
}
