import { sql } from 'kysely'
import { invariant, type Invariant } from '#platform/manifest.ts'

/** Billing.md I6 and I25: each receipt is in the ledger once, and gone from it only when it was reversed. */
const everyPaymentIsBooked = invariant(
  'payments.every-payment-is-booked',
  'Every payment has one receipt in the ledger, undone only where the payment is reversed.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Payment %s (%s %s) is %s, and its receipt in the ledger is %s.', payment.number, rail, receipt, state,
                    case when journal.number is null then 'missing' when undone.number is null then 'live' else 'undone' end) as sentence
      from payments.payment
      left join ledger.journal on journal.key = 'payments.receipt:' || payment.id
      left join ledger.journal as undone on undone.reverses = journal.number
      where journal.number is null or (undone.number is not null) <> (state = 'reversed')
      limit 100`.execute(read.sql),
)

/** I26: what is in suspense is what is owned by nobody, less what was given back of it. */
const suspenseIsUnowned = invariant(
  'payments.suspense-is-what-nobody-owns',
  'The suspense account holds, for each payment without an owner, what was not given back of it, and nothing else.',
  (read) =>
    sql<{ sentence: string }>`
      with wanted as (
        select payment.id, payment.cents - coalesce((select sum(cents) from payments.refund
          where payment_id = payment.id and subscriber_id is null and state <> 'failed'), 0) as cents
        from payments.payment where state = 'suspense'
      )
      select format('Payment %s should hold %s cents in suspense and holds %s.',
                    coalesce(wanted.id, held.party), coalesce(wanted.cents, 0), coalesce(-held.cents, 0)) as sentence
      from wanted full join (select party, cents from ledger.party_balance where account = 2400 and cents <> 0) as held
        on held.party = wanted.id
      where coalesce(wanted.cents, 0) <> coalesce(-held.cents, 0)
        and not exists (select from payments.payment as gone where gone.id = held.party and gone.state = 'reversed')
      limit 100`.execute(read.sql),
)

/** I13, and the two phases of a refund. */
const refundsAreCovered = invariant(
  'payments.refunds-are-covered',
  'No payment was given back more than once over, and what is on its way is what was asked.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Of payment %s, %s of %s cents were given back.', payment.number, given.cents, payment.cents) as sentence
      from payments.payment
      join (select payment_id, sum(cents) as cents from payments.refund where state <> 'failed' group by payment_id) as given
        on given.payment_id = payment.id
      where given.cents > payment.cents
      union all
      select format('Refund %s is %s, with %s cents on their way.', refund.id, refund.state, -coalesce(held.cents, 0))
      from payments.refund left join ledger.party_balance as held on held.party = refund.id and held.account = 2600
      where coalesce(-held.cents, 0) <> case when refund.state = 'asked' then refund.cents else 0 end
      limit 100`.execute(read.sql),
)

/** I7 and I25, as far as they are ours: a receipt and its reversal have the same kind, whatever became of the money since. */
const moneyIsWhereItCame = invariant(
  'payments.money-is-where-it-came',
  'What receipts brought into each account is what payments say that came there and was not taken back.',
  (read) =>
    sql<{ sentence: string }>`
      with wanted as (
        select into_account as account, sum(cents) as cents from payments.payment where state <> 'reversed' group by into_account
      ), held as (
        select posting.account, sum(posting.cents) as cents from ledger.posting
        join ledger.journal on journal.number = posting.journal
        where journal.kind = 'payments.receipt'
        group by posting.account
      )
      select format('Account %s was brought %s cents by payments, and its receipts come to %s.', wanted.account,
                    coalesce(held.cents, 0), wanted.cents) as sentence
      from wanted left join held using (account)
      where coalesce(held.cents, 0) <> wanted.cents
      limit 100`.execute(read.sql),
)

export const invariants: readonly Invariant[] = [
  everyPaymentIsBooked,
  moneyIsWhereItCame,
  suspenseIsUnowned,
  refundsAreCovered,
]
