import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { CHART, lockBalances, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { closeDrawer as endpoint } from '../contract.ts'
import { drawerClosed } from '../events.ts'
import { linesNow, settledNow, sumsAfter } from '../queries/lines.ts'
import { countedTwice } from '../refusals.ts'
import { closingJournal } from '../rules/books.ts'
import { countedCents, isTwice } from '../rules/counting.ts'
import { CLOSING } from '../rules/lines.ts'
import { insertClosing, setState } from '../store.ts'
import { lockOpenDrawer } from './lock-open-drawer.ts'

/**
 * Closes a drawer: what was counted goes into the safe, and what is over or short is booked. The drawer and its cashier's balance are held,
 * so cash that is being taken is either in what is expected, or comes after and finds no open drawer.
 */
export async function closeDrawer(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { drawerId, counts, note } = input
  if (isTwice(counts))
    throw countedTwice({}, [{ path: 'counts', message: 'One line for each denomination.' }])
  const { cashier, number, site_id: siteId } = await lockOpenDrawer(tx, drawerId)
  const held = await lockBalances(tx, [cashier], CHART.cashDrawers)
  const expected = held.get(cashier)?.cents ?? 0n
  const counted = countedCents(counts)
  const settled = await settledNow(tx)
  const lines = await linesNow(tx, cashier)
  const after = await sumsAfter(tx, cashier, settled)
  const id = newId(tx.now)
  const about = { drawerId, cashier, memo: `Drawer ${number}` }
  const journal = closingJournal(about, { id, expected, counted })
  const journalId = journal ? (await post(tx, journal)).id : null
  await insertClosing(tx, {
    ...{ id, drawerId, expected, counted, counts, lines, settled, note, journalId },
    afterSettled: after.filter(({ kind }) => kind !== CLOSING),
  })
  await setState(tx, drawerId, 'closed')
  audit(tx, { objects: [{ table: 'tills.drawer', id: drawerId }], siteId })
  const told = { counted: wire(counted), difference: wire(counted - expected) }
  tx.emit(drawerClosed, { drawerId, siteId, cashier, ...told })
}

const wire = (cents: bigint) => moneyToWire(kes(cents))
