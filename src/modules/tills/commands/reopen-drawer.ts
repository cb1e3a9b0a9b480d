import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { reverse } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { reopenDrawer as endpoint } from '../contract.ts'
import { drawerReopened } from '../events.ts'
import { drawerInTheWay } from '../queries/drawers.ts'
import { drawerIsOpen, drawerNotClosed } from '../refusals.ts'
import { lockDrawer, setState, undoClosing } from '../store.ts'

/** Undoes a closing, in the ledger too: the cash is in the drawer again and has to be counted anew. Not while its cashier has another one open. */
export async function reopenDrawer(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { drawerId, reason } = input
  const drawer = await lockDrawer(tx, drawerId)
  if (drawer.state === 'open') throw drawerNotClosed()
  const { cashier, site_id: siteId, day } = drawer
  const there = await drawerInTheWay(tx, { cashier, siteId, day })
  if (there && there.state === 'open') throw drawerIsOpen({ number: String(there.number) })
  const closing = await undoClosing(tx, drawerId, reason)
  if (closing.journal_id !== null)
    await reverse(tx, { journalId: closing.journal_id, key: `tills.reopening:${closing.id}` })
  await setState(tx, drawerId, 'open')
  audit(tx, { objects: [{ table: 'tills.drawer', id: drawerId }], siteId, reason })
  tx.emit(drawerReopened, { drawerId, siteId, cashier })
}
