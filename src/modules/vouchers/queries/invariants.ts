import { sql } from 'kysely'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { invariant } from '#platform/manifest.ts'

const owedIsSold = invariant(
  'vouchers.owed-is-sold',
  'What is owed for a batch by the ledger is what its sold and unused codes are worth.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Batch V-%s owes %s cents, its codes are worth %s', lpad(batch.number::text, 4, '0'), -coalesce(held.cents, 0),
      batch.sold * batch.face_cents) as sentence
    from vouchers.batch
    left join ledger.party_balance held on held.party = batch.id and held.account = ${CHART.vouchersUnredeemed}
    where -coalesce(held.cents, 0) <> batch.sold * batch.face_cents limit 100`.execute(read.sql),
)

const countsAreTrue = invariant(
  'vouchers.counts-are-true',
  'A batch counts its codes as they are, and each redeemed one gave one service.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Batch V-%s counts %s sold, %s redeemed, %s void, %s expired and is otherwise', lpad(number::text, 4, '0'), sold,
      redeemed, voided, expired) as sentence
    from (
      select batch.*, count(*) filter (where v.state = 'sold') as is_sold, count(*) filter (where v.state = 'redeemed') as is_redeemed,
        count(*) filter (where v.state = 'void') as is_void, count(*) filter (where v.state = 'expired') as is_expired,
        count(v.id) as is_made
      from vouchers.batch left join vouchers.voucher v on v.batch_id = batch.id
      where batch.redeemed + batch.voided + batch.expired < batch.wanted
      group by batch.id) as counted
    where (made, sold, redeemed, voided, expired) <> (is_made, is_sold, is_redeemed, is_void, is_expired) limit 100`.execute(
      read.sql,
    ),
)

const nothingStaysBetween = invariant(
  'vouchers.nothing-stays-between',
  'No money of a code stays between its batch and a wallet.',
  async (read) => {
    const cents = await accountTotal(read, CHART.vouchersBeingRedeemed)
    return { rows: cents === 0n ? [] : [{ sentence: `Account 2121 holds ${cents} cents` }] }
  },
)

export const invariants = [owedIsSold, countsAreTrue, nothingStaysBetween]
