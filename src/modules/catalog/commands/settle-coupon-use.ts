import type { Tx } from '#platform/tx.ts'
import { couponUseByKey, setUseState, uncountUse } from '../store.ts'

/** Makes a reserved use final with its invoice, or releases it where the sale lapsed or the invoice was credited whole. Once for each key. */
export async function settleCouponUse(
  tx: Tx,
  { key, as }: { key: string; as: 'final' | 'released' },
): Promise<void> {
  const use = await couponUseByKey(tx, key)
  if (!use || use.state === as || use.state === 'released') return
  if (as === 'released') await uncountUse(tx, use.coupon_id)
  await setUseState(tx, use.id, as)
}
