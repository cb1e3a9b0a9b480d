import { sql } from 'kysely'
import { CHART } from '#modules/ledger/index.ts'
import { invariant } from '#platform/manifest.ts'

const linesAreCounted = invariant(
  'banking.lines-are-counted',
  'Each import has as many lines as it says were new.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Import %s of %s has %s lines and says %s', import.id, file_name, count(line.id), fresh) as sentence
    from banking.import left join banking.line on line.import_id = import.id
    group by import.id having count(line.id) <> fresh limit 100`.execute(read.sql),
)

const arrivalsMoveTheirMoney = invariant(
  'banking.arrivals-move-their-money',
  'A line that is a transfer of ours is as much as what was on its way, and no living payment as well.',
  (read) =>
    sql<{ sentence: string }>`
    select format('Line %s of %s is the transfer of journal %s, which moved %s, or a payment too', line.id, line.cents, arrival.journal, moved.cents) as sentence
    from banking.arrival join banking.line on line.id = arrival.line_id
    left join payments.payment on payment.id = line.payment_id
    cross join lateral (select sum(cents)::bigint as cents from ledger.posting
      where posting.journal = arrival.journal and account = ${CHART.onWayToBank}) as moved
    where undone_at is null and (moved.cents is distinct from line.cents or coalesce(payment.state, 'reversed') <> 'reversed')
    limit 100`.execute(read.sql),
)

export const invariants = [linesAreCounted, arrivalsMoveTheirMoney]
