import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'

/** Who answers for a document, as every table of ours keeps it. */
export function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody writes no documents')
  return { by_kind: actor.kind, by_id: actor.id }
}

/** Rows as one parameter: a statement has room for 65,535 of them, and a bill run has more values than that. */
export function asJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
}
