import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { at } from '../queries/sealed.ts'
import { insertMoments, lockSubscriber } from '../store.ts'

/** A note for colleagues, on the timeline; answers its id. */
export async function writeNote(
  tx: Tx,
  input: { subscriberId: string; note: string; pinned: boolean },
): Promise<string> {
  await lockSubscriber(tx, input.subscriberId)
  const id = newId(tx.now)
  await insertMoments(tx, [
    {
      id,
      subscriber_id: input.subscriberId,
      what: 'note',
      facts: '{}',
      note_sealed: tx.vault.seal(at('moment', 'note_sealed', id), input.note),
      is_pinned: input.pinned,
    },
  ])
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: input.subscriberId }] })
  return id
}
