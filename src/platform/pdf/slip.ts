import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Sheet } from '#kernel/sheet.ts'
import { dateOf } from '#platform/clock.ts'

const MM = 72 / 25.4
/** What printers at tills take; some four millimetres of each side are never printed on. */
const WIDTH = 80 * MM
const MARGIN = 4 * MM

/** A sheet on the paper of a till's printer: the same words as on A4, one below the other, black on white, as long as it gets. */
export function slipLayout(sheet: Sheet): TDocumentDefinitions {
  const madeAt = dateOf(Temporal.Instant.from(sheet.madeAt))
  const { from, to, facts, headline, tables, sums, panels, foot } = sheet
  const body: Content[] = [
    { text: from.name, bold: true, fontSize: 12, alignment: 'center' },
    ...from.lines.map((line): Content => ({ text: line, fontSize: 7, alignment: 'center' })),
    rule(),
    pair(sheet.title, sheet.code ?? '', true),
    ...(sheet.stamp === null ? [] : [{ text: sheet.stamp, bold: true } satisfies Content]),
    ...(to ? [pair(to.label ?? '', to.name)] : []),
    ...facts.map(({ label, value }) => pair(label, value)),
    ...(headline
      ? [
          {
            text: headline.value,
            bold: true,
            fontSize: 16,
            alignment: 'center',
            margin: [0, 6],
          } as Content,
          { text: headline.label, alignment: 'center' } as Content,
        ]
      : []),
    ...tables.flatMap(({ columns, rows }) => [
      rule(),
      ...rows.flatMap(({ cells, note }) => [
        ...cells.map((cell, place) => pair(columns[place]?.label ?? '', cell)),
        ...(note === null ? [] : [{ text: note, fontSize: 7 } satisfies Content]),
      ]),
    ]),
    ...(sums.length > 0 ? [rule()] : []),
    ...sums.map(({ label, value, look }) => pair(label, value, look !== 'plain')),
    ...panels.flatMap(({ title, facts: more, lines }): Content[] => [
      rule(),
      { text: title, bold: true },
      ...more.map(({ label, value }) => pair(label, value)),
      ...lines.map((text): Content => ({ text })),
    ]),
    rule(),
    ...foot.map((text): Content => ({ text, fontSize: 7, alignment: 'center' })),
  ]
  return {
    pageSize: { width: WIDTH, height: 'auto' },
    pageMargins: [MARGIN, MARGIN, MARGIN, 3 * MARGIN],
    defaultStyle: { font: 'Geist', fontSize: 8, lineHeight: 1.15 },
    info: {
      title: sheet.title,
      creator: 'Kasi',
      producer: 'Kasi',
      creationDate: madeAt,
      modDate: madeAt,
    },
    language: sheet.language,
    content: body,
  }
}

function pair(label: string, value: string, bold = false): Content {
  return {
    columns: [
      { text: label, width: 'auto', bold },
      { text: value, width: '*', alignment: 'right', bold },
    ],
    columnGap: 6,
  }
}

function rule(): Content {
  const line = {
    type: 'line',
    x1: 0,
    y1: 0,
    x2: WIDTH - 2 * MARGIN,
    y2: 0,
    lineWidth: 0.5,
  } as const
  return { canvas: [line], margin: [0, 4] }
}
