import { sql } from 'kysely'
import { CHART } from '#modules/ledger/index.ts'
import { invariant } from '#platform/manifest.ts'

const closedIsBooked = invariant(
  'tills.closed-is-booked',
  'The journal of each closing takes out of the drawer what was expected, and puts into the safe what was counted.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Drawer %s was closed with %s of %s cents and is booked otherwise', drawer.number, counted_cents, expected_cents) as sentence
    from tills.closing join tills.drawer on drawer.id = closing.drawer_id
    left join ledger.journal on journal.key = 'tills.closing:' || closing.id
    where coalesce((select -sum(cents) from ledger.posting where posting.journal = journal.number and account = ${CHART.cashDrawers}), 0)
            <> expected_cents
       or coalesce((select sum(cents) from ledger.posting where posting.journal = journal.number and account = ${CHART.cashInSafe}), 0)
            <> counted_cents
       or (undone_at is not null and journal.number is not null
           and not exists (select from ledger.journal undone where undone.reverses = journal.number))
    limit 100`.execute(read.sql),
)

const closedOnce = invariant(
  'tills.closed-is-counted',
  'A drawer is closed exactly where one closing of it stands, and its lines sum to what was expected.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Drawer %s is %s and has %s closings that stand, or lines that do not sum up', drawer.number, state, count(closing.id)) as sentence
    from tills.drawer
    left join tills.closing on closing.drawer_id = drawer.id and closing.undone_at is null
    group by drawer.id
    having (count(closing.id) = 1) <> (state = 'closed')
       or bool_or(closing.expected_cents <>
         (select coalesce(sum((line ->> 'cents')::bigint), 0) from jsonb_array_elements(closing.lines) as line))
    limit 100`.execute(read.sql),
)

export const invariants = [closedIsBooked, closedOnce]
