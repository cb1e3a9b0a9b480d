import { expect, test } from 'vitest'
import { sheet as sheetShape, type Sheet } from '#kernel/sheet.ts'
import type { DayClose } from '#modules/payments/index.ts'
import { drawer as drawerShape, type Drawer } from '#modules/tills/contract.ts'
import { dayCloseSheet, drawerCloseSheet } from './close-sheets.ts'
import { siteDaySheet } from './site-day-sheet.ts'

const at = Temporal.Instant.from('2026-11-20T15:00:00Z')
const money = (cents: number) => ({ cents: String(cents), currency: 'KES' as const })
const about = (language: 'en' | 'sw') => ({
  house: {
    ...{ language, zone: 'Africa/Nairobi', colour: '#0f766e', paybill: '600100' },
    ...{ payLines: [], regulator: '' },
  },
  seller: {
    ...{ name: 'Savanna Networks', legalName: 'Savanna Networks Limited', kraPin: 'P051234567X' },
    ...{ vatRegistered: true, caLicence: null, address: ['Moi Avenue 1, Nakuru'] },
    ...{ phone: null, email: null, website: null },
  },
  now: at,
})
const id = (end: number) => `0192f0c0-0000-7000-8000-${String(end).padStart(12, '0')}`
const closing = {
  ...{ id: id(1), closedAt: '2026-11-20T14:58:00Z', by: 'Asha Mwangi', note: 'Change given wrong' },
  counts: [
    { shillings: 1000, pieces: 5 },
    { shillings: 200, pieces: 0 },
    { shillings: 50, pieces: 13 },
  ],
  ...{ counted: money(565_000), expected: money(570_000), difference: money(-5_000), undone: null },
}
const aDrawer = (over: Partial<Drawer> = {}): Drawer =>
  drawerShape.parse({
    ...{ id: id(2), number: '12', cashier: { id: id(3), name: 'Asha Mwangi' }, siteId: id(4) },
    ...{ day: '2026-11-20', state: 'closed', openedAt: '2026-11-20T05:00:00Z' },
    ...{ closedAt: closing.closedAt, float: money(200_000), expected: money(570_000) },
    ...{ counted: money(565_000), difference: money(-5_000), isMine: true, version: 3 },
    lines: [
      { kind: 'payments.receipt', postings: 4, amount: money(400_000) },
      { kind: 'tills.float', postings: 1, amount: money(200_000) },
      { kind: 'tills.movement', postings: 1, amount: money(-30_000) },
    ],
    movements: [
      {
        id: id(5),
        way: 'expense',
        amount: money(30_000),
        note: 'Milk',
        at: '2026-11-20T08:00:00Z',
      },
    ],
    closings: [closing],
    ...over,
  })

const sumsOf = ({ sums }: Sheet) => sums.map(({ value }) => value)
const rowsOf = ({ tables }: Sheet) => tables.map(({ rows }) => rows.map(({ cells }) => cells))

test('the close of a drawer says who, when, what went in and out, what was counted, and what was short', () => {
  const sheet = sheetShape.parse(drawerCloseSheet(aDrawer(), 'Nakuru', about('en')))
  expect(sheet).toMatchObject({
    ...{ title: 'Close of a drawer', code: 'TILL-000012', stamp: null },
    from: { name: 'Savanna Networks Limited' },
    to: { name: 'Asha Mwangi', lines: ['Nakuru'] },
    headline: {
      label: 'short',
      note: 'Change given wrong',
      value: expect.stringMatching(/50\.00$/),
    },
  })
  expect(sheet.facts).toContainEqual({ label: 'Closed', value: '20 Nov 2026, 17:58' })
  expect(rowsOf(sheet)).toEqual([
    [
      ['Payments taken', '4', '4,000.00', ''],
      ['Float from the safe', '1', '2,000.00', ''],
      ['By hand', '1', '', '300.00'],
    ],
    [['20 Nov 2026, 11:00', 'Expense', 'Milk', '−300.00']],
    [
      ['1000', '5', '5,000.00'],
      ['50', '13', '650.00'],
    ],
  ])
  // Float, in, out: what should be there; counted; short.
  expect(sumsOf(sheet)).toEqual([
    ...['2,000.00', '4,000.00', '−300.00', '5,700.00', '5,650.00', '−50.00'],
  ])
})

test('a drawer that is open, or was counted before, says so; in Swahili too', () => {
  const undone = {
    ...closing,
    undone: { at: '2026-11-20T15:10:00Z', because: 'Noti ilisahaulika' },
  }
  const reopened = aDrawer({ state: 'open', closedAt: null, counted: null, difference: null })
  const sheet = drawerCloseSheet(
    { ...reopened, closings: drawerShape.shape.closings.parse([undone]) },
    'Nakuru',
    about('sw'),
  )
  expect(sheet).toMatchObject({
    ...{ title: 'Kufungwa kwa droo', stamp: 'HAIJAFUNGWA' },
    headline: { label: 'inapaswa kuwepo sasa' },
  })
  expect(sumsOf(sheet)).toEqual(['2,000.00', '4,000.00', '−300.00', '5,700.00'])
  expect(sheet.panels[1]?.lines).toEqual([expect.stringContaining('Noti ilisahaulika')])
})

test('the close of the tills of a site adds up its drawers, and says which are open', () => {
  const open = { ...aDrawer(), ...{ state: 'open' as const, counted: null, difference: null } }
  const close = {
    ...{ drawers: [aDrawer(), { ...open, number: '13' }], lines: aDrawer().lines, open: 1 },
    ...{ expected: money(570_000), counted: money(565_000), difference: money(-5_000) },
  }
  const of = { site: 'Nakuru', day: Temporal.PlainDate.from('2026-11-20') }
  const sheet = sheetShape.parse(siteDaySheet(close, of, about('en')))
  expect(sheet).toMatchObject({
    ...{ title: 'Close of the tills', stamp: 'NOT CLOSED' },
    headline: { label: 'short', note: expect.stringContaining('1 of the drawers') },
  })
  const [drawers, cash] = rowsOf(sheet)
  expect(drawers).toEqual([
    ['12 · Asha Mwangi', '5,700.00', '5,650.00', '−50.00'],
    ['13 · Asha Mwangi', '5,700.00', '–', '–'],
  ])
  expect(cash?.[0]).toEqual(['Payments taken', '4', '4,000.00', ''])
  expect(sumsOf(sheet)).toEqual(['5,700.00', '5,650.00', '−50.00'])
  const none = siteDaySheet({ ...close, drawers: [], lines: [], open: 0 }, of, about('sw'))
  expect(none).toMatchObject({ tables: [], stamp: 'HAIJAFUNGWA', closing: expect.any(String) })
})

const aDay = (over: Partial<DayClose['now']> = {}): DayClose => ({
  now: {
    ...{ day: Temporal.PlainDate.from('2026-11-20'), toldCents: 310_050n, lines: 9, open: 1 },
    ...{ statementCents: 240_000n, ledgerCents: 238_000n, closedAt: null },
    ...over,
  },
  ...{ account: { code: 1010, name: 'M-Pesa paybill' }, closedBy: null, unshown: 2 },
  differences: [
    { kind: 'unknown-in', receipt: 'TKA0000009', cents: 2_000n, way: null, note: null },
    { kind: 'unknown-out', receipt: null, cents: -60_000n, way: 'transfer', note: 'To KCB' },
  ],
})

test.each([
  ['differs', {}, 'en', /20\.00$/, 'the statement less the books', 'NOT CLOSED'],
  [
    'has no statement',
    { statementCents: null },
    'en',
    /^–$/,
    'No statement to compare with',
    'NOT CLOSED',
  ],
  [
    'agrees and is closed',
    { ledgerCents: 240_000n, closedAt: at },
    'sw',
    /0\.00$/,
    'taarifa na vitabu vinakubaliana hadi senti',
    null,
  ],
] as const)('a day that %s', (_, over, language, value, label, stamp) => {
  const sheet = sheetShape.parse(dayCloseSheet(aDay(over), about(language)))
  expect(sheet).toMatchObject({
    ...{ code: '1010/2026-11-20', stamp },
    headline: { label, value: expect.stringMatching(value) },
  })
  expect(rowsOf(sheet)[1]?.map((cells) => cells.at(-1))).toEqual(['20.00', '−600.00'])
  expect(sheet.tables[1]?.foot?.[0]).toMatch(/2/)
})

test('a day without differences says that there were none', () => {
  const sheet = dayCloseSheet({ ...aDay(), differences: [], unshown: 0 }, about('en'))
  expect(sheet.tables).toHaveLength(1)
  expect(sheet.closing).toBe('There was no difference.')
})
