import { assert } from '#kernel/assert.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { needsDrawer } from '../queries/settings.ts'
import { noDrawer } from '../refusals.ts'
import { shareOpenDrawer } from '../store.ts'

/**
 * Whose drawer the cash of this unit goes into or comes out of: the caller's. It stays open until the unit ends. Without an open one the
 * cash is in their hands, unless the ISP wants a drawer.
 */
export async function drawerFor(tx: Tx): Promise<string> {
  assert(tx.actor.kind === 'staff', 'only staff take cash')
  const drawer = await shareOpenDrawer(tx, tx.actor.id)
  if (!drawer && (await settingValue(tx, needsDrawer))) throw noDrawer()
  return tx.actor.id
}
