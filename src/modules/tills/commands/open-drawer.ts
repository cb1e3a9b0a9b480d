import { assert } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { openDrawer as endpoint } from '../contract.ts'
import { drawerOpened } from '../events.ts'
import { drawerInTheWay } from '../queries/drawers.ts'
import { drawerIsOpen, drawerWasClosed, floatNotFit } from '../refusals.ts'
import { floatJournal } from '../rules/books.ts'
import { insertDrawer } from '../store.ts'

const FLOAT_CENTS_MAX = 100_000_000n

/** Opens the caller's drawer for today at a site, with a float out of the safe. What they took without one is in it too. */
export async function openDrawer(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, siteId, float } = input
  assert(tx.actor.kind === 'staff', 'only staff have drawers')
  const cashier = tx.actor.id
  if (float.cents < 0n || float.cents > FLOAT_CENTS_MAX)
    throw floatNotFit({}, [{ path: 'float', message: 'From 0 to 1,000,000 shillings.' }])
  const { timeZone } = await regionNow(tx)
  const day = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const opened = await insertDrawer(tx, {
    ...{ id, cashier, site_id: siteId, day, float_cents: float.cents },
  })
  if (!opened) return refuseOther(tx, { id, cashier, siteId, day })
  if (float.cents > 0n) {
    const about = { drawerId: id, cashier, memo: `Drawer ${opened.number}` }
    await post(tx, floatJournal(about, float.cents))
  }
  audit(tx, { objects: [{ table: 'tills.drawer', id }], siteId })
  tx.emit(drawerOpened, { drawerId: id, siteId, cashier })
}

/** The same sender once more is a repetition; anything else is another drawer in the way. */
async function refuseOther(
  tx: Tx,
  asked: { id: string; cashier: string; siteId: string; day: Temporal.PlainDate },
): Promise<void> {
  const there = await drawerInTheWay(tx, asked)
  assert(there, 'a drawer that cannot be opened has one in its way')
  if (there.id === asked.id) return
  const number = String(there.number)
  throw there.state === 'open' ? drawerIsOpen({ number }) : drawerWasClosed({ number })
}
