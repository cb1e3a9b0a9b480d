import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'

/** The columns of a file of subscribers, in any order; the first two are needed. */
export const IMPORT_COLUMNS = [
  'name',
  'phone',
  'kind',
  'email',
  'id_kind',
  'id_number',
  'kra_pin',
  'county',
  'town',
  'address',
  'landmark',
  'gps',
  'language',
  'tags',
  'site',
] as const
export type ImportColumn = (typeof IMPORT_COLUMNS)[number]

export const IMPORT_ROWS_MAX = 20_000
export const IMPORT_BYTES_MAX = 8 * 1024 * 1024

export const importMistake = z.object({
  /** As a spreadsheet counts: the heading is row 1. */
  row: z.int(),
  column: z.string().nullable(),
  message: z.string(),
})
export type ImportMistake = z.infer<typeof importMistake>

const input = z.object({
  /** The file's text. */
  csv: z.string().max(IMPORT_BYTES_MAX, 'A file has at most 8 MB. Split it.'),
})

export const previewImport = endpoint({
  name: 'subscribers.preview-import',
  method: 'POST',
  path: '/api/subscriber-imports/preview',
  access: 'subscribers.import',
  summary:
    'Looks at a file of subscribers and writes nothing: what would come in, what is wrong and where.',
  input,
  reply: z.object({
    rows: z.int(),
    /** The first two hundred. */
    mistakes: z.array(importMistake),
    mistakeCount: z.int(),
    /** Columns of the file that would be left out. */
    unknownColumns: z.array(z.string()),
    /** Rows whose phone or paper somebody has already. */
    duplicates: z.array(z.object({ row: z.int(), subscriberId: id, number: z.string() })),
    duplicateCount: z.int(),
    sample: z.array(
      z.object({
        row: z.int(),
        name: z.string(),
        phone: z.string(),
        county: z.string().nullable(),
        tags: z.array(z.string()),
      }),
    ),
  }),
  personal: true,
  pace: 'heavy',
  bodyLimit: 12 * 1024 * 1024,
})

export const runImport = endpoint({
  name: 'subscribers.run-import',
  method: 'POST',
  path: '/api/subscriber-imports',
  access: 'subscribers.import',
  stepUp: true,
  summary: 'Brings in a file of subscribers, whole or not at all.',
  input: input.extend({
    /** Rows whose phone or paper somebody has already: left out, or brought in as others. */
    duplicates: z.enum(['skip', 'add']),
  }),
  reply: z.object({ added: z.int(), skipped: z.int() }),
  pace: 'heavy',
  bodyLimit: 12 * 1024 * 1024,
})
