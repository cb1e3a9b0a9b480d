import { sql } from 'kysely'
import { invariant } from '#platform/manifest.ts'

/** A message that nobody looks at any more would wait for ever; one that is over its time is failed, not waiting. */
const nothingWaitsForEver = invariant(
  'messaging.nothing-waits-for-ever',
  'No message waits for longer than it is worth anything.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Message %s (%s) should have gone until %s and still waits.', id, purpose, until_at) as sentence
      from messaging.message
      where state = 'waiting' and look_at < ${read.now.subtract({ minutes: 30 })}
        and until_at < ${read.now.subtract({ minutes: 30 })}
      limit 100`.execute(read.sql),
)

/** What messages cost is what their tries cost: the budget counts tries, people read messages. */
const costsAgree = invariant(
  'messaging.costs-agree',
  'What a message cost is the sum of what its tries cost.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Message %s says %s cents, its tries %s.', message.id, message.cents, tried.cents) as sentence
      from messaging.message
      join lateral (select coalesce(sum(cents), 0) as cents, count(*) as count from messaging.attempt
        where message_id = message.id) as tried on true
      where message.written_at > ${read.now.subtract({ hours: 48 })} and message.cents > tried.cents
      limit 100`.execute(read.sql),
)

export const invariants = [nothingWaitsForEver, costsAgree]
