import type { Read } from '#platform/tx.ts'
import { openSaid } from './store.ts'

/** What was written to somebody, in its order. */
export async function wordsTo(read: Read, subscriberId: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('messaging.message')
    .select(['id', 'said_sealed'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => openSaid(read, row)?.text ?? '')
}
