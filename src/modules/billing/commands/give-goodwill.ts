import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { giveGoodwill as endpoint } from '../contract.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'

/** Money of ours in somebody's wallet, as an apology. It is a discount that we bear: no invoice is taken back by it, and no tax. */
export async function giveGoodwill(
  tx: Tx,
  { subscriberId, id, amount, reason }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const one = { id, subscriberId, kind: 'goodwill', cents: amount.cents } as const
  if (await isNewAdjustment(tx, one)) await bookAdjustment(tx, { ...one, toWallet: 0n, reason })
}
