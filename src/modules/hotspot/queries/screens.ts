import type { Read } from '#platform/tx.ts'

/** A screen that shows a code: whether somebody has joined it by now. */
export async function screenNow(
  read: Read,
  id: string,
): Promise<{ kind: 'over' } | { kind: 'waits' } | { kind: 'joined'; serviceId: string }> {
  const row = await read.sql
    .selectFrom('hotspot.code')
    .select(['service_id', 'ends_at'])
    .where('id', '=', id)
    .where('kind', '=', 'screen')
    .executeTakeFirst()
  if (row?.service_id) return { kind: 'joined', serviceId: row.service_id }
  const isOver = !row || Temporal.Instant.compare(row.ends_at, read.now) <= 0
  return { kind: isOver ? 'over' : 'waits' }
}
