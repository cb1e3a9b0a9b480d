import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { Report } from '../outside/port.ts'

export async function keepEarlyReport(
  tx: Tx,
  gatewayId: string,
  { providerId, report, why }: Report,
) {
  await tx.sql
    .insertInto('messaging.early_report')
    .values({
      ...{ gateway_id: gatewayId, provider_id: providerId.slice(0, 200), report },
      ...{ why: why?.slice(0, 200) ?? null, came_at: tx.now },
    })
    .onConflict((known) => known.columns(['gateway_id', 'provider_id']).doNothing())
    .execute()
}

export async function takeEarlyReport(
  tx: Tx,
  gatewayId: string,
  providerId: string,
): Promise<Report | undefined> {
  const row = await tx.sql
    .deleteFrom('messaging.early_report')
    .where('gateway_id', '=', gatewayId)
    .where('provider_id', '=', providerId)
    .returning(['report', 'why'])
    .executeTakeFirst()
  return (
    row && { providerId, report: row.report === 'delivered' ? 'delivered' : 'failed', why: row.why }
  )
}

/** The try that a report is about, once: what was reported as delivered stays so, whatever comes after. */
export async function markReported(
  tx: Tx,
  gatewayId: string,
  { providerId, report, why }: Report,
): Promise<'unknown' | 'known' | { id: string; messageId: string }> {
  const row = await tx.sql
    .updateTable('messaging.attempt')
    .set({ report, report_at: tx.now, why: why?.slice(0, 500) ?? sql`why`, ask_at: null })
    .where('gateway_id', '=', gatewayId)
    .where('provider_id', '=', providerId)
    .where((eb) =>
      eb.or([
        eb('report', 'is', null),
        ...(report === 'delivered' ? [eb('report', '=', 'failed')] : []),
      ]),
    )
    .returning(['id', 'message_id'])
    .executeTakeFirst()
  if (row) return { id: row.id, messageId: row.message_id }
  const known = await tx.sql
    .selectFrom('messaging.attempt')
    .select('id')
    .where('gateway_id', '=', gatewayId)
    .where('provider_id', '=', providerId)
    .executeTakeFirst()
  return known ? 'known' : 'unknown'
}

export async function isLatestAttempt(
  tx: Tx,
  attemptId: string,
  messageId: string,
): Promise<boolean> {
  const last = await tx.sql
    .selectFrom('messaging.attempt')
    .select('id')
    .where('message_id', '=', messageId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.id === attemptId
}

/** Asked four times in all: after a minute, ten minutes, an hour and six. */
const ASK_AGAIN_minutes = [10, 60, 360]

export async function askAgainLater(tx: Tx, attemptId: string): Promise<void> {
  const row = await tx.sql
    .updateTable('messaging.attempt')
    .set({ asks: sql<number>`asks + 1`, ask_at: null })
    .where('id', '=', attemptId)
    .returning('asks')
    .executeTakeFirstOrThrow()
  const minutes = ASK_AGAIN_minutes[row.asks - 1]
  if (minutes === undefined) return
  await tx.sql
    .updateTable('messaging.attempt')
    .set({ ask_at: tx.now.add({ minutes }) })
    .where('id', '=', attemptId)
    .execute()
}
