import { sql, type RawBuilder } from 'kysely'
import { CHART } from '#modules/ledger/index.ts'

/**
 * What put money on its way: journals that touch the account between the places, each with what it moved, but for arrivals and what was
 * undone.
 */
function movementsAfter(journal: RawBuilder<unknown>) {
  return sql`
    select journal.id, journal.number, journal.booked_on, journal.booked_at, journal.memo, journal.kind, posting.cents,
      (select line_id from banking.arrival where arrival.journal = journal.number and undone_at is null) as line_id,
      exists (select from banking.late_transfer where late_transfer.journal = journal.number) as is_told_late
    from (select journal, sum(cents)::bigint as cents from ledger.posting
      where account = ${sql.lit(CHART.onWayToBank)} and journal > ${journal} group by journal) as posting
    join ledger.journal on journal.number = posting.journal
    where journal.kind <> 'banking.arrival' and journal.reverses is null and posting.cents <> 0
      and not exists (select from ledger.journal as undone where undone.reverses = journal.number)`
}

/** All that ever were, for a list. */
export const movements = movementsAfter(sql`0`)

/** Those that did not arrive: all of them are after the mark, so that the years before it cost nothing. */
export const openMovements = sql`
  select * from (${movementsAfter(sql`(select journal from banking.transfer_mark)`)}) as movement where line_id is null`

/** Whether M-Pesa was asked to send to our bank, and has not said what became of it. */
export const isAskedOfMpesa = sql`exists (
  select from payments.business_payment where state = 'asked' and booked_to = ${sql.lit(CHART.bank)})`

export type Movement = {
  id: string
  number: bigint
  booked_on: Temporal.PlainDate
  booked_at: Temporal.Instant
  memo: string | null
  kind: string
  cents: bigint
  line_id: string | null
}
