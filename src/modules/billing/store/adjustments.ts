import type { Tx } from '#platform/tx.ts'
import type { AdjustmentKind } from '../contract.ts'
import { by } from './rows.ts'

export type NewAdjustment = {
  readonly id: string
  readonly subscriberId: string
  readonly kind: AdjustmentKind
  readonly cents: bigint
  readonly toWallet: bigint
  readonly reason: string
  readonly invoiceId?: string
  readonly ofId?: string
  readonly certificate?: { readonly number: string; readonly on: Temporal.PlainDate }
}

export async function insertAdjustment(tx: Tx, one: NewAdjustment): Promise<void> {
  await tx.sql
    .insertInto('billing.adjustment')
    .values({
      ...{ id: one.id, subscriber_id: one.subscriberId, kind: one.kind, cents: one.cents },
      ...{ to_wallet_cents: one.toWallet, reason: one.reason, at: tx.now, ...by(tx.actor) },
      ...{ invoice_id: one.invoiceId ?? null, of_id: one.ofId ?? null },
      ...{ certificate: one.certificate?.number ?? null },
      ...{ certificate_on: one.certificate?.on ?? null },
    })
    .execute()
}

export async function markUndone(tx: Tx, id: string, why: string): Promise<void> {
  const { by_kind, by_id } = by(tx.actor)
  await tx.sql
    .updateTable('billing.adjustment')
    .set({ undone_at: tx.now, undone_why: why, undone_by_kind: by_kind, undone_by_id: by_id })
    .where('id', '=', id)
    .execute()
}
