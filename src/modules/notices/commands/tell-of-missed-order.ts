import type { ParsedPayloadOf } from '#platform/events.ts'
import type { standingOrderMissed } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { dayWords, moneyWords } from '../rules/words.ts'
import { tell } from './tell.ts'

/** Whoever believes that a standing order has paid is told that it did not, once for the day that it was due; and when it seems to be no more. */
export async function tellOfMissedOrder(
  tx: Tx,
  {
    standingOrderId,
    subscriberId,
    dueOn,
    amount,
    hasLapsed,
  }: ParsedPayloadOf<typeof standingOrderMissed>,
): Promise<void> {
  await tell(tx, [
    {
      notice: hasLapsed ? 'standing-order-lapsed' : 'standing-order-missed',
      ...{ key: `${standingOrderId}:${dueOn}`, subscriberId },
      values: ({ language }) => ({
        amount: moneyWords(BigInt(amount.cents), language),
        due: dayWords(Temporal.PlainDate.from(dueOn), language),
      }),
    },
  ])
}
