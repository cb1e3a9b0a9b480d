import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { insertMoments } from '../store.ts'

/**
 * Puts what happened onto the timelines of subscribers. `what` is `room.past-tense`; `facts` are ids and few words,
 * nothing personal.
 */
export async function noteMoments(
  tx: Tx,
  moments: readonly {
    subscriberId: string
    what: `${string}.${string}`
    facts?: Readonly<Record<string, Json>>
  }[],
): Promise<void> {
  await insertMoments(
    tx,
    moments.map((moment) => ({
      id: newId(tx.now),
      subscriber_id: moment.subscriberId,
      what: moment.what,
      facts: JSON.stringify(moment.facts ?? {}),
      note_sealed: null,
    })),
  )
}
