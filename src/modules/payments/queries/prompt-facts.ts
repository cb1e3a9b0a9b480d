import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { isPhone, type PayerPhone } from '../rules/payer-phone.ts'
import { knownPhone, payerOfRow } from '../store.ts'
import { promptPhone, PROMPT_PHONE } from '../store/mpesa.ts'

/** How far M-Pesa's clock and ours may be apart. */
const CLOCKS = { minutes: 1 }
/** A prompt lives for a minute; the rest is delay. */
const ANSWERED_WITHIN = { minutes: 15 }

/** More at once for one person and one amount are no people. */
const PHONES_MAX = 10

/**
 * The prompt that a payment answers, where no callback said so: the same subscriber and amount, on the phone that paid as far as that is
 * known, asked before it was paid and not long before. Where it may be two nobody guesses. One payment answers one prompt.
 */
export async function promptOfPayment(
  read: Read,
  payment: {
    paymentId: string
    subscriberId: string
    cents: bigint
    paidAt: Temporal.Instant
    payer: PayerPhone
  },
): Promise<string | undefined> {
  const { paymentId, subscriberId, cents, paidAt, payer } = payment
  const rows = await read.sql
    .selectFrom('payments.prompt')
    .select(['id', 'phone_sealed'])
    .where('subscriber_id', '=', subscriberId)
    .where('cents', '=', cents)
    .where('state', 'in', ['asking', 'open', 'confirming'])
    .where('asked_at', '>', paidAt.subtract(ANSWERED_WITHIN))
    .where('asked_at', '<', paidAt.add(CLOCKS))
    .where(
      sql<boolean>`not exists (select from payments.prompt other where other.payment_id = ${paymentId})`,
    )
    .limit(PHONES_MAX)
    .execute()
  const meant = rows.filter((row) => mayBe(payer, promptPhone(read, row)))
  return meant.length === 1 ? meant[0]?.id : undefined
}

function mayBe(payer: PayerPhone, e164: string): boolean {
  return payer.kind === 'nothing' || isPhone(payer, knownPhone(e164))
}

/** Who of these was asked on a phone and has not answered. */
export async function subscribersAsked(
  read: Read,
  subscriberIds: readonly string[],
): Promise<Set<string | null>> {
  const rows = await read.sql
    .selectFrom('payments.prompt')
    .select('subscriber_id')
    .where('subscriber_id', '=', anyOf([...new Set(subscriberIds)]))
    .where('state', 'in', ['asking', 'open', 'confirming'])
    .execute()
  return new Set(rows.map(({ subscriber_id }) => subscriber_id))
}

/** The payment that answers a prompt, booked by another channel already. */
export async function paymentOfPrompt(
  read: Read,
  prompt: {
    id: string
    subscriber_id: string | null
    phone_sealed: string
    cents: bigint
    asked_at: Temporal.Instant
  },
): Promise<string | undefined> {
  // A purchase of somebody who is not there yet is known by its account, as soon as its money is told of.
  if (prompt.subscriber_id === null) return undefined
  const rows = await read.sql
    .selectFrom('payments.payment')
    .select(['id', 'payer_sealed'])
    .where('subscriber_id', '=', prompt.subscriber_id)
    .where('rail', '=', 'mpesa')
    .where('cents', '=', prompt.cents)
    .where('received_at', '>', prompt.asked_at.subtract(CLOCKS))
    .where('paid_at', '>', prompt.asked_at.subtract(CLOCKS))
    .where('paid_at', '<', prompt.asked_at.add(ANSWERED_WITHIN))
    .where(
      sql<boolean>`not exists (select from payments.prompt other where other.payment_id = payment.id)`,
    )
    .orderBy('paid_at')
    .limit(PHONES_MAX)
    .execute()
  const asked = promptPhone(read, prompt)
  return rows.find((row) => mayBe(payerOfRow(read, row), asked))?.id
}

/** By the id that Daraja gave it. */
export async function promptByCheckout(
  read: Read,
  checkoutId: string,
): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('payments.prompt')
    .select('id')
    .where('checkout_id', '=', checkoutId)
    .executeTakeFirst()
  return row?.id
}

/**
 * Where the answer to our question never came, and with it the id: the one prompt without an id that asked this phone for this
 * amount a moment before.
 */
export async function promptByPhone(
  read: Read,
  asked: { phone: string; cents: bigint; paidAt: Temporal.Instant },
): Promise<string | undefined> {
  const rows = await read.sql
    .selectFrom('payments.prompt')
    .select('id')
    .where('phone_blind', '=', read.vault.blind(PROMPT_PHONE, asked.phone))
    .where('cents', '=', asked.cents)
    .where('checkout_id', 'is', null)
    .where('asked_at', '>', asked.paidAt.subtract(ANSWERED_WITHIN))
    .limit(2)
    .execute()
  return rows.length === 1 ? rows[0]?.id : undefined
}

/** Without a lock: who changes a prompt locks its subscriber first, as every unit does that moves money. */
export async function subscriberOfPrompt(read: Read, promptId: string): Promise<string | null> {
  const { subscriber_id } = await read.sql
    .selectFrom('payments.prompt')
    .select('subscriber_id')
    .where('id', '=', promptId)
    .executeTakeFirstOrThrow()
  return subscriber_id
}

export async function isPrompt(read: Read, promptId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('payments.prompt')
    .select('id')
    .where('id', '=', promptId)
    .executeTakeFirst()
  return row !== undefined
}

/** The last one on a phone that came to an end. */
export async function lastEndedOn(read: Read, phone: string) {
  return read.sql
    .selectFrom('payments.prompt')
    .select(['again_at', 'settled_at', 'state', 'cents'])
    .where('phone_blind', '=', read.vault.blind(PROMPT_PHONE, phone))
    .where('settled_at', 'is not', null)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** When somebody had a phone asked that did not pay: the `nth` latest of those since a moment, where there are so many. */
export async function unpaidOfAsker(
  read: Read,
  askerBlind: string,
  { since, nth }: { since: Temporal.Instant; nth: number },
): Promise<Temporal.Instant | undefined> {
  const row = await read.sql
    .selectFrom('payments.prompt')
    .select('asked_at')
    .where('asker_blind', '=', askerBlind)
    .where('asked_at', '>', since)
    .where('state', '<>', 'paid')
    .orderBy('asked_at', 'desc')
    .offset(nth - 1)
    .limit(1)
    .executeTakeFirst()
  return row?.asked_at
}
