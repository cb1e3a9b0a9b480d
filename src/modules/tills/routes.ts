import type { Tx } from '#platform/tx.ts'
import { serve, type Route } from '#platform/serve.ts'
import { closeDrawer } from './commands/close-drawer.ts'
import { moveCash } from './commands/move-cash.ts'
import { openDrawer } from './commands/open-drawer.ts'
import { reopenDrawer } from './commands/reopen-drawer.ts'
import * as contract from './contract.ts'
import { dayNow } from './queries/day.ts'
import { drawerNow, drawersPage, siteOfDrawer } from './queries/drawers.ts'
import { myDrawerNow } from './queries/mine.ts'

/** Does it, and answers the drawer as it is then. */
function thenDrawer<Input extends { drawerId: string }>(
  command: (tx: Tx, input: Input) => Promise<void>,
) {
  return async (tx: Tx, input: Input) => {
    await command(tx, input)
    return drawerNow(tx, input.drawerId)
  }
}

export const routes: Route[] = [
  serve(contract.listDrawers, drawersPage, 'filtered'),
  // Nobody is shown another's drawer here, whatever their sites.
  serve(contract.readMyDrawer, myDrawerNow, 'filtered'),
  serve(contract.readDay, dayNow),
  serve(contract.readDrawer, (read, { drawerId }) => drawerNow(read, drawerId), siteOfDrawer),
  serve(contract.openDrawer, async (tx, input) => {
    await openDrawer(tx, input)
    return drawerNow(tx, input.id)
  }),
  serve(contract.moveCash, thenDrawer(moveCash), siteOfDrawer),
  serve(contract.closeDrawer, thenDrawer(closeDrawer), siteOfDrawer),
  serve(contract.reopenDrawer, thenDrawer(reopenDrawer), siteOfDrawer),
]
