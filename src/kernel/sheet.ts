import { z } from 'zod'
import { colour } from '#kernel/colour.ts'

/**
 * A document as it is laid out on paper: an invoice, a receipt, a statement. One description, from which the PDF
 * (`platform/pdf.ts`) and the web page (`web/ui/SheetView.tsx`) are both made, so that the two never say different things.
 *
 * Every text is written already, in the document's language and the ISP's habits; whoever draws it decides nothing but
 * where it stands.
 */
export const SHEET_LANGUAGES = ['en', 'sw'] as const

const fact = z.object({ label: z.string(), value: z.string() })

const party = z.object({
  /** `From`, `To`: null where the place says it. */
  label: z.string().nullable(),
  name: z.string(),
  lines: z.array(z.string()),
})

/** Columns share the width by `share`; amounts stand at the end. */
const column = z.object({
  label: z.string(),
  align: z.enum(['start', 'end']),
  share: z.number().positive(),
})

const row = z.object({
  cells: z.array(z.string()),
  /** Small, below the first cell. */
  note: z.string().nullable(),
  look: z.enum(['plain', 'strong', 'soft']),
})

const table = z.object({
  title: z.string().nullable(),
  columns: z.array(column),
  rows: z.array(row),
  /** The table's own last line. */
  foot: z.array(z.string()).nullable(),
  look: z.enum(['main', 'side']),
})

const sum = z.object({
  label: z.string(),
  value: z.string(),
  look: z.enum(['plain', 'strong', 'total']),
})

/** What the tax authority's unit signed, or the place where it will stand (LN 64/2024; KRA TIS specification). */
const fiscal = z.object({
  title: z.string(),
  facts: z.array(fact),
  /** What the QR code says; null: not signed yet, the place stays free. */
  qr: z.string().nullable(),
  note: z.string().nullable(),
})

export const sheet = z.object({
  language: z.enum(SHEET_LANGUAGES),
  /** `TAX INVOICE`. */
  title: z.string(),
  code: z.string().nullable(),
  /** Written across: `COPY`, `NOT A TAX INVOICE`. */
  stamp: z.string().nullable(),
  colour,
  from: party,
  to: party.nullable(),
  facts: z.array(fact),
  /** The one number that its reader looks for. */
  headline: z
    .object({ label: z.string(), value: z.string(), note: z.string().nullable() })
    .nullable(),
  tables: z.array(table),
  sums: z.array(sum),
  /** The sums in words, or what else stands under them. */
  closing: z.string().nullable(),
  panels: z.array(
    z.object({
      title: z.string(),
      facts: z.array(fact),
      lines: z.array(z.string()),
      /** A picture below it: PNG in base64. */
      png: z.base64().optional(),
    }),
  ),
  fiscal: fiscal.nullable(),
  foot: z.array(z.string()),
  /** `Page {page} of {pages}`. */
  pages: z.string(),
  /** When it was made, as its PDF says: the same sheet gives the same bytes. */
  madeAt: z.iso.datetime(),
})
export type Sheet = z.infer<typeof sheet>
export type SheetTable = z.infer<typeof table>
export type SheetFact = z.infer<typeof fact>
