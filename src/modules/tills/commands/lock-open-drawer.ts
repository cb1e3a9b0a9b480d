import { assert } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { drawerIsClosed, notYourDrawer } from '../refusals.ts'
import { lockDrawer } from '../store.ts'

/** An open drawer that the caller may handle: their own, or anybody's for who may reopen drawers. */
export async function lockOpenDrawer(tx: Tx, drawerId: string) {
  assert(tx.actor.kind === 'staff', 'only staff have drawers')
  const drawer = await lockDrawer(tx, drawerId)
  if (drawer.cashier !== tx.actor.id && !tx.actor.permissions.has('tills.reopen'))
    throw notYourDrawer()
  if (drawer.state !== 'open') throw drawerIsClosed()
  return drawer
}
