import type { SheetFormat } from '../contract.ts'

/** What stands on one voucher. */
export type Card = {
  readonly isp: string
  readonly plan: string
  readonly price: string
  readonly code: string
  readonly foot: string
}

/** Which squares of a QR code are dark, row by row. */
export type Squares = {
  readonly size: number
  readonly isDark: (row: number, column: number) => boolean
}

const MM = 72 / 25.4

/** Page, columns, rows and the size of one card, in millimetres. Receipt printers cut after each page. */
const FORMATS = {
  'a4-24': { page: [210, 297], columns: 3, rows: 8, margin: [9, 8.5] },
  'a4-40': { page: [210, 297], columns: 4, rows: 10, margin: [7, 8.5] },
  'receipt-58': { page: [58, 62], columns: 1, rows: 1, margin: [4, 2] },
  'receipt-80': { page: [80, 70], columns: 1, rows: 1, margin: [6, 3] },
} as const satisfies Record<SheetFormat, unknown>

/**
 * Vouchers as a PDF of lines, squares and the standard fonts that every reader has (ISO 32000-1 §9.6.2.2): a hundred thousand codes are
 * minutes of work for a program that lays out text, and seconds like this. The same cards give the same bytes. `pack` deflates (zlib).
 */
export function cardsPdf(
  cards: readonly Card[],
  format: SheetFormat,
  qrOf: (code: string) => Squares,
  pack: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const { page, columns, rows, margin } = FORMATS[format]
  const [width, height] = [page[0] * MM, page[1] * MM]
  const [left, top] = [margin[0] * MM, margin[1] * MM]
  const size = { width: (width - 2 * left) / columns, height: (height - 2 * top) / rows }
  const perPage = columns * rows
  const pages: string[] = []
  for (let first = 0; first < cards.length; first += perPage) {
    const drawn = cards.slice(first, first + perPage).map((card, place) => {
      const x = left + (place % columns) * size.width
      const y = height - top - (Math.floor(place / columns) + 1) * size.height
      return perPage === 1
        ? tallCard(card, qrOf(card.code), { x, y, ...size })
        : wideCard(card, qrOf(card.code), { x, y, ...size })
    })
    pages.push(drawn.join('\n'))
  }
  return pdfOf(pages, width, height, pack)
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function wideCard(card: Card, qr: Squares, box: Box): string {
  const pad = 6
  const side = Math.min(box.height - 2 * pad, box.width * 0.36)
  const x = box.x + pad
  const room = box.width - side - 3 * pad
  const above = box.y + box.height
  return [
    `0.75 G 0.4 w [2 2] 0 d ${n(box.x)} ${n(box.y)} ${n(box.width)} ${n(box.height)} re S [] 0 d`,
    text('B', 8, x, above - 15, card.isp, room),
    text('R', 7, x, above - 25, `${card.plan}  ${card.price}`.trim(), room),
    text('C', 13, x, above - 45, card.code, room),
    text('R', 5.5, x, box.y + pad + 2, card.foot, room),
    square(qr, box.x + box.width - side - pad, box.y + (box.height - side) / 2, side),
  ].join('\n')
}

function tallCard(card: Card, qr: Squares, box: Box): string {
  const side = Math.min(box.width * 0.58, box.height - 66)
  const above = box.y + box.height
  return [
    text('B', 11, box.x, above - 12, card.isp, box.width),
    text('R', 9, box.x, above - 24, `${card.plan}  ${card.price}`.trim(), box.width),
    text('C', 15, box.x, above - 42, card.code, box.width),
    square(qr, box.x + (box.width - side) / 2, above - 50 - side, side),
    text('R', 6.5, box.x, box.y + 4, card.foot, box.width),
  ].join('\n')
}

/** Widths of the standard fonts on average, of their size: close enough to keep a line within its card. */
const WIDTH = { R: 0.52, B: 0.57, C: 0.6 } as const

function text(
  font: keyof typeof WIDTH,
  wanted: number,
  x: number,
  y: number,
  said: string,
  room: number,
): string {
  const size = Math.min(wanted, room / (said.length * WIDTH[font] || 1))
  return `0 g BT /${font} ${n(size)} Tf ${n(x)} ${n(y)} Td (${escaped(said)}) Tj ET`
}

/** Dark squares beside each other are one rectangle: a quarter of the bytes, and no hairlines between them. */
function square(qr: Squares, x: number, y: number, side: number): string {
  const unit = side / qr.size
  const parts: string[] = []
  for (let row = 0; row < qr.size; row++) {
    let from = -1
    for (let column = 0; column <= qr.size; column++) {
      const isDark = column < qr.size && qr.isDark(row, column)
      if (isDark && from < 0) from = column
      if (isDark || from < 0) continue
      parts.push(
        `${n(x + from * unit)} ${n(y + side - (row + 1) * unit)} ${n((column - from) * unit)} ${n(unit)} re`,
      )
      from = -1
    }
  }
  return `0 g ${parts.join(' ')} f`
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** What people write that is elsewhere in WinAnsi than in Unicode (ISO 32000-1, annex D.2). */
const WIN_ANSI: Readonly<Record<string, string>> = {
  ...{ '€': '\u0080', '…': '\u0085', '‘': '\u0091', '’': '\u0092', '“': '\u0093', '”': '\u0094' },
  ...{ '•': '\u0095', '–': '\u0096', '—': '\u0097' },
}

/** WinAnsi, as the standard fonts have it; what is not in it is a question mark. */
function escaped(said: string): string {
  return said
    .replaceAll(/[\\()]/g, (sign) => `\\${sign}`)
    .replaceAll(/[^\x20-\x7e\xa0-\xff]/g, (sign) => WIN_ANSI[sign] ?? '?')
}

function pdfOf(
  pages: readonly string[],
  width: number,
  height: number,
  pack: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const objects: Buffer[] = []
  const add = (body: string | Buffer) =>
    objects.push(Buffer.isBuffer(body) ? body : Buffer.from(body))
  const first = 6
  const kids = pages.map((_, place) => `${first + 2 * place} 0 R`).join(' ')
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  for (const font of ['Helvetica', 'Helvetica-Bold', 'Courier-Bold'])
    add(`<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`)
  for (const [place, content] of pages.entries()) {
    const packed = pack(Buffer.from(content, 'latin1'))
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${n(width)} ${n(height)}] /Resources << /Font << /R 3 0 R /B 4 0 R /C 5 0 R >> >> /Contents ${first + 2 * place + 1} 0 R >>`,
    )
    add(
      Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
        packed,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  const parts = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let at = parts[0]?.length ?? 0
  for (const [place, body] of objects.entries()) {
    const whole = Buffer.concat([
      Buffer.from(`${place + 1} 0 obj\n`),
      body,
      Buffer.from('\nendobj\n'),
    ])
    offsets.push(at)
    at += whole.length
    parts.push(whole)
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}
