import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Read } from '#platform/tx.ts'
import type { Suggestion, Suspense } from '../contract.ts'
import { rankedOwners } from './candidates.ts'
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

/** Who may be meant by a payment that nobody owns, the surest first, and what speaks for them. */
export async function suggestionsFor(read: Read, paymentId: string): Promise<Suggestion[]> {
  const { account, payer, amount } = await paymentNow(read, paymentId)
  const found = await rankedOwners(read, {
    ...{ account, cents: BigInt(amount.cents) },
    payer,
  })
  const shown = found.filter(({ score }) => score > 0).slice(0, SUGGESTIONS_MAX)
  const owners = await ownersOf(
    read,
    shown.map(({ subscriberId }) => subscriberId),
  )
  return shown.flatMap(({ subscriberId, signs, score }) => {
    const owner = owners.get(subscriberId)
    return owner ? [{ owner, because: [...signs], score }] : []
  })
}
