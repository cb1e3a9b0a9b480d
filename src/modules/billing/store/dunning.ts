import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#platform/tx.ts'
import { dunningPolicy, type DunningPolicy } from '../contract.ts'
import { by } from './rows.ts'

/** False when that version is there already. */
export async function insertPolicy(tx: Tx, version: number, policy: DunningPolicy) {
  const inserted = await tx.sql
    .insertInto('billing.dunning_policy')
    .values({
      ...{ version, content: JSON.stringify(z.encode(dunningPolicy, policy)), made_at: tx.now },
      ...by(tx.actor),
    })
    .onConflict((known) => known.doNothing())
    .returning('version')
    .executeTakeFirst()
  return inserted !== undefined
}

export type TakenStep = {
  readonly subscriberId: string
  readonly dueOn: Temporal.PlainDate
  readonly policy: number
  readonly step: number
  readonly action: string
  readonly open: bigint
}

/** Those that were not taken before. */
export async function insertSteps(tx: Tx, steps: readonly TakenStep[]): Promise<Set<string>> {
  if (steps.length === 0) return new Set()
  const rows = await tx.sql
    .insertInto('billing.dunning_step')
    .values(
      steps.map((one) => ({
        ...{ subscriber_id: one.subscriberId, due_on: one.dueOn, policy: one.policy },
        ...{ step: one.step, action: one.action, open_cents: one.open, at: tx.now },
      })),
    )
    .onConflict((known) => known.doNothing())
    .returning('subscriber_id')
    .execute()
  return new Set(rows.map((row) => row.subscriber_id))
}

export async function insertPromise(
  tx: Tx,
  promise: { id: string; subscriberId: string; untilOn: Temporal.PlainDate; open: bigint },
) {
  await tx.sql
    .insertInto('billing.promise')
    .values({
      ...{ id: promise.id, subscriber_id: promise.subscriberId, until_on: promise.untilOn },
      ...{ open_cents: promise.open, made_at: tx.now, ...by(tx.actor) },
    })
    .onConflict((known) => known.column('id').doNothing())
    .execute()
}

export async function withdrawPromises(tx: Tx, subscriberId: string, today: Temporal.PlainDate) {
  const done = await tx.sql
    .updateTable('billing.promise')
    .set({ withdrawn_at: tx.now })
    .where('subscriber_id', '=', subscriberId)
    .where('withdrawn_at', 'is', null)
    .where('until_on', '>=', today)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function insertDispute(
  tx: Tx,
  dispute: { id: string; invoiceId: string; reason: string },
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('billing.dispute')
    .values({
      ...{ id: dispute.id, invoice_id: dispute.invoiceId, reason: dispute.reason },
      ...{ opened_at: tx.now, ...by(tx.actor) },
    })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function setDisputeEnded(
  tx: Tx,
  invoiceId: string,
  { outcome, reason }: { outcome: 'credited' | 'stands'; reason: string },
): Promise<boolean> {
  const done = await tx.sql
    .updateTable('billing.dispute')
    .set({ ended_at: tx.now, outcome, outcome_words: reason })
    .where('invoice_id', '=', invoiceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** One at a time: two that look at the same subscribers would both act. */
export async function holdDunning(tx: Tx) {
  await sql`select pg_advisory_xact_lock(120, 3)`.execute(tx.sql)
}
