import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { balancesOf, CHART } from '#modules/ledger/index.ts'
import { memberNames } from '#modules/staff/index.ts'
import { among, listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import {
  counts,
  DRAWER_STATES,
  MOVEMENT_WAYS,
  type Drawer,
  type DrawerLine,
  type DrawerRow,
  type listDrawers,
} from '../contract.ts'
import { drawerNotFound } from '../refusals.ts'
import type { Line } from '../rules/lines.ts'
import { linesFrom, linesNow } from './lines.ts'

const SHOWN_MAX = 200

/** Drawers with the closing that stands, if there is one. */
const drawers = (read: Read) =>
  read.sql
    .selectFrom('tills.drawer as drawer')
    .leftJoin('tills.closing as closing', (join) =>
      join.onRef('closing.drawer_id', '=', 'drawer.id').on('closing.undone_at', 'is', null),
    )
    .select(['drawer.id', 'drawer.number', 'drawer.cashier', 'drawer.site_id', 'drawer.day'])
    .select(['drawer.state', 'drawer.opened_at', 'drawer.float_cents'])
    .select(['closing.closed_at', 'closing.expected_cents', 'closing.counted_cents'])

type Row = {
  id: string
  number: bigint
  cashier: string
  site_id: string
  day: Temporal.PlainDate
  state: string
  opened_at: Temporal.Instant
  float_cents: bigint
  closed_at: Temporal.Instant | null
  expected_cents: bigint | null
  counted_cents: bigint | null
}

export async function drawersPage(
  read: Read,
  input: ParsedInputOf<typeof listDrawers>,
): Promise<ReplyOf<typeof listDrawers>> {
  const page = await listRows(read, input, {
    name: 'tills.list-drawers',
    query: drawers(read),
    id: sql.ref('drawer.id'),
    sorts: { openedAt: { by: sql.ref('drawer.opened_at'), type: 'timestamptz' } },
    filters: [
      atSites(read, sql.ref('drawer.site_id')),
      among(sql.ref('drawer.state'), input.state),
      among(sql.ref('drawer.site_id'), input.site),
      input.cashier === undefined ? undefined : sql`drawer.cashier = ${input.cashier}`,
      input.from === undefined ? undefined : sql`drawer.day >= ${input.from}::date`,
      input.to === undefined ? undefined : sql`drawer.day <= ${input.to}::date`,
      input.only === 'differing' ? sql`closing.expected_cents <> closing.counted_cents` : undefined,
    ],
    search: (q) => (/^\d{1,15}$/.test(q) ? sql`drawer.number = ${q}::bigint` : sql`false`),
    item: (row) => row,
  })
  return { ...page, items: await shown(read, page.items) }
}

async function shown(read: Read, rows: readonly Row[]): Promise<DrawerRow[]> {
  const cashiers = [...new Set(rows.map(({ cashier }) => cashier))]
  const names = await memberNames(read, cashiers)
  const held = await balancesOf(read, cashiers, CHART.cashDrawers)
  return rows.map((row) => {
    const { expected_cents: expected, counted_cents: counted } = row
    return {
      ...{ id: row.id, number: String(row.number), siteId: row.site_id, day: row.day.toString() },
      cashier: { id: row.cashier, name: names.get(row.cashier) ?? '' },
      state: z.enum(DRAWER_STATES).parse(row.state),
      openedAt: row.opened_at.toString(),
      closedAt: row.closed_at?.toString() ?? null,
      float: wire(row.float_cents),
      expected: wire(expected ?? held.get(row.cashier)?.cents ?? 0n),
      counted: counted === null ? null : wire(counted),
      difference: counted === null || expected === null ? null : wire(counted - expected),
    }
  })
}

/** One drawer with all that went in and out of it. */
export async function drawerNow(read: Read, drawerId: string): Promise<Drawer> {
  const row = await drawers(read)
    .select('drawer.version')
    .where('drawer.id', '=', drawerId)
    .executeTakeFirst()
  if (!row) throw drawerNotFound()
  const [drawer] = await shown(read, [row])
  if (!drawer) throw drawerNotFound()
  const closings = await closingsOf(read, drawerId)
  const lines = row.state === 'open' ? await linesNow(read, row.cashier) : closings[0]?.lines
  return {
    ...drawer,
    lines: linesOnWire(lines ?? []),
    movements: await movementsOf(read, drawerId),
    closings: closings.map(({ lines: _lines, ...closing }) => closing),
    isMine: read.actor.kind === 'staff' && read.actor.id === row.cashier,
    version: row.version,
  }
}

async function movementsOf(read: Read, drawerId: string): Promise<Drawer['movements']> {
  const rows = await read.sql
    .selectFrom('tills.movement')
    .select(['id', 'way', 'cents', 'note', 'at'])
    .where('drawer_id', '=', drawerId)
    .orderBy('at', 'desc')
    .limit(SHOWN_MAX)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, way: z.enum(MOVEMENT_WAYS).parse(row.way), note: row.note },
    ...{ amount: wire(row.cents), at: row.at.toString() },
  }))
}

async function closingsOf(read: Read, drawerId: string) {
  const rows = await read.sql
    .selectFrom('tills.closing')
    .selectAll()
    .where('drawer_id', '=', drawerId)
    .orderBy('closed_at', 'desc')
    .limit(SHOWN_MAX)
    .execute()
  const names = await memberNames(
    read,
    rows.flatMap(({ by_kind, by_id }) => (by_kind === 'staff' ? [by_id] : [])),
  )
  return rows.map((row) => ({
    ...{ id: row.id, closedAt: row.closed_at.toString(), note: row.note },
    by: names.get(row.by_id) ?? null,
    ...{ counts: counts.parse(row.counts), lines: linesFrom(row.lines) },
    ...{ counted: wire(row.counted_cents), expected: wire(row.expected_cents) },
    difference: wire(row.counted_cents - row.expected_cents),
    undone:
      row.undone_at === null || row.undone_because === null
        ? null
        : { at: row.undone_at.toString(), because: row.undone_because },
  }))
}

export function linesOnWire(lines: readonly Line[]): DrawerLine[] {
  return lines.map(({ kind, postings, cents }) => ({ kind, postings, amount: wire(cents) }))
}

/** At which site a drawer is; undefined where there is none. */
export async function siteOfDrawer(
  read: Read,
  { drawerId }: { drawerId: string },
): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('tills.drawer')
    .select('site_id')
    .where('id', '=', drawerId)
    .executeTakeFirst()
  return row?.site_id
}

/** The drawer of a cashier at a site on a day, or the one that they have open anywhere. */
export async function drawerInTheWay(
  read: Read,
  { cashier, siteId, day }: { cashier: string; siteId: string; day: Temporal.PlainDate },
) {
  const { rows } = await sql<{ id: string; number: bigint; state: string }>`
    select id, number, state from tills.drawer
    where cashier = ${cashier} and (state = 'open' or (site_id = ${siteId} and day = ${day}))
    order by state desc limit 1`.execute(read.sql)
  return rows[0]
}

/** Theirs, if it is at a site where this unit may work. */
export async function openDrawerOf(read: Read, cashier: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('tills.drawer')
    .select('id')
    .where('cashier', '=', cashier)
    .where('state', '=', 'open')
    .where(atSites(read, sql.ref('site_id')))
    .executeTakeFirst()
  return row?.id
}

/** Drawers of one site and day, by when they were opened. */
export async function drawersOf(read: Read, siteId: string, day: string) {
  const rows = await drawers(read)
    .select('closing.lines')
    .where('drawer.site_id', '=', siteId)
    .where('drawer.day', '=', Temporal.PlainDate.from(day))
    .orderBy('drawer.opened_at')
    .limit(SHOWN_MAX)
    .execute()
  const lines = await Promise.all(
    rows.map((row) =>
      row.state === 'open' ? linesNow(read, row.cashier) : Promise.resolve(linesFrom(row.lines)),
    ),
  )
  return { drawers: await shown(read, rows), lines: lines.flat() }
}

export function wire(cents: bigint) {
  return moneyToWire(kes(cents))
}
