import type { Period } from '#kernel/period.ts'
import type { Tx } from '#platform/tx.ts'
import { by } from './rows.ts'

export async function insertOutage(
  tx: Tx,
  outage: { id: string; serviceId: string; reason: string } & Period,
): Promise<void> {
  await tx.sql
    .insertInto('billing.outage')
    .values({
      ...{ id: outage.id, service_id: outage.serviceId, from_at: outage.from, to_at: outage.to },
      ...{ reason: outage.reason, made_at: tx.now, ...by(tx.actor) },
    })
    .onConflict((known) => known.column('id').doNothing())
    .execute()
}

/** False where there is none, or it was taken out. */
export async function markOutageRemoved(
  tx: Tx,
  { serviceId, outageId }: { serviceId: string; outageId: string },
): Promise<boolean> {
  const done = await tx.sql
    .updateTable('billing.outage')
    .set({ removed_at: tx.now })
    .where('id', '=', outageId)
    .where('service_id', '=', serviceId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
