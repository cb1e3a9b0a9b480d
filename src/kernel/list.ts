import { z } from 'zod'
import { endpoint, type Endpoint, type Method, type Reach } from '#kernel/endpoint.ts'

/**
 * One convention for every list of the product:
 *
 *   GET /api/sites?q=karen&county=Nairobi&county=Kiambu&sort=-name&limit=50&cursor=…
 *
 * - `q` searches the fields that the list says it searches;
 * - a filter is a query parameter named as the field; repeated means "any of";
 * - `sort` is one of the list's sort names, `-` in front for descending;
 * - `cursor` is the `next` of the page before: opaque, bound to the sort, stable while rows come and go;
 * - `format=csv` streams the whole list, all pages, with the same filters.
 */
export const PAGE_ROWS_MAX = 200

function sortEnum<const S extends readonly [string, ...string[]]>(sorts: S) {
  const both = sorts.flatMap((name) => [name, `-${name}`])
  return z.enum(both as [string, ...string[]]) as unknown as z.ZodType<
    S[number] | `-${S[number]}`,
    S[number] | `-${S[number]}`
  >
}

/** A filter that accepts one value or several (`?county=Nairobi&county=Kiambu`). */
export function anyOf<T extends z.ZodType>(value: T) {
  return z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(value).max(100).optional(),
  )
}

export function listInput<
  const S extends readonly [string, ...string[]],
  F extends z.ZodRawShape,
>(shape: { sorts: S; filters: F; defaultSort: S[number] | `-${S[number]}` }) {
  return z.object({
    q: z.string().trim().max(200).optional(),
    sort: sortEnum(shape.sorts).default(shape.defaultSort as never),
    cursor: z.string().max(2000).optional(),
    limit: z.coerce.number().int().min(1).max(PAGE_ROWS_MAX).default(50),
    format: z.enum(['json', 'csv']).default('json'),
    ...shape.filters,
  })
}

/** One page. `next` is null on the last page. `total` is counted up to a bound; `totalIsExact` says which. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.number().int(),
    totalIsExact: z.boolean(),
  })
}

/** Declares a list endpoint: JSON pages, CSV, sorts, filters and search all follow from it. */
export function listEndpoint<
  const S extends readonly [string, ...string[]],
  F extends z.ZodRawShape,
  T extends z.ZodType,
  const R extends Reach = 'everywhere',
>(list: {
  name: Endpoint['name']
  path: Endpoint['path']
  access: Endpoint['access']
  reach?: R
  summary: string
  personal?: boolean
  sorts: S
  defaultSort: S[number] | `-${S[number]}`
  filters: F
  item: T
}) {
  const { sorts, defaultSort, filters, item, ...rest } = list
  return endpoint({
    ...rest,
    method: 'GET' satisfies Method,
    kind: 'list',
    input: listInput({ sorts, filters, defaultSort }),
    reply: page(item),
  })
}
