import { sql, type Insertable } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { Money } from '#kernel/money.ts'
import type { PaymentsPayment, PaymentsRefund } from '#platform/database.ts'
import { hashToken } from '#platform/token.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { MatchedBy, PaymentState } from './contract.ts'
import { readPayerPhone, type KnownPhone, type PayerPhone } from './rules/payer-phone.ts'
import { paymentNotFound, refundNotFound } from './refusals.ts'

/** Who answers for a change, as every table of ours keeps it. */
function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody changes nothing')
  return { by_kind: actor.kind, by_id: actor.id }
}

export function stamp(tx: Tx) {
  return { changed_at: tx.now, ...by(tx.actor) }
}

export const PAYER_PHONE = 'payments.payment.payer_phone_blind'
export const sealedAt = (
  column: 'account_sealed' | 'payer_sealed' | 'note_sealed',
  row: string,
) => ({ table: 'payments.payment', column, row })

export const payerShape = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** What was told of a phone that is not known whole: its ends, or its hash. */
  told: z.string().nullable().default(null),
})
export type Payer = z.infer<typeof payerShape>

/**
 * What a payer is found by again: the hash of the phone, where all of it or its hash is known; else its ends with the name, which others
 * may share. Nothing where nothing is known.
 */
export function payerBlind(vault: Read['vault'], { name, phone, told }: Payer): string | null {
  const shown = readPayerPhone(phone ?? told)
  const blind = (key: string) => vault.blind(PAYER_PHONE, key)
  switch (shown.kind) {
    case 'whole':
      return blind(hashToken(shown.e164.replace('+', '')))
    case 'hash':
      return blind(shown.hash)
    case 'masked':
      if (name === null) return null
      return blind(`${shown.begins.slice(0, 4)}*${shown.ends.slice(-3)} ${name.toUpperCase()}`)
    case 'nothing':
      return null
  }
}

/** With its hash, as Safaricom makes one. */
export function knownPhone(e164: string): KnownPhone {
  return { e164, hash: hashToken(e164.replace('+', '')) }
}

/** What is known of the phone that paid. */
export function payerOfRow(
  read: Pick<Read, 'vault'>,
  row: { id: string; payer_sealed: string | null },
): PayerPhone {
  if (row.payer_sealed === null) return { kind: 'nothing' }
  const payer = payerShape.parse(
    read.vault.openJson(sealedAt('payer_sealed', row.id), row.payer_sealed),
  )
  return readPayerPhone(payer.phone ?? payer.told)
}

type PaymentColumns = Omit<
  Insertable<PaymentsPayment>,
  | 'account_sealed'
  | 'payer_sealed'
  | 'payer_phone_blind'
  | 'note_sealed'
  | 'version'
  | 'changed_at'
  | 'by_kind'
  | 'by_id'
  | 'received_at'
>
type PaymentPrivacy = { account: string | null; payer: Payer | null; note: string | null }

/** Stores payments in one statement and answers their numbers by id; those are missing whose receipt is there already. */
export async function insertPayments(
  tx: Tx,
  payments: readonly (PaymentColumns & PaymentPrivacy)[],
): Promise<Map<string, bigint>> {
  if (payments.length === 0) return new Map()
  const rows = payments.map(({ account, payer, note, ...columns }) => {
    const seal = (column: 'account_sealed' | 'note_sealed', value: string | null) =>
      value === null ? null : tx.vault.seal(sealedAt(column, columns.id), value)
    return {
      ...columns,
      ...{ cents: String(columns.cents), account_sealed: seal('account_sealed', account) },
      payer_sealed: payer && tx.vault.sealJson(sealedAt('payer_sealed', columns.id), payer),
      payer_phone_blind: payer && payerBlind(tx.vault, payer),
      note_sealed: seal('note_sealed', note),
    }
  })
  const { changed_at, by_kind, by_id } = stamp(tx)
  const { rows: inserted } = await sql<{ id: string; number: bigint }>`
    /* often */ insert into payments.payment
      (id, rail, receipt, channel, into_account, drawer_of, cents, currency, paid_at, received_at, account_sealed, payer_sealed,
       payer_phone_blind, note_sealed, state, subscriber_id, matched_by, version, changed_at, by_kind, by_id)
    select id, rail, receipt, channel, into_account, drawer_of, cents, currency, paid_at, ${tx.now}, account_sealed, payer_sealed,
      payer_phone_blind, note_sealed, state, subscriber_id, matched_by, 1, ${changed_at}, ${by_kind}, ${by_id}
    from json_populate_recordset(null::payments.payment, ${JSON.stringify(rows)}::json)
    on conflict (rail, receipt) do nothing
    returning id, number`.execute(tx.sql)
  return new Map(inserted.map(({ id, number }) => [id, number]))
}

export function findByReceipt(tx: Pick<Tx, 'sql'>, rail: string, receipt: string) {
  return tx.sql
    .selectFrom('payments.payment')
    .select(['id', 'number', 'channel', 'cents', 'subscriber_id'])
    .where('rail', '=', rail)
    .where('receipt', '=', receipt)
    .executeTakeFirstOrThrow()
}

/** One row for each channel that told of it, and for each amount that it told of. */
export async function insertSighting(
  tx: Tx,
  seen: { paymentId: string; channel: string; amount: Money; paidAt: Temporal.Instant },
) {
  await tx.sql
    .insertInto('payments.sighting')
    .values({
      payment_id: seen.paymentId,
      channel: seen.channel,
      cents: seen.amount.cents,
      paid_at: seen.paidAt,
      seen_at: tx.now,
    })
    .onConflict((told) => told.doNothing())
    .execute()
}

/** Whose it is, without a lock: who changes a payment locks its owner first, then the payment, as all units do. */
export async function ownerOf(tx: Pick<Tx, 'sql'>, paymentId: string): Promise<string | null> {
  const row = await tx.sql
    .selectFrom('payments.payment')
    .select('subscriber_id')
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (!row) throw paymentNotFound()
  return row.subscriber_id
}

export async function lockPayment(tx: Tx, paymentId: string) {
  const row = await tx.sql
    .selectFrom('payments.payment')
    .select(['id', 'number', 'rail', 'receipt', 'into_account', 'drawer_of', 'cents'])
    .select(['state', 'subscriber_id', 'version'])
    .where('id', '=', paymentId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw paymentNotFound()
  return row
}

export async function updateOwner(
  tx: Tx,
  paymentId: string,
  to: { state: PaymentState; subscriber_id: string | null; matched_by: MatchedBy | null },
) {
  await tx.sql
    .updateTable('payments.payment')
    .set({ ...to, ...stamp(tx), version: sql<number>`version + 1` })
    .where('id', '=', paymentId)
    .execute()
}

export async function updateState(tx: Tx, paymentId: string, state: PaymentState) {
  await tx.sql
    .updateTable('payments.payment')
    .set({ state, ...stamp(tx), version: sql<number>`version + 1` })
    .where('id', '=', paymentId)
    .execute()
}

/** The id of the assignment, which names its journal. */
export async function insertAssignment(
  tx: Tx,
  assignment: { paymentId: string; subscriberId: string | null; reason: string },
): Promise<string> {
  const id = newId(tx.now)
  await tx.sql
    .insertInto('payments.assignment')
    .values({
      id,
      payment_id: assignment.paymentId,
      subscriber_id: assignment.subscriberId,
      reason: assignment.reason,
      at: tx.now,
      ...by(tx.actor),
    })
    .execute()
  return id
}

// ───────────────────────────────────────────── refunds

/** What was given back of a payment or is on its way. The payment is locked, so it stays so. */
export async function refundedCents(tx: Tx, paymentId: string): Promise<bigint> {
  const { rows } = await sql<{ cents: bigint }>`
    select coalesce(sum(cents), 0)::bigint as cents from payments.refund
    where payment_id = ${paymentId} and state <> 'failed'`.execute(tx.sql)
  return rows[0]?.cents ?? 0n
}

/** Of a payment, what was given back while nobody owned it: whoever was given the payment never had that part. */
export async function refundedFromSuspense(tx: Tx, paymentId: string): Promise<bigint> {
  const { rows } = await sql<{ cents: bigint }>`
    select coalesce(sum(cents), 0)::bigint as cents from payments.refund
    where payment_id = ${paymentId} and state <> 'failed' and subscriber_id is null`.execute(tx.sql)
  return rows[0]?.cents ?? 0n
}

/** False when there is a refund of this id already. */
export async function insertRefund(
  tx: Tx,
  refund: Pick<
    Insertable<PaymentsRefund>,
    'id' | 'payment_id' | 'subscriber_id' | 'cents' | 'currency' | 'reason'
  >,
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('payments.refund')
    .values({ ...refund, state: 'asked', asked_at: tx.now, ...stamp(tx), version: 1 })
    .onConflict((known) => known.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockRefund(tx: Tx, refundId: string) {
  const row = await tx.sql
    .selectFrom('payments.refund')
    .select(['id', 'payment_id', 'subscriber_id', 'cents', 'state', 'receipt'])
    .where('id', '=', refundId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refundNotFound()
  return row
}

export async function settleRefund(
  tx: Tx,
  refundId: string,
  outcome: { state: 'paid'; receipt: string } | { state: 'failed'; why_failed: string },
) {
  await tx.sql
    .updateTable('payments.refund')
    .set({ ...outcome, settled_at: tx.now, ...stamp(tx), version: sql<number>`version + 1` })
    .where('id', '=', refundId)
    .execute()
}

/** Of which payment it is, without a lock: who settles a refund locks its payment first, which never changes. */
export async function paymentOfRefund(tx: Pick<Tx, 'sql'>, refundId: string): Promise<string> {
  const row = await tx.sql
    .selectFrom('payments.refund')
    .select('payment_id')
    .where('id', '=', refundId)
    .executeTakeFirst()
  if (!row) throw refundNotFound()
  return row.payment_id
}
