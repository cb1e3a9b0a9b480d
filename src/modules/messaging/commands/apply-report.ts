import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { Report } from '../outside/port.ts'
import { isLatestAttempt, keepEarlyReport, markReported } from '../store/reports.ts'
import { lockMessage, updateMessage } from '../store.ts'

/**
 * What a provider tells of a message that it took: however often, in whatever order, and before we have noted that it took it.
 * One that did not arrive goes on by the next channel.
 */
export async function applyReport(tx: Tx, gatewayId: string, report: Report): Promise<void> {
  const found = await markReported(tx, gatewayId, report)
  if (found === 'known') return
  if (found === 'unknown') return keepEarlyReport(tx, gatewayId, report)
  const row = await lockMessage(tx, found.messageId)
  if (report.report === 'delivered') {
    if (row.state !== 'delivered')
      await updateMessage(tx, row.id, {
        ...{ state: 'delivered', look_at: null, why: null },
        ...(row.sent_at === null && { sent_at: tx.now }),
        ended_at: tx.now,
      })
    return
  }
  if (row.state !== 'sent' || !(await isLatestAttempt(tx, found.id, row.id))) return
  const mayGoOn =
    row.ways.length > 0 &&
    row.said_sealed !== null &&
    Temporal.Instant.compare(tx.now, row.until_at) < 0
  if (mayGoOn) {
    await updateMessage(tx, row.id, { state: 'waiting', look_at: tx.now, ended_at: null, tries: 0 })
    wake(tx, 'messaging.send-waiting')
  } else await updateMessage(tx, row.id, { state: 'failed', why: 'undelivered', ended_at: tx.now })
}
