import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { addressUseDays } from '../queries/settings.ts'
import { forgetUses } from '../store/addresses.ts'

const AT_ONCE = 5000

/** Forgets who used which address longer ago than the ISP keeps it; answers how many rows, to be called until none. */
export async function forgetOldUses(tx: Tx): Promise<number> {
  const days = await settingValue(tx, addressUseDays)
  return forgetUses(tx, tx.now.subtract({ hours: 24 * days }), AT_ONCE)
}
