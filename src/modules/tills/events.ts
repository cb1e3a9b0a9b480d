import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { defineEvent } from '#platform/events.ts'

export const drawerOpened = defineEvent(
  'tills.drawer-opened',
  z.object({ drawerId: id, siteId: id, cashier: id }),
)
/** Counted and emptied into the safe. */
export const drawerClosed = defineEvent(
  'tills.drawer-closed',
  z.object({
    drawerId: id,
    siteId: id,
    cashier: id,
    counted: moneyOnWire,
    difference: moneyOnWire,
  }),
)
export const drawerReopened = defineEvent(
  'tills.drawer-reopened',
  z.object({ drawerId: id, siteId: id, cashier: id }),
)
