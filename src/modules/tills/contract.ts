/** Cash at tills, over HTTP. Who works at some sites sees the drawers of those only. */
import { z } from 'zod'
import { date as day } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'

const instant = z.iso.datetime()

/** Kenya's notes and coins, in shillings. */
export const DENOMINATIONS = [1000, 500, 200, 100, 50, 40, 20, 10, 5, 1] as const
export const DRAWER_STATES = ['open', 'closed'] as const
export const MOVEMENT_WAYS = ['from-safe', 'to-safe', 'to-bank', 'expense'] as const
export type MovementWay = (typeof MOVEMENT_WAYS)[number]

const PIECES_MAX = 100_000
export const counts = z
  .array(
    z.object({
      shillings: z.literal(DENOMINATIONS),
      pieces: z.int().min(0).max(PIECES_MAX),
    }),
  )
  .max(DENOMINATIONS.length)
export type Counts = z.infer<typeof counts>

export const drawerRow = z.object({
  id,
  number: z.string(),
  cashier: z.object({ id, name: z.string() }),
  siteId: id,
  day,
  state: z.enum(DRAWER_STATES),
  openedAt: instant,
  closedAt: instant.nullable(),
  float: moneyOnWire,
  /** By the ledger; now for an open one. */
  expected: moneyOnWire,
  /** Null while it is open. */
  counted: moneyOnWire.nullable(),
  /** Over is positive, short negative. */
  difference: moneyOnWire.nullable(),
})
export type DrawerRow = z.infer<typeof drawerRow>

/** What one kind of journal brought or took, such as `payments.receipt`. */
export const drawerLine = z.object({ kind: z.string(), postings: z.int(), amount: moneyOnWire })
export type DrawerLine = z.infer<typeof drawerLine>

export const drawer = drawerRow.extend({
  lines: z.array(drawerLine),
  movements: z.array(
    z.object({
      id,
      way: z.enum(MOVEMENT_WAYS),
      amount: moneyOnWire,
      note: z.string(),
      at: instant,
    }),
  ),
  /** The latest first; all but the first of a closed drawer were undone. */
  closings: z.array(
    z.object({
      id,
      closedAt: instant,
      /** Who counted; null where that is nobody of the staff. */
      by: z.string().nullable(),
      counts,
      counted: moneyOnWire,
      expected: moneyOnWire,
      difference: moneyOnWire,
      note: z.string().nullable(),
      undone: z.object({ at: instant, because: z.string() }).nullable(),
    }),
  ),
  /** Whether it is the caller's own. */
  isMine: z.boolean(),
  version: z.int().min(1),
})
export type Drawer = z.infer<typeof drawer>

export const listDrawers = listEndpoint({
  name: 'tills.list-drawers',
  path: '/api/drawers',
  access: 'tills.read',
  reach: 'site',
  summary: 'Drawers of cashiers with what was expected, counted, over and short.',
  sorts: ['openedAt'],
  defaultSort: '-openedAt',
  filters: {
    state: anyOf(z.enum(DRAWER_STATES)),
    site: anyOf(id),
    cashier: id.optional(),
    from: day.optional(),
    to: day.optional(),
    only: z.enum(['all', 'differing']).default('all'),
  },
  item: drawerRow,
})

const drawerId = z.object({ drawerId: id })

export const readDrawer = endpoint({
  name: 'tills.read-drawer',
  method: 'GET',
  path: '/api/drawers/:drawerId',
  access: 'tills.read',
  reach: 'site',
  summary: 'One drawer: what went in and out of it, and what was counted.',
  input: drawerId,
  reply: drawer,
})

export const readMyDrawer = endpoint({
  name: 'tills.read-my-drawer',
  method: 'GET',
  path: '/api/drawers/mine',
  access: 'tills.use',
  reach: 'site',
  summary: 'The caller’s open drawer, and what they hold without one.',
  input: z.object({}),
  reply: z.object({ drawer: drawer.nullable(), inHands: moneyOnWire, needsDrawer: z.boolean() }),
})

export const openDrawer = endpoint({
  name: 'tills.open-drawer',
  method: 'POST',
  path: '/api/drawers',
  access: 'tills.use',
  reach: 'site',
  summary: 'Opens the caller’s drawer at a site, with a float out of the safe.',
  input: z.object({
    /** Made by the sender, so that a repetition opens nothing. */
    id,
    siteId: id,
    float: money,
  }),
  reply: drawer,
})

export const moveCash = endpoint({
  name: 'tills.move-cash',
  method: 'POST',
  path: '/api/drawers/:drawerId/movements',
  access: 'tills.use',
  reach: 'site',
  summary:
    'Takes cash from the safe into a drawer, or out of it: to the safe, to the bank, for an expense.',
  input: drawerId.extend({
    id,
    way: z.enum(MOVEMENT_WAYS),
    amount: money,
    note: text({ min: 1, max: 200 }),
  }),
  reply: drawer,
})

export const closeDrawer = endpoint({
  name: 'tills.close-drawer',
  method: 'POST',
  path: '/api/drawers/:drawerId/close',
  access: 'tills.use',
  reach: 'site',
  summary:
    'Closes a drawer with what was counted: all of it goes into the safe, and what is over or short is booked.',
  input: drawerId.extend({ counts, note: text({ max: 300 }).nullable() }),
  reply: drawer,
})

export const reopenDrawer = endpoint({
  name: 'tills.reopen-drawer',
  method: 'POST',
  path: '/api/drawers/:drawerId/reopen',
  access: 'tills.reopen',
  reach: 'site',
  summary: 'Undoes the closing of a drawer, so that it is counted again.',
  input: drawerId.extend({ reason: text({ min: 3, max: 300 }) }),
  reply: drawer,
  stepUp: true,
})

export const readDay = endpoint({
  name: 'tills.read-day',
  method: 'GET',
  path: '/api/drawers/of-day',
  access: 'tills.read',
  reach: 'site',
  summary:
    'The close of one day at one site: all its drawers, what came in by kind, and what was over or short.',
  input: z.object({ siteId: id, day }),
  reply: z.object({
    drawers: z.array(drawerRow),
    lines: z.array(drawerLine),
    expected: moneyOnWire,
    counted: moneyOnWire,
    difference: moneyOnWire,
    /** Drawers that are still open: the day is not closed before they are. */
    open: z.int(),
  }),
})
export type TillDay = z.infer<typeof readDay.reply>
