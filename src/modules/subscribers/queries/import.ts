import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import {
  IMPORT_COLUMNS,
  IMPORT_ROWS_MAX,
  type ImportColumn,
  type ImportMistake,
} from '../contract/import.ts'
import { usualTerms } from '../contract/shapes.ts'
import { subscriberInput, type NewSubscriber } from '../contract/subscribers.ts'
import { importUnreadable } from '../refusals.ts'
import { readCsv } from '#kernel/csv.ts'
import { columnOf, importRow, type RowOfFile } from '../rules/import-row.ts'
import { blindToken } from './sealed.ts'

const LIMITS = { rows: IMPORT_ROWS_MAX + 1, columns: 60, cell: 4000 }

export type ReadRow = { readonly row: number; readonly input: NewSubscriber }
export type ReadFile = {
  readonly rows: readonly ReadRow[]
  readonly mistakes: readonly ImportMistake[]
  readonly unknownColumns: readonly string[]
}

/** A file of subscribers, read and checked whole. Refuses what is no CSV or has no heading that we know. */
export async function readImport(read: Read, csv: string): Promise<ReadFile> {
  const parsed = readCsv(csv, LIMITS)
  if (parsed.kind === 'unreadable') {
    throw importUnreadable({ why: `Row ${parsed.row}: ${parsed.why}`, row: parsed.row })
  }
  const [heading, ...body] = parsed.rows
  const columns = (heading?.cells ?? []).map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  )
  for (const needed of ['name', 'phone'] as const) {
    if (!columns.includes(needed)) {
      throw importUnreadable({ why: `Row 1: the heading has no column “${needed}”.`, row: 1 })
    }
  }
  const twice = columns.find((name, place) => name !== '' && columns.indexOf(name) !== place)
  if (twice !== undefined) {
    throw importUnreadable({ why: `Row 1: the column “${twice}” is there twice.`, row: 1 })
  }
  const sites = await siteCodes(read)
  const rows: ReadRow[] = []
  const mistakes: ImportMistake[] = []
  for (const { row, cells } of body) {
    if (cells.length > columns.length) {
      mistakes.push({ row, column: null, message: 'This row has more cells than the heading.' })
      continue
    }
    const { input, mistakes: found } = importRow(rowOf(columns, cells), { sites })
    const checked = subscriberInput.safeParse({ ...input, terms: usualTerms })
    mistakes.push(...found.map((mistake) => ({ row, ...mistake })))
    if (checked.success) {
      if (found.length === 0) rows.push({ row, input: checked.data })
      continue
    }
    for (const issue of checked.error.issues) {
      const column = columnOf(issue.path)
      if (!found.some((mistake) => mistake.column === column)) {
        mistakes.push({ row, column, message: issue.message })
      }
    }
  }
  const unknown = columns.filter((name) => name !== '' && !isColumn(name))
  return { rows, mistakes, unknownColumns: unknown }
}

function isColumn(name: string): name is ImportColumn {
  return IMPORT_COLUMNS.some((column) => column === name)
}

function rowOf(columns: readonly string[], cells: readonly string[]): RowOfFile {
  return Object.fromEntries(
    columns.flatMap((column, place) =>
      isColumn(column) ? [[column, cells[place] ?? ''] as const] : [],
    ),
  )
}

async function siteCodes(read: Read): Promise<ReadonlyMap<string, string>> {
  const rows = await read.sql
    .selectFrom('organization.site')
    .select(['id', 'code'])
    .where('archived_at', 'is', null)
    .execute()
  return new Map(rows.map((site) => [site.code, site.id]))
}

export type Duplicate = {
  readonly row: number
  readonly subscriberId: string
  readonly number: string
}

/** Rows whose phone or paper somebody has already, or an earlier row of the same file. */
export async function duplicatesIn(
  read: Read,
  rows: readonly ReadRow[],
): Promise<{ known: Duplicate[]; repeated: Set<number> }> {
  const tokensByRow = rows.map(({ row, input }) => ({ row, tokens: identifying(read, input) }))
  const all = [...new Set(tokensByRow.flatMap(({ tokens }) => tokens))]
  const { rows: found } = await sql<{ id: string; number: string; token: string }>`
    select s.id, s.number, wanted.token
    from unnest(${all}::text[]) as wanted (token)
    join subscribers.subscriber s on s.search @> array[wanted.token] and s.state <> 'merged'`.execute(
    read.sql,
  )
  const byToken = new Map(found.map((one) => [one.token, one]))
  const seen = new Set<string>()
  const repeated = new Set<number>()
  const known: Duplicate[] = []
  for (const { row, tokens } of tokensByRow) {
    const match = tokens.flatMap((token) => byToken.get(token) ?? [])[0]
    if (match) known.push({ row, subscriberId: match.id, number: match.number })
    if (tokens.some((token) => seen.has(token))) repeated.add(row)
    for (const token of tokens) seen.add(token)
  }
  return { known, repeated }
}

function identifying(read: Read, input: NewSubscriber): string[] {
  const paper = input.details.paper?.number
  return [
    ...input.contacts.flatMap((one) => (one.channel === 'email' ? [] : [`p:${one.value}`])),
    ...(paper === undefined ? [] : [`i:${paper.replaceAll(/[^A-Z0-9]/g, '')}`]),
  ].map((token) => blindToken(read.vault, token))
}

const SHOWN = 200

export async function importPreview(read: Read, csv: string) {
  const file = await readImport(read, csv)
  const { known } = await duplicatesIn(read, file.rows)
  return {
    rows: file.rows.length,
    mistakes: file.mistakes.slice(0, SHOWN),
    mistakeCount: file.mistakes.length,
    unknownColumns: [...file.unknownColumns],
    duplicates: known.slice(0, SHOWN),
    duplicateCount: known.length,
    sample: file.rows.slice(0, 20).map(({ row, input }) => ({
      row,
      name: input.name,
      phone: input.contacts[0]?.value ?? '',
      county: input.addresses[0]?.county ?? null,
      tags: input.tags,
    })),
  }
}
