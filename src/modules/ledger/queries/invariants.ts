import { sql } from 'kysely'
import { invariant, type Invariant } from '#platform/manifest.ts'
import { CHART } from '../contract.ts'
import { accountTotal } from './accounts.ts'

const everyJournalBalances = invariant(
  'ledger.every-journal-balances',
  'The postings of every journal sum to zero, and every journal has some.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Journal %s (%s) sums to %s cents.', journal.number, journal.key, coalesce(sum(posting.cents), 0)) as sentence
      from ledger.journal left join ledger.posting on posting.journal = journal.number
      group by journal.number
      having coalesce(sum(posting.cents), 0) <> 0 or count(posting.cents) < 2
      limit 100`.execute(read.sql),
)

const everyBalanceIsItsPostings = invariant(
  'ledger.every-balance-is-its-postings',
  'The balance of every party is the sum of its postings.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Party %s has %s cents on account %s, and postings of %s cents.',
                    coalesce(held.party, summed.party), coalesce(held.cents, 0),
                    coalesce(held.account, summed.account), coalesce(summed.cents, 0)) as sentence
      from ledger.party_balance as held
      full join (select party, account, sum(cents) as cents from ledger.posting where party is not null group by party, account) as summed
        on summed.party = held.party and summed.account = held.account
      where coalesce(held.cents, 0) <> coalesce(summed.cents, 0)
      limit 100`.execute(read.sql),
)

const everyDayIsItsPostings = invariant(
  'ledger.every-day-is-its-postings',
  'The sums by account and day are those of the postings up to the watermark.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Account %s on %s has sums of %s and %s cents, and postings of %s and %s.',
                    coalesce(held.account, summed.account), coalesce(held.day, summed.day),
                    coalesce(held.debit_cents, 0), coalesce(held.credit_cents, 0),
                    coalesce(summed.debit, 0), coalesce(summed.credit, 0)) as sentence
      from ledger.account_day as held
      full join (
        select posting.account, journal.booked_on as day, sum(greatest(posting.cents, 0)) as debit, sum(greatest(-posting.cents, 0)) as credit
        from ledger.journal join ledger.posting on posting.journal = journal.number
        where journal.number <= (select rolled_up from ledger.watermark)
        group by posting.account, journal.booked_on
      ) as summed on summed.account = held.account and summed.day = held.day
      where (coalesce(held.debit_cents, 0), coalesce(held.credit_cents, 0)) <> (coalesce(summed.debit, 0), coalesce(summed.credit, 0))
      limit 100`.execute(read.sql),
)

const everyReversalMirrors = invariant(
  'ledger.every-reversal-mirrors',
  'A reversal has the postings of what it undoes, each turned round.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Journal %s does not turn round journal %s.', undo.number, undo.reverses) as sentence
      from ledger.journal as undo
      where undo.reverses is not null and exists (
        select from ledger.posting where journal in (undo.number, undo.reverses)
        group by account, party having sum(cents) <> 0)
      limit 100`.execute(read.sql),
)

const nothingChanges: Invariant = {
  name: 'ledger.nothing-changes',
  sentence: 'No journal or posting was changed since it was booked, and every seal fits.',
  violations: async (read) => {
    const last = await read.sql
      .selectFrom('ledger.verification')
      .select('findings')
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return last?.findings ?? []
  },
}

const nothingIsRounded: Invariant = {
  name: 'ledger.nothing-is-rounded',
  sentence: 'The rounding account stays empty: every cent has a place.',
  violations: async (read) => {
    const cents = await accountTotal(read, CHART.rounding)
    return cents === 0n ? [] : [`The rounding account holds ${cents} cents.`]
  },
}

export const invariants: readonly Invariant[] = [
  everyJournalBalances,
  everyBalanceIsItsPostings,
  everyDayIsItsPostings,
  everyReversalMirrors,
  nothingChanges,
  nothingIsRounded,
]
