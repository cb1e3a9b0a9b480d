import { can } from '#kernel/actor.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { byHandLimit } from '../queries/settings.ts'
import { aboveLimit } from '../refusals.ts'

/** What one person books by hand is bounded, unless their role says that they may go above it. */
export async function refuseAboveLimit(tx: Tx, cents: bigint): Promise<void> {
  if (tx.actor.kind !== 'staff' || can(tx.actor, 'billing.above-limit')) return
  const limit = BigInt(await settingValue(tx, byHandLimit)) * 100n
  if (limit === 0n || cents <= limit) return
  const most = decimalMoney(kes(limit))
  throw aboveLimit({ limit: most }, [{ path: 'amount', message: `At most ${most}.` }])
}
