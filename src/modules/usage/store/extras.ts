import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'

export type NewExtra = {
  readonly id: string
  readonly serviceId: string
  readonly kind: 'data' | 'time' | 'boost'
  readonly amount: bigint | null
  readonly rate: { readonly down_bps: number; readonly up_bps: number } | null
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant | null
  readonly how: 'bought' | 'given' | 'rolled-over'
  readonly reason: string
  readonly cause: string | null
}

/** Adds extras; those whose cause has given already are not among the ids that come back. */
export async function insertExtras(tx: Tx, extras: readonly NewExtra[]): Promise<string[]> {
  if (extras.length === 0) return []
  const rows = await tx.sql
    .insertInto('usage.extra')
    .values(
      extras.map(({ serviceId, rate, from, to, ...extra }) => ({
        ...extra,
        service_id: serviceId,
        down_bps: rate ? BigInt(rate.down_bps) : null,
        up_bps: rate ? BigInt(rate.up_bps) : null,
        ...{ from_at: from, to_at: to, at: tx.now },
        ...by(tx.actor),
      })),
    )
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function lockExtra(tx: Tx, serviceId: string, extraId: string) {
  return tx.sql
    .selectFrom('usage.extra')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('id', '=', extraId)
    .forUpdate()
    .executeTakeFirst()
}

export async function markUndone(tx: Tx, extraId: string): Promise<void> {
  const { by_kind, by_id } = by(tx.actor)
  await tx.sql
    .updateTable('usage.extra')
    .set({ undone_at: tx.now, undone_by_kind: by_kind, undone_by_id: by_id })
    .where('id', '=', extraId)
    .execute()
}

function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody changes nothing')
  return { by_kind: actor.kind, by_id: actor.id }
}
