import type { Sheet, SheetTable } from '#kernel/sheet.ts'
import type { DayClose } from '#modules/payments/index.ts'
import type { Drawer } from '#modules/tills/contract.ts'
import { CLOSE_WORDS } from './close-words.ts'
import { dayText, frameOf, momentText, plain, whole, type House, type Seller } from './parts.ts'
import { filled, WORDS } from './words.ts'

export type About = { house: House; seller: Seller; now: Temporal.Instant }
type Closing = Drawer['closings'][number]
type Text = (typeof CLOSE_WORDS)[keyof typeof CLOSE_WORDS]

const FLOAT = 'tills.float'
/** Where somebody writes by hand. */
export const BLANK = '_'.repeat(28)

/** What should be in a drawer and from what, what was counted, by whom, and when: to be signed and kept with the cash. */
export function drawerCloseSheet(
  drawer: Drawer,
  site: string,
  { house, seller, now }: About,
): Sheet {
  const { language } = house
  const text = CLOSE_WORDS[language]
  const stands = drawer.closings.find(({ undone }) => undone === null)
  const undone = drawer.closings.filter((closing) => closing.undone !== null)
  const moment = (at: string) => momentText(Temporal.Instant.from(at), house)
  return {
    ...frameOf(house, seller, now),
    ...{ title: text.drawer, code: `TILL-${drawer.number.padStart(6, '0')}` },
    stamp: stands ? null : text.notClosed,
    to: { label: text.cashier, name: drawer.cashier.name, lines: [site] },
    facts: [
      { label: text.on, value: dayText(Temporal.PlainDate.from(drawer.day), language) },
      { label: text.opened, value: moment(drawer.openedAt) },
      { label: text.closed, value: stands ? moment(stands.closedAt) : text.nobody },
      ...(stands?.by ? [{ label: text.by, value: stands.by }] : []),
      { label: WORDS[language].currency, value: WORDS[language].kes },
    ],
    headline: stands ? overOrShort(stands, house) : stillIn(drawer, house),
    tables: [
      cashTable(drawer.lines, centsOf(drawer.expected), text),
      ...(drawer.movements.length === 0 ? [] : [movementsTable(drawer, house)]),
      ...(stands ? [countsTable(stands, text)] : []),
    ],
    sums: drawerSums(drawer, stands, text),
    panels: [
      {
        ...{ title: text.signatures, lines: [] },
        facts: [
          { label: text.signCashier, value: BLANK },
          { label: text.signOther, value: BLANK },
        ],
      },
      ...(undone.length === 0
        ? []
        : [
            {
              ...{ title: text.undone, facts: [] },
              lines: undone.map((closing) =>
                filled(text.undoneLine, {
                  at: moment(closing.closedAt),
                  counted: whole(centsOf(closing.counted), language),
                  because: closing.undone?.because ?? '',
                }),
              ),
            },
          ]),
    ],
  }
}

/** What we were told, the statement and the books say of one day of an account, and all that did not agree. */
export function dayCloseSheet(close: DayClose, { house, seller, now }: About): Sheet {
  const { language } = house
  const text = CLOSE_WORDS[language]
  const { day, statementCents, ledgerCents, toldCents, closedAt, lines } = close.now
  const difference = statementCents === null ? null : statementCents - ledgerCents
  return {
    ...frameOf(house, seller, now),
    ...{ title: text.day, code: `${close.account.code}/${day.toString()}` },
    ...{ stamp: closedAt === null ? text.notClosed : null, to: null },
    facts: [
      { label: text.account, value: `${close.account.code} ${close.account.name}` },
      { label: text.on, value: dayText(day, language) },
      { label: text.lines, value: String(lines) },
      { label: text.closed, value: closedAt === null ? text.nobody : momentText(closedAt, house) },
      ...(close.closedBy === null ? [] : [{ label: text.by, value: close.closedBy }]),
      { label: WORDS[language].currency, value: WORDS[language].kes },
    ],
    headline: {
      value: difference === null ? '–' : whole(difference, language),
      label: difference === null ? text.unknown : difference === 0n ? text.agrees : text.differs,
      note: null,
    },
    tables: [
      {
        ...{ title: null, look: 'main', foot: null },
        columns: [
          { label: text.source, align: 'start', share: 75 },
          { label: text.amount, align: 'end', share: 25 },
        ],
        rows: [
          sourceRow(text.told, toldCents, text.toldNote),
          sourceRow(
            text.statement,
            statementCents,
            statementCents === null ? text.noStatement : text.statementNote,
          ),
          sourceRow(text.ledger, ledgerCents, text.ledgerNote),
        ],
      },
      ...(close.differences.length === 0 ? [] : [differencesTable(close, text)]),
    ],
    closing: close.differences.length === 0 ? text.noDifferences : null,
  }
}

function overOrShort(closing: Closing, { language }: House): Sheet['headline'] {
  const text = CLOSE_WORDS[language]
  const cents = centsOf(closing.difference)
  return {
    value: whole(cents < 0n ? -cents : cents, language),
    label: cents === 0n ? text.right : cents > 0n ? text.over : text.short,
    note: closing.note,
  }
}

function stillIn(drawer: Drawer, { language }: House): Sheet['headline'] {
  const value = whole(centsOf(drawer.expected), language)
  return { value, label: CLOSE_WORDS[language].stillIn, note: null }
}

/** What went in and out, by kind; `left`: what that leaves, in cents. */
export function cashTable(lines: Drawer['lines'], left: bigint, text: Text): SheetTable {
  const into = (cents: bigint) => (cents > 0n ? plain(cents) : '')
  return {
    ...{ title: null, look: 'main' },
    columns: [
      { label: text.what, align: 'start', share: 50 },
      { label: text.times, align: 'end', share: 12 },
      { label: text.in, align: 'end', share: 19 },
      { label: text.out, align: 'end', share: 19 },
    ],
    rows: lines.map(({ kind, postings, amount }) => ({
      cells: [nameOf(kind, text), String(postings), into(centsOf(amount)), into(-centsOf(amount))],
      ...{ note: null, look: 'plain' },
    })),
    foot: [text.expected, '', plain(left), ''],
  }
}

/** A kind that a later room brought is named as the ledger names it. */
function nameOf(kind: string, text: Text): string {
  const names: Readonly<Record<string, string>> = text.kinds
  return names[kind] ?? kind
}

function movementsTable({ movements }: Drawer, house: House): SheetTable {
  const text = CLOSE_WORDS[house.language]
  return {
    ...{ title: text.movements, look: 'main', foot: null },
    columns: [
      { label: WORDS[house.language].date, align: 'start', share: 24 },
      { label: text.way, align: 'start', share: 20 },
      { label: text.whatFor, align: 'start', share: 37 },
      { label: text.amount, align: 'end', share: 19 },
    ],
    rows: movements.map(({ way, amount, note, at }) => ({
      cells: [
        momentText(Temporal.Instant.from(at), house),
        text.ways[way],
        note,
        plain(centsOf(amount) * (way === 'from-safe' ? 1n : -1n)),
      ],
      ...{ note: null, look: 'plain' },
    })),
  }
}

function countsTable({ counts, counted }: Closing, text: Text): SheetTable {
  return {
    ...{ title: text.counts, look: 'side' },
    columns: [
      { label: 'KES', align: 'start', share: 35 },
      { label: text.pieces, align: 'end', share: 25 },
      { label: text.amount, align: 'end', share: 40 },
    ],
    rows: counts
      .filter(({ pieces }) => pieces > 0)
      .map(({ shillings, pieces }) => ({
        cells: [
          String(shillings),
          String(pieces),
          plain(BigInt(shillings) * BigInt(pieces) * 100n),
        ],
        ...{ note: null, look: 'plain' },
      })),
    foot: [text.counted, '', plain(centsOf(counted))],
  }
}

function drawerSums(drawer: Drawer, stands: Closing | undefined, text: Text): Sheet['sums'] {
  const moved = drawer.lines
    .filter(({ kind }) => kind !== FLOAT)
    .map((line) => centsOf(line.amount))
  const sumOf = (some: readonly bigint[]) => some.reduce((sum, cents) => sum + cents, 0n)
  const float = drawer.lines
    .filter(({ kind }) => kind === FLOAT)
    .map((line) => centsOf(line.amount))
  return [
    { label: text.float, value: plain(sumOf(float)), look: 'plain' },
    { label: text.cashIn, value: plain(sumOf(moved.filter((cents) => cents > 0n))), look: 'plain' },
    {
      label: text.cashOut,
      value: plain(sumOf(moved.filter((cents) => cents < 0n))),
      look: 'plain',
    },
    { label: text.expected, value: plain(centsOf(drawer.expected)), look: 'strong' },
    ...(stands
      ? [
          { label: text.counted, value: plain(centsOf(stands.counted)), look: 'strong' as const },
          {
            ...{ label: text.difference, look: 'total' as const },
            value: plain(centsOf(stands.difference)),
          },
        ]
      : []),
  ]
}

function sourceRow(name: string, cents: bigint | null, note: string): SheetTable['rows'][number] {
  return { cells: [name, cents === null ? '–' : plain(cents)], note, look: 'plain' }
}

function differencesTable({ differences, unshown }: DayClose, text: Text): SheetTable {
  return {
    ...{ title: text.differences, look: 'main' },
    columns: [
      { label: text.differences, align: 'start', share: 38 },
      { label: text.receipt, align: 'start', share: 20 },
      { label: text.settled, align: 'start', share: 24 },
      { label: text.amount, align: 'end', share: 18 },
    ],
    rows: differences.map(({ kind, receipt, cents, way, note }) => ({
      cells: [
        text.differenceKinds[kind],
        receipt ?? '',
        way === null ? text.open : text.waysOut[way],
        plain(cents),
      ],
      ...{ note, look: way === null ? 'strong' : 'plain' },
    })),
    foot: unshown === 0 ? null : [filled(text.more, { count: String(unshown) }), ...['', '', '']],
  }
}

export const centsOf = ({ cents }: { cents: string }) => BigInt(cents)
