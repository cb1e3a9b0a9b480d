import { createHash, timingSafeEqual } from 'node:crypto'
import { sql, type CompiledQuery, type Expression, type SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import { assert, must } from '#kernel/assert.ts'
import { badCursor } from '#platform/http/refusals.ts'
import type { DB as Tables } from '#platform/database.ts'
import { madeOf } from '#platform/kept-pages.ts'
import type { Read } from '#platform/tx.ts'

/** PostgreSQL's names of the types that a list may be sorted by. */
export type SortType =
  | 'text'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'uuid'

export type Sort = {
  /** What is sorted by, as an index has it: `sql.ref('site.name')`, sql`lower(site.name)`. */
  readonly by: Expression<unknown>
  readonly type: SortType
  /** Rows without a value come last, whichever way the list is sorted. */
  readonly nullable?: true
}

export type ListSpec<DB, TB extends keyof DB, Row, Item> = {
  /** The endpoint's name: a cursor of one list opens no other. */
  readonly name: string
  /** From, joins, what the caller may see, and the selected columns; no order and no limit. */
  readonly query: SelectQueryBuilder<DB, TB, Row>
  /** Unique among the rows, a UUID: breaks ties between equal values. */
  readonly id: Expression<string>
  readonly sorts: Readonly<Record<string, Sort>>
  /** One condition per filter of the contract; undefined where the value asks for nothing. */
  readonly filters?: readonly (Expression<unknown> | undefined)[]
  /** The condition for `q`; use `matches` for text. */
  readonly search?: (q: string) => Expression<unknown>
  readonly item: (row: Row) => Item
  /**
   * All tables that decide what a page shows, where nothing else does, the time of day neither: the page is then
   * read once until one of them changes. Each needs the trigger of `platform.tell_change()`.
   */
  readonly keptUntilChanged?: readonly (keyof Tables)[]
}

export type ListInput = {
  readonly q?: string | undefined
  readonly sort: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly format: 'json' | 'csv'
}

export type Page<Item> = {
  items: Item[]
  next: string | null
  total: number
  totalIsExact: boolean
}

/** Beyond this nobody reads the number, and counting would cost more than the page. */
export const COUNTED_ROWS_MAX = 10_000

/**
 * One page of a list, by keyset: the cursor says after which value and id to go on, so a page costs the
 * same wherever it lies and none is shown twice or left out while rows come and go. Page and
 * total are one statement, hence one moment (totals of thousands may be some seconds old); later pages carry the total of the first in their cursor.
 *
 * Throws the refusal `platform.bad_cursor` for a cursor of another list, sort or filter, or a changed one.
 */
export async function listRows<DB, TB extends keyof DB, Row, Item>(
  read: Read,
  input: ListInput,
  spec: ListSpec<DB, TB, Row, Item>,
): Promise<Page<Item>> {
  const descending = input.sort.startsWith('-')
  const sortName = descending ? input.sort.slice(1) : input.sort
  const sort = must(spec.sorts[sortName], `${spec.name} sorts by ${sortName}`)
  const bound = boundTo(spec.name, input)
  const after = input.cursor === undefined ? undefined : readCursor(read, input.cursor, bound)

  let query = spec.query
  for (const filter of spec.filters ?? []) if (filter) query = query.where(sql<boolean>`${filter}`)
  if (input.q) {
    assert(spec.search, `${spec.name} says how it searches`)
    query = query.where(sql<boolean>`${spec.search(input.q)}`)
  }

  const totals = totalsOf(read.sql)
  const isFirst = after === undefined && input.format === 'json'
  const all = query
    .clearSelect()
    .select(sql`1`.as('one'))
    .limit(COUNTED_ROWS_MAX + 1)
  const counting = isFirst ? countingKey(all.compile()) : ''
  const remembered = isFirst ? totals.get(counting) : undefined
  const isCounted = isFirst && remembered === undefined
  const counted = sql<bigint | null>`(select count(*) from (${all}) as counted)`
  const way = descending ? sql`desc` : sql`asc`
  let page = query
    .select([
      sql<string | null>`(${sort.by})::text`.as('list_value'),
      sql<string>`${spec.id}`.as('list_id'),
      (isCounted ? counted : sql<bigint | null>`null::bigint`).as('list_total'),
    ])
    .orderBy(sql`${sort.by} ${way}${sort.nullable ? sql` nulls last` : sql``}, ${spec.id} ${way}`)
    .limit(input.limit + 1)
  if (after) page = page.where(beyond(sort, spec.id, descending, after))

  // Kysely cannot see, for a `Row` that it does not know yet, that its own columns came along.
  const rows = (await page.execute()) as unknown as (Row & Keyed)[]
  const shown = rows.length > input.limit ? rows.slice(0, input.limit) : rows
  const last = shown.at(-1)
  // An empty first page has no row to carry the count, and needs none.
  const total = after?.total ?? remembered ?? Number(rows[0]?.list_total ?? 0n)
  if (isCounted) totals.keep(counting, total)
  const found: Page<Item> = {
    items: shown.map((row) => spec.item(row)),
    next:
      rows.length > input.limit && last
        ? writeCursor(read, bound, { value: last.list_value, id: last.list_id, total })
        : null,
    total: Math.min(total, COUNTED_ROWS_MAX),
    totalIsExact: total <= COUNTED_ROWS_MAX,
  }
  return madeOf(found, spec.keptUntilChanged)
}

/** `text ilike %q%` with the special characters of LIKE meaning themselves. */
export function matches(
  q: string,
  ...columns: readonly Expression<unknown>[]
): Expression<unknown> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`(${sql.join(
    columns.map((column) => sql`${column} ilike ${pattern}`),
    sql` or `,
  )})`
}

/** Any of the given values; undefined, which asks for nothing, where none were given. */
export function among(
  column: Expression<unknown>,
  values: readonly string[] | undefined,
): Expression<unknown> | undefined {
  if (!values || values.length === 0) return undefined
  // An index over (column, sort) is in the order of the sort for one value, not for several.
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${values})`
}

/**
 * Totals that were dear to count, for a few seconds: a total of thousands that is a moment old misleads
 * nobody, while counting it again for every visitor would cost more than all pages together. Small totals
 * are always counted. They belong to what a glance reads with, which is the process's own; a transaction, which is
 * one moment, counts for itself.
 */
const DEAR_ROWS = 1000
const DEAR_MS = 10_000
const DEAR_MAX = 1000

class LargeTotals {
  readonly #kept = new Map<string, { total: number; until_ms: number }>()

  get(key: string): number | undefined {
    const found = this.#kept.get(key)
    return found && found.until_ms > performance.now() ? found.total : undefined
  }

  keep(key: string, total: number): void {
    this.#kept.delete(key)
    if (total < DEAR_ROWS) return
    this.#kept.set(key, { total, until_ms: performance.now() + DEAR_MS })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > DEAR_MAX && oldest !== undefined) this.#kept.delete(oldest)
  }
}

const largeTotals = new WeakMap<object, LargeTotals>()

function totalsOf(sql: object): LargeTotals {
  const totals = largeTotals.get(sql) ?? new LargeTotals()
  largeTotals.set(sql, totals)
  return totals
}

function countingKey({ sql: text, parameters }: CompiledQuery): string {
  return `${text} ${JSON.stringify(parameters, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`
}

type Keyed = { list_value: string | null; list_id: string; list_total: bigint | null }
export type Place = { value: string | null; id: string; total: number }

/** The rows after a place. Written so that an index over (value, id) is entered at the place, not scanned up to it. */
function beyond(sort: Sort, id: Expression<string>, descending: boolean, place: Place) {
  const than = descending ? sql`<` : sql`>`
  if (place.value === null) return sql<boolean>`(${sort.by} is null and ${id} ${than} ${place.id})`
  const type = sql.raw(sort.type)
  const after = sql<boolean>`(${sort.by}, ${id}) ${than} (${place.value}::${type}, ${place.id}::uuid)`
  return sort.nullable ? sql<boolean>`(${after} or ${sort.by} is null)` : after
}

/** What a cursor belongs to: everything of the input that decides which rows there are and in which order. */
export function boundTo(name: string, input: ListInput): string {
  const { cursor: _cursor, limit: _limit, format: _format, ...rest } = input
  const decisive = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([name, decisive]))
    .digest('base64url')
    .slice(0, 16)
}

const place = z.tuple([z.string().nullable(), z.uuid(), z.number().int().min(0)])

/** `place.seal`, both base64url: anybody may read it, nobody can make one. */
export function writeCursor(read: Read, bound: string, { value, id, total }: Place): string {
  const text = Buffer.from(JSON.stringify([value, id, total])).toString('base64url')
  return `${text}.${sealOf(read, bound, text)}`
}

export function readCursor(read: Read, cursor: string, bound: string): Place {
  const [text = '', seal = '', ...more] = cursor.split('.')
  const given = Buffer.from(seal)
  const right = Buffer.from(sealOf(read, bound, text))
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right))
    throw badCursor()
  const [value, id, total] = place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return { value, id, total }
}

function sealOf(read: Read, bound: string, text: string): string {
  return createHash('sha256')
    .update(read.vault.blind('platform.list.cursor', `${bound} ${text}`))
    .digest('base64url')
    .slice(0, 22)
}
