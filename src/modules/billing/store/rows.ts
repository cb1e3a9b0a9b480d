import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'

/** Who answers for a document, as every table of ours keeps it. */
export function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody writes no documents')
  return { by_kind: actor.kind, by_id: actor.id }
}

type Cell =
  | string
  | number
  | boolean
  | bigint
  | null
  | Temporal.Instant
  | Temporal.PlainDate
  | Nested
/** JSON within a column, as it is stored. */
type Nested = { readonly json: object }
type Plain = string | number | boolean | null | object

/**
 * Rows as one parameter: a statement has room for 65,535 of them, and a bill run has more values than that. Values are made plain
 * before, because a function that looks at each of them while JSON is written costs ten times as much.
 */
export function asJson(rows: readonly Readonly<Record<string, Cell>>[]): string {
  const moments = new Map<Temporal.Instant, string>()
  const plain = (value: Cell): Plain => {
    if (typeof value === 'bigint') return String(value)
    if (value instanceof Temporal.Instant) {
      const known = moments.get(value) ?? value.toString()
      moments.set(value, known)
      return known
    }
    if (value instanceof Temporal.PlainDate) return value.toString()
    return typeof value === 'object' && value !== null ? value.json : value
  }
  return JSON.stringify(
    rows.map((row) => {
      const out: Record<string, Plain> = {}
      for (const name in row) out[name] = plain(row[name] ?? null)
      return out
    }),
  )
}
