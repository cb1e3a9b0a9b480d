import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import { DatabaseFault, classifyDatabaseError, isWorthRetrying } from '#platform/database-fault.ts'
import type { Reaction } from '#platform/events.ts'
import { wake } from '#platform/jobs.ts'
import type { Announced, Done, Listeners, Outbox } from '#platform/outbox.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * Runs the reactions that belong into the announcing unit, in the order of the announcements, those
 * that reactions announce themselves included: it ends because only later rooms listen. Gives what took
 * effect; the rest is the queue's, or of the reconciler that makes it good.
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
  const isDone = (reaction: Reaction, { id }: Announced) =>
    done.some(({ eventId, reaction: name }) => eventId === id && name === reaction.name)
  /** In a savepoint of its own; false when only that was undone. */
  const behindSavepoint = async (reaction: Reaction, work: () => Promise<void>) => {
    const putBack = outbox.remember()
    await sql`savepoint reaction`.execute(tx.sql)
    try {
      await work()
      await sql`release savepoint reaction`.execute(tx.sql)
      return true
    } catch (error) {
      if (isTheUnits(error, how.isLastTry)) throw error
      putBack()
      await sql`rollback to savepoint reaction`.execute(tx.sql)
      how.onPutOff?.(reaction.name, error)
      return false
    }
  }
  // What follows from an announcement follows wherever it must, not only where its announcer works.
  const everywhere = { ...tx, sites: 'all' as const }
  // Not for-of over a copy: the list grows while reactions announce.
  for (let n = 0; n < outbox.announced.length; n++) {
    const event = must(outbox.announced[n], 'the list only grows')
    for (const reaction of atOnce.get(event.name) ?? []) {
      const { together, concerns = () => true } = reaction
      if (isDone(reaction, event) || !concerns(event.payload)) continue
      const same = outbox.announced
        .slice(n)
        .filter(({ name, payload }) => name === event.name && concerns(payload))
      const parse = ({ payload }: Announced) => reaction.event.payload.parse(payload)
      if (together && same.length > 1) {
        const happened = same.map((one) => ({
          ...{ payload: parse(one), eventId: one.id, at: tx.now },
        }))
        const did = await behindSavepoint(reaction, () => together(everywhere, happened))
        if (did) {
          done.push(...same.map(({ id }) => ({ eventId: id, reaction: reaction.name })))
          continue
        }
      }
      const about = { eventId: event.id, at: tx.now }
      const did = await behindSavepoint(reaction, () =>
        reaction.react(everywhere, parse(event), about),
      )
      if (did) done.push({ eventId: event.id, reaction: reaction.name })
      else if (reaction.madeGoodBy) wake(tx, reaction.madeGoodBy)
    }
  }
  return done
}

function isTheUnits(error: unknown, isLastTry: boolean): boolean {
  if (isWorthRetrying(error)) return !isLastTry
  const fault = classifyDatabaseError(error)
  return fault instanceof DatabaseFault && fault.kind === 'gone'
}
