import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { formatMoney, kes } from '#kernel/money.ts'
import { CHART, lockBalances, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { moveCash as endpoint } from '../contract.ts'
import { amountNotPositive, notEnoughInDrawer } from '../refusals.ts'
import { movementJournal } from '../rules/books.ts'
import { insertMovement } from '../store.ts'
import { lockOpenDrawer } from './lock-open-drawer.ts'

/** Takes cash out of the safe into a drawer, or out of it: never more than the books say is there. */
export async function moveCash(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, drawerId, way, amount, note } = input
  if (amount.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  const { cashier, number, site_id: siteId } = await lockOpenDrawer(tx, drawerId)
  const isNew = await insertMovement(tx, {
    ...{ id, drawer_id: drawerId, way, cents: amount.cents, note },
  })
  if (!isNew) return
  if (way !== 'from-safe') {
    const held = await lockBalances(tx, [cashier], CHART.cashDrawers)
    const there = held.get(cashier)?.cents ?? 0n
    if (there < amount.cents)
      throw notEnoughInDrawer({ there: formatMoney(kes(there)) }, [
        { path: 'amount', message: 'More than there is.' },
      ])
  }
  const about = { drawerId, cashier, memo: `Drawer ${number}` }
  await post(tx, movementJournal(about, { id, way, cents: amount.cents }))
  audit(tx, { objects: [{ table: 'tills.drawer', id: drawerId }], siteId, reason: note })
}
