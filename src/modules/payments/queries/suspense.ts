import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { parseNumber } from '#modules/subscribers/contract.ts'
import { subscriberIdsByContact } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Suggestion, Suspense } from '../contract.ts'
import { readTyped, slipsFrom } from '../rules/match-owner.ts'
import { ownersOf, paymentNow } from './payments.ts'

/** Ends of the ages that people act by: today, a weekend, a week, a month. */
const AGES_DAYS = [1, 3, 7, 30]

/** How much waits without an owner, and how long already. */
export async function suspenseNow(read: Read): Promise<Suspense> {
  const { rows } = await sql<{
    age: number
    payments: bigint
    cents: bigint
    oldest: Temporal.Instant
  }>`
    select width_bucket(extract(epoch from ${read.now}::timestamptz - received_at)::numeric / 86400,
                        ${AGES_DAYS}::numeric[]) as age,
           count(*) as payments, sum(held.cents)::bigint as cents, min(received_at) as oldest
    from payments.payment
    join lateral (select -cents as cents from ledger.party_balance where party = payment.id and account = 2400) as held on true
    where state = 'suspense' and held.cents > 0
    group by 1 order by 1`.execute(read.sql)
  const total = rows.reduce((sum, { cents }) => sum + cents, 0n)
  return {
    total: moneyToWire(kes(total)),
    ages: [...AGES_DAYS, null].map((upTo_days, place) => {
      const found = rows.find(({ age }) => age === place)
      return {
        upTo_days,
        payments: Number(found?.payments ?? 0n),
        amount: moneyToWire(kes(found?.cents ?? 0n)),
      }
    }),
    oldestAt: rows.at(-1)?.oldest.toString() ?? null,
  }
}

const SUGGESTIONS_MAX = 10

/** Who may be meant by a payment that nobody owns: a number with a slip, a phone that is shared, who was paid for before. */
export async function suggestionsFor(read: Read, paymentId: string): Promise<Suggestion[]> {
  const { account, payer } = await paymentNow(read, paymentId)
  const typed = readTyped(account)
  const phone = account === null ? undefined : parsePhone(account)
  const reasons = new Map<string, Suggestion['because']>()
  const suggest = (ids: readonly string[], because: Suggestion['because'][number]) => {
    for (const id of ids) reasons.set(id, [...(reasons.get(id) ?? []), because])
  }
  if (typed.kind === 'number') suggest(await ownersOfNumbersNear(read, typed.digits), 'slip')
  if (phone) suggest(await subscriberIdsByContact(read, phone), 'typed-phone')
  if (payer?.phone) {
    suggest(await subscriberIdsByContact(read, payer.phone), 'payer-phone')
    suggest(await paidForBefore(read, paymentId), 'paid-before')
  }
  const ranked = [...reasons].toSorted(([, a], [, b]) => b.length - a.length)
  const owners = await ownersOf(
    read,
    ranked.map(([id]) => id),
  )
  return ranked.slice(0, SUGGESTIONS_MAX).flatMap(([id, because]) => {
    const owner = owners.get(id)
    return owner ? [{ owner, because }] : []
  })
}

/** Whose numbers one slip of the finger makes of what was typed; the check digit leaves few of them. */
async function ownersOfNumbersNear(read: Read, digits: string): Promise<string[]> {
  const near = [...slipsFrom(digits)].filter((slip) => parseNumber(slip) === slip)
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into, id) as id from subscribers.subscriber where number = any(${near}::text[])
    union
    select subscriber_id from services.service where number = any(${near}::text[])
    limit ${SUGGESTIONS_MAX}`.execute(read.sql)
  return rows.map(({ id }) => id)
}

/** Whom the same phone paid for before, the latest first. */
async function paidForBefore(read: Read, paymentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select before.subscriber_id as id
    from payments.payment as this join payments.payment as before
      on before.payer_phone_blind = this.payer_phone_blind and before.state = 'owned'
    where this.id = ${paymentId}
    group by before.subscriber_id
    order by max(before.received_at) desc
    limit ${SUGGESTIONS_MAX}`.execute(read.sql)
  return rows.map(({ id }) => id)
}
