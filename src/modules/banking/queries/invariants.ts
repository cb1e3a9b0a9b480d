import { sql } from 'kysely'
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

export const invariants = [linesAreCounted]
