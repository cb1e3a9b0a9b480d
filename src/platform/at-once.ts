import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import { DatabaseFault, classifyDatabaseError, isWorthRetrying } from '#platform/database-fault.ts'
import type { Done, Listeners, Outbox } from '#platform/outbox.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * Runs the reactions that belong into the announcing unit, in the order of the announcements, those
 * that reactions announce themselves included: it ends because only later rooms listen. Gives what took
 * effect; the rest is the queue's.
 *
 * Each runs behind a savepoint, so a bug in a later room costs the earlier one nothing. A deadlock is
 * the unit's own: it is thrown, and the unit tried again, until the last try.
 */
export async function reactAtOnce(
  tx: Tx,
  outbox: Outbox,
  atOnce: Listeners['atOnce'],
  how: { isLastTry: boolean; onPutOff: ((reaction: string, cause: unknown) => void) | undefined },
): Promise<Done[]> {
  const done: Done[] = []
  // Not for-of over a copy: the list grows while reactions announce.
  for (let n = 0; n < outbox.announced.length; n++) {
    const event = must(outbox.announced[n], 'the list only grows')
    for (const reaction of atOnce.get(event.name) ?? []) {
      const putBack = outbox.remember()
      await sql`savepoint reaction`.execute(tx.sql)
      try {
        const payload = reaction.event.payload.parse(event.payload)
        // What follows from an announcement follows wherever it must, not only where its announcer works.
        await reaction.react({ ...tx, sites: 'all' }, payload, { eventId: event.id, at: tx.now })
        await sql`release savepoint reaction`.execute(tx.sql)
        done.push({ eventId: event.id, reaction: reaction.name })
      } catch (error) {
        if (isTheUnits(error, how.isLastTry)) throw error
        putBack()
        await sql`rollback to savepoint reaction`.execute(tx.sql)
        how.onPutOff?.(reaction.name, error)
      }
    }
  }
  return done
}

function isTheUnits(error: unknown, isLastTry: boolean): boolean {
  if (isWorthRetrying(error)) return !isLastTry
  const fault = classifyDatabaseError(error)
  return fault instanceof DatabaseFault && fault.kind === 'gone'
}
