import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findMoment } from '../queries/timeline.ts'
import { momentNotFound } from '../refusals.ts'
import { updateMoment } from '../store.ts'

/** Keeps a note on top of the timeline, or no longer. */
export async function pinNote(
  tx: Tx,
  input: { subscriberId: string; noteId: string; pinned: boolean },
) {
  const found = await findMoment(tx, input.noteId)
  if (found?.subscriber_id !== input.subscriberId || found.what !== 'note') throw momentNotFound()
  await updateMoment(tx, input.noteId, { is_pinned: input.pinned })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: input.subscriberId }] })
}
