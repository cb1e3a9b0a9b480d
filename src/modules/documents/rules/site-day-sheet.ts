import type { Sheet, SheetTable } from '#kernel/sheet.ts'
import type { TillDay } from '#modules/tills/contract.ts'
import { BLANK, cashTable, centsOf, type About } from './close-sheets.ts'
import { CLOSE_WORDS } from './close-words.ts'
import { dayText, frameOf, plain, whole } from './parts.ts'
import { filled, WORDS } from './words.ts'

/** All drawers of a day at a site: what should be there of each, what was counted, what was over or short, and from what it came. */
export function siteDaySheet(
  close: TillDay,
  { site, day }: { site: string; day: Temporal.PlainDate },
  { house, seller, now }: About,
): Sheet {
  const { language } = house
  const text = CLOSE_WORDS[language]
  const { drawers, lines, open } = close
  const difference = centsOf(close.difference)
  return {
    ...frameOf(house, seller, now),
    ...{ title: text.siteDay, code: `TILLS/${day.toString()}`, to: null },
    stamp: open > 0 || drawers.length === 0 ? text.notClosed : null,
    facts: [
      { label: text.site, value: site },
      { label: text.on, value: dayText(day, language) },
      { label: text.drawers, value: String(drawers.length) },
      { label: WORDS[language].currency, value: WORDS[language].kes },
    ],
    headline: {
      value: whole(difference < 0n ? -difference : difference, language),
      label: difference === 0n ? text.right : difference > 0n ? text.over : text.short,
      note: open > 0 ? filled(text.stillOpen, { count: String(open) }) : null,
    },
    tables:
      drawers.length === 0
        ? []
        : [
            drawersTable(close, text),
            cashTable(
              lines,
              lines.reduce((sum, { amount }) => sum + centsOf(amount), 0n),
              text,
            ),
          ],
    sums: [
      { label: text.expected, value: plain(centsOf(close.expected)), look: 'strong' },
      { label: text.counted, value: plain(centsOf(close.counted)), look: 'strong' },
      { label: text.difference, value: plain(difference), look: 'total' },
    ],
    panels: [
      {
        ...{ title: text.signatures, lines: [] },
        facts: [
          { label: text.by, value: BLANK },
          { label: text.signOther, value: BLANK },
        ],
      },
    ],
    closing: drawers.length === 0 ? text.noDrawers : null,
  }
}

function drawersTable(
  { drawers }: TillDay,
  text: (typeof CLOSE_WORDS)[keyof typeof CLOSE_WORDS],
): SheetTable {
  const of = (money: { cents: string } | null) => (money === null ? '–' : plain(centsOf(money)))
  return {
    ...{ title: text.drawers, look: 'main', foot: null },
    columns: [
      { label: text.cashier, align: 'start', share: 43 },
      { label: text.expected, align: 'end', share: 19 },
      { label: text.counted, align: 'end', share: 19 },
      { label: text.difference, align: 'end', share: 19 },
    ],
    rows: drawers.map(({ number, cashier, state, expected, counted, difference }) => ({
      cells: [`${number} · ${cashier.name}`, of(expected), of(counted), of(difference)],
      ...{ note: state === 'open' ? text.notClosed : null, look: 'plain' },
    })),
  }
}
