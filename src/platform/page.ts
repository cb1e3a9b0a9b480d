import { createHash } from 'node:crypto'
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { DB } from '#platform/database.ts'
import { badCursor } from '#platform/http/refusals.ts'
import type { Read } from '#platform/tx.ts'

/** What a list can be ordered by: an expression that is never null, and the type to compare it as. */
export type SortKey = {
  readonly by: RawBuilder<unknown>
  readonly as: 'text' | 'timestamptz' | 'bigint' | 'date'
}

/** Rows are counted up to here; beyond, the screen says "more than". */
const COUNTED_MAX = 10_000

type ListInput = {
  readonly sort: string
  readonly cursor?: string | undefined
  readonly limit: number
}

/**
 * One page of a list in the convention of `kernel/list.ts`. The cursor holds the sort value and the id of
 * the last row, so rows that come and go shift nothing; it is bound to the sort and the filters, and
 * another list's is refused.
 *
 * `rows` is filtered and not yet ordered; `id` is its unique column.
 */
export async function pageOf<TB extends keyof DB, O, Item>(
  read: Pick<Read, 'sql'>,
  list: {
    readonly input: ListInput
    readonly rows: SelectQueryBuilder<DB, TB, O>
    readonly sorts: Readonly<Record<string, SortKey>>
    readonly id: RawBuilder<unknown>
    readonly item: (row: O) => Item
  },
): Promise<{ items: Item[]; next: string | null; total: number; totalIsExact: boolean }> {
  const { input, rows, id, item } = list
  const isDescending = input.sort.startsWith('-')
  const key = list.sorts[isDescending ? input.sort.slice(1) : input.sort]
  if (!key) throw new Error(`The list declares no sort ${input.sort}`)

  const direction = isDescending ? sql`desc` : sql`asc`
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor, input)
  const found = await rows
    .select(sql<string>`(${key.by})::text`.as('page_key'))
    .select(sql<string>`(${id})::text`.as('page_id'))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`((${key.by})::${sql.raw(key.as)}, ${id}) ${isDescending ? sql`<` : sql`>`} (${after?.key}::${sql.raw(key.as)}, ${after?.id}::uuid)`,
      ),
    )
    .orderBy(sql`${key.by} ${direction}`)
    .orderBy(sql`${id} ${direction}`)
    .limit(input.limit + 1)
    .execute()

  const shown = found.slice(0, input.limit)
  const last = shown.at(-1)
  const total = await countUpTo(read, rows)
  return {
    items: shown.map((row) => item(row)),
    next:
      last && found.length > input.limit ? writeCursor(last.page_key, last.page_id, input) : null,
    total: Math.min(total, COUNTED_MAX),
    totalIsExact: total <= COUNTED_MAX,
  }
}

async function countUpTo<TB extends keyof DB, O>(
  read: Pick<Read, 'sql'>,
  rows: SelectQueryBuilder<DB, TB, O>,
): Promise<number> {
  const counted = await read.sql
    .selectFrom(rows.limit(COUNTED_MAX + 1).as('counted'))
    .select(sql<bigint>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return Number(counted.count)
}

/** `lower(site.name) like '%karen%'`: the words anywhere, their own wildcards taken literally. */
export function likeAnywhere(words: string): string {
  return `%${words.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}

const cursor = z.tuple([z.string(), z.string(), z.uuid()])

function writeCursor(key: string, id: string, input: ListInput): string {
  return Buffer.from(JSON.stringify([fingerprint(input), key, id])).toString('base64url')
}

function readCursor(text: string, input: ListInput): { key: string; id: string } {
  let parsed
  try {
    parsed = cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw badCursor()
  }
  if (!parsed.success || parsed.data[0] !== fingerprint(input)) throw badCursor()
  return { key: parsed.data[1], id: parsed.data[2] }
}

/** Of the sort and all filters; a page may be asked for with another limit or format. */
function fingerprint(input: ListInput): string {
  const bound = { ...input, cursor: undefined, limit: undefined, format: undefined }
  const sorted = Object.entries(bound).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 12)
}
