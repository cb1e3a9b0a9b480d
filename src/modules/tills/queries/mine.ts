import { assert } from '#kernel/assert.ts'
import type { ReplyOf } from '#kernel/endpoint.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import type { readMyDrawer } from '../contract.ts'
import { drawerNow, openDrawerOf, wire } from './drawers.ts'
import { needsDrawer } from './settings.ts'

/** The caller's open drawer; without one, what they have in their hands. */
export async function myDrawerNow(read: Read): Promise<ReplyOf<typeof readMyDrawer>> {
  assert(read.actor.kind === 'staff', 'only staff have drawers')
  const { id } = read.actor
  const drawerId = await openDrawerOf(read, id)
  const held = await balanceOf(read, { kind: 'staff', id }, CHART.cashDrawers)
  return {
    drawer: drawerId === undefined ? null : await drawerNow(read, drawerId),
    inHands: wire(drawerId === undefined ? held.cents : 0n),
    needsDrawer: await settingValue(read, needsDrawer),
  }
}
