import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Sheet, SheetFact, SheetTable } from '#kernel/sheet.ts'
import { dateOf } from '#platform/clock.ts'
import { twoColumns } from '#platform/pdf/two-columns.ts'

/** The ISP's mark. Other types than these two are not drawn: the name stands in its place. */
export type Logo = { readonly bytes: Uint8Array; readonly mediaType: string }

const INK = '#18181b'
const SOFT = '#63636e'
const LINE = '#e4e4e8'
const MARGIN = 48
const WIDTH = 595.28 - 2 * MARGIN
const LOGO = { width: 150, height: 46 }
const QR_SIZE = 72

/** A sheet in pdfmake's words. Where things stand is decided here, and nothing else. */
export function layoutOf(sheet: Sheet, logo: Logo | undefined): TDocumentDefinitions {
  const madeAt = dateOf(Temporal.Instant.from(sheet.madeAt))
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 34, MARGIN, 46],
    info: {
      title: [sheet.title, sheet.code].filter((part) => part !== null).join(' '),
      author: sheet.from.name,
      creator: 'Kasi',
      producer: 'Kasi',
      creationDate: madeAt,
      modDate: madeAt,
    },
    language: sheet.language,
    defaultStyle: { font: 'Geist', fontSize: 9, lineHeight: 1.2, color: INK },
    ...(sheet.stamp !== null && {
      watermark: { text: sheet.stamp, color: SOFT, opacity: 0.1, bold: true, angle: -30 },
    }),
    // The brand's colour along the upper edge of each page.
    background: (_page, size) => ({
      canvas: [{ type: 'rect', x: 0, y: 0, w: size.width, h: 5, color: sheet.colour }],
    }),
    footer: (page, pages) => footOf(sheet, page, pages),
    content: [
      headOf(sheet, logo),
      partiesOf(sheet),
      ...headlineOf(sheet),
      ...sheet.tables.filter(({ look }) => look === 'main').map(mainTable),
      ...sumsOf(sheet),
      ...panelsOf(sheet),
      ...fiscalOf(sheet),
    ],
  }
}

function headOf(sheet: Sheet, logo: Logo | undefined): Content {
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: sheet.title, fontSize: 21, bold: true, lineHeight: 1.1, margin: [0, 0, 0, 10] },
          factTable([
            ...(sheet.code === null ? [] : [{ label: '', value: sheet.code }]),
            ...sheet.facts,
          ]),
        ],
      },
      { width: LOGO.width, stack: [logoOf(sheet, logo)] },
    ],
    columnGap: 24,
    margin: below(12),
  }
}

function logoOf(sheet: Sheet, logo: Logo | undefined): Content {
  const fit: [number, number] = [LOGO.width, LOGO.height]
  if (logo?.mediaType === 'image/svg+xml')
    return { svg: Buffer.from(logo.bytes).toString('utf8'), fit, alignment: 'right' }
  if (logo?.mediaType === 'image/png') {
    const image = `data:image/png;base64,${Buffer.from(logo.bytes).toString('base64')}`
    return { image, fit, alignment: 'right' }
  }
  return {
    text: sheet.from.name,
    fontSize: 15,
    bold: true,
    color: sheet.colour,
    alignment: 'right',
  }
}

/** Labels beside values; a fact without a label is the sheet's own number. */
function factTable(facts: readonly SheetFact[]): Content {
  return {
    layout: bare({ bottom: 1.5 }),
    table: {
      widths: ['auto', '*'],
      body: facts.map(({ label, value }): TableCell[] =>
        label === ''
          ? [{ text: value, bold: true, colSpan: 2, fontSize: 10.5 }, '']
          : [
              { text: label, color: SOFT, margin: [0, 0, 14, 0] },
              { text: value, italics: true },
            ],
      ),
    },
  }
}

function partiesOf(sheet: Sheet): Content {
  const parties = [sheet.from, ...(sheet.to ? [sheet.to] : [])]
  return {
    columns: parties.map(({ label, name, lines }) => ({
      width: '*',
      stack: [
        ...(label === null ? [] : [{ text: label, color: SOFT, margin: below(2) }]),
        { text: name, bold: true, fontSize: 9.5 },
        ...lines.map((text) => ({ text })),
      ],
    })),
    columnGap: 32,
    margin: below(12),
  }
}

function headlineOf({ headline }: Sheet): Content[] {
  if (!headline) return []
  return [
    {
      text: [
        { text: headline.value, fontSize: 17, bold: true },
        { text: `  ${headline.label}`, fontSize: 17, bold: true },
      ],
      lineHeight: 1.1,
      margin: below(headline.note === null ? 12 : 2),
    },
    ...(headline.note === null
      ? []
      : [{ text: headline.note, color: SOFT, margin: below(12) } satisfies Content]),
  ]
}

function mainTable({ title, columns, rows, foot }: SheetTable): Content {
  const align = (place: number) =>
    columns[place]?.align === 'end' ? ('right' as const) : ('left' as const)
  const cells = (texts: readonly string[], look: object): TableCell[] =>
    texts.map((text, place) => ({ text, alignment: align(place), ...look }))
  return {
    stack: [
      ...titled(title),
      {
        layout: ruled,
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: widthsOf(columns),
          body: [
            cells(
              columns.map(({ label }) => label),
              { color: SOFT, fontSize: 8 },
            ),
            ...rows.map((row): TableCell[] => {
              const look = {
                bold: row.look === 'strong',
                ...(row.look === 'soft' && { color: SOFT }),
              }
              const [first = '', ...rest] = row.cells
              const note = row.note === null ? [] : [{ text: row.note, color: SOFT, fontSize: 7.5 }]
              return [
                { stack: [{ text: first, italics: row.look === 'plain', ...look }, ...note] },
                ...rest.map((text, place) => ({
                  ...{ text, alignment: align(place + 1), noWrap: align(place + 1) === 'right' },
                  ...look,
                })),
              ]
            }),
            ...(foot === null ? [] : [cells(foot, { bold: true })]),
          ],
        },
      },
    ],
    margin: below(14),
  }
}

/** The sums stand at the right, where the column of amounts ends; what they are made of stands at their left. */
function sumsOf(sheet: Sheet): Content[] {
  if (sheet.sums.length === 0) return []
  const look = { plain: {}, strong: { bold: true }, total: { bold: true, fontSize: 10.5 } }
  const amounts: Content = {
    layout: sumRules(sheet.sums.map((one) => one.look)),
    table: {
      widths: ['*', 'auto'],
      body: sheet.sums.map(({ label, value, look: of }): TableCell[] => [
        { text: label, ...(of === 'plain' && { color: SOFT }), ...look[of] },
        { text: value, alignment: 'right', noWrap: true, ...look[of] },
      ]),
    },
  }
  return [
    {
      columns: [
        {
          width: '*',
          stack: [
            ...sheet.tables.filter((table) => table.look === 'side').map(sideTable),
            ...(sheet.closing === null ? [] : [{ text: sheet.closing, color: SOFT }]),
          ],
        },
        { width: WIDTH * 0.42, stack: [amounts] },
      ],
      columnGap: 24,
      margin: below(12),
      unbreakable: true,
    } satisfies Content,
  ]
}

/** Panels, beside each other. */
function panelsOf(sheet: Sheet): Content[] {
  const blocks = sheet.panels.map((panel): Content => ({
    stack: [
      ...titled(panel.title),
      ...(panel.facts.length > 0 ? [factTable(panel.facts)] : []),
      ...panel.lines.map((text) => ({ text, color: SOFT, margin: below(1) })),
      ...(panel.png === undefined
        ? []
        : [
            {
              image: `data:image/png;base64,${panel.png}`,
              fit: [QR_SIZE, QR_SIZE] as [number, number],
            },
          ]),
    ],
  }))
  // Three short ones fit beside each other; of more, two columns do, each as long as the other as far as it goes.
  const columns =
    blocks.length === 3
      ? blocks.map((block, place) => ({
          // The last one holds sentences, the others facts.
          ...{ width: place < 2 ? WIDTH * 0.27 : '*', stack: [block] },
        }))
      : twoColumns(sheet.panels).map((places) => ({
          width: '*',
          stack: places.map((place) => ({ stack: [blocks[place] ?? ''], margin: below(12) })),
        }))
  return blocks.length === 0
    ? []
    : [{ columns, columnGap: 18, margin: below(12), unbreakable: true } satisfies Content]
}

function sideTable({ title, columns, rows, foot }: SheetTable): Content {
  const cells = (texts: readonly string[], look: object): TableCell[] =>
    texts.map((text, place) => ({
      ...{ text, fontSize: 8, noWrap: columns[place]?.align === 'end' },
      alignment: columns[place]?.align === 'end' ? 'right' : 'left',
      ...look,
    }))
  return {
    margin: below(10),
    stack: [
      ...titled(title),
      {
        layout: ruled,
        table: {
          widths: widthsOf(columns),
          body: [
            cells(
              columns.map(({ label }) => label),
              { color: SOFT, fontSize: 7.5 },
            ),
            ...rows.map((row) => cells(row.cells, {})),
            ...(foot === null ? [] : [cells(foot, { bold: true })]),
          ],
        },
      },
    ],
  }
}

/** What the tax authority's unit signed; while it is not signed, the place where it will stand. */
function fiscalOf({ fiscal }: Sheet): Content[] {
  if (!fiscal) return []
  const code: Content =
    fiscal.qr === null
      ? {
          canvas: [
            {
              ...{ type: 'rect', x: 0, y: 0, w: QR_SIZE, h: QR_SIZE, r: 4 },
              ...{ lineColor: LINE, dash: { length: 3, space: 3 } },
            },
          ],
        }
      : { qr: fiscal.qr, fit: QR_SIZE, eccLevel: 'M' }
  return [
    {
      layout: boxed,
      table: {
        widths: [QR_SIZE, '*'],
        dontBreakRows: true,
        body: [
          [
            code,
            {
              stack: [
                { text: fiscal.title, bold: true, margin: below(4) },
                ...(fiscal.facts.length > 0 ? [factTable(fiscal.facts)] : []),
                ...(fiscal.note === null ? [] : [{ text: fiscal.note, color: SOFT }]),
              ],
              fontSize: 8,
              margin: [10, 0, 0, 0],
            },
          ],
        ],
      },
    } satisfies Content,
  ]
}

function footOf(sheet: Sheet, page: number, pages: number): Content {
  return {
    margin: [MARGIN, 12, MARGIN, 0],
    stack: [
      {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 0.5, lineColor: LINE }],
      },
      {
        margin: [0, 7, 0, 0],
        columns: [
          { width: '*', text: sheet.foot.join('  ·  '), color: SOFT, fontSize: 7.5 },
          {
            width: 'auto',
            text: `${sheet.code === null ? '' : `${sheet.code}  ·  `}${sheet.pages
              .replace('{page}', String(page))
              .replace('{pages}', String(pages))}`,
            ...{ color: SOFT, fontSize: 7.5, noWrap: true },
          },
        ],
        columnGap: 16,
      },
    ],
  }
}

function titled(title: string | null): Content[] {
  return title === null ? [] : [{ text: title, bold: true, margin: below(4) }]
}

function below(space: number): [number, number, number, number] {
  return [0, 0, 0, space]
}

function widthsOf(columns: SheetTable['columns']): string[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  return columns.map(({ share }) => `${((share / all) * 100).toFixed(3)}%`)
}

const bare = ({ bottom }: { bottom: number }) => ({
  ...{ hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 0, paddingRight: () => 0 },
  ...{ paddingTop: () => 0, paddingBottom: () => bottom },
})

/** A hairline under each row, none at the sides; the first and last columns are flush with the margins. */
const ruled = {
  hLineWidth: (line: number) => (line === 0 ? 0 : line === 1 ? 0.9 : 0.5),
  vLineWidth: () => 0,
  hLineColor: (line: number) => (line === 1 ? '#a1a1aa' : LINE),
  paddingLeft: (column: number) => (column === 0 ? 0 : 6),
  paddingRight: (column: number, node: { table: { widths?: unknown } }) =>
    Array.isArray(node.table.widths) && column === node.table.widths.length - 1 ? 0 : 6,
  paddingTop: () => 4,
  paddingBottom: () => 4,
}

function sumRules(looks: readonly Sheet['sums'][number]['look'][]) {
  return {
    ...bare({ bottom: 1.5 }),
    paddingTop: () => 1.5,
    hLineWidth: (line: number) =>
      line > 0 && line < looks.length && looks[line] !== 'plain' ? 0.5 : 0,
    hLineColor: () => LINE,
  }
}

const boxed = {
  ...{ hLineWidth: () => 0.5, vLineWidth: (line: number) => (line === 1 ? 0 : 0.5) },
  ...{ hLineColor: () => LINE, vLineColor: () => LINE },
  ...{
    paddingLeft: () => 8,
    paddingRight: () => 8,
    paddingTop: () => 8,
    paddingBottom: () => 8,
  },
}
