import type { Tx } from '#platform/tx.ts'
import type { Outcome } from '../outside/mpesa/port.ts'
import { updateQr } from '../store/qr.ts'

/** Keeps the code that M-Pesa made, or why it made none. */
export async function recordQr(tx: Tx, qrId: string, outcome: Outcome<Buffer>): Promise<void> {
  await updateQr(
    tx,
    qrId,
    outcome.kind === 'done'
      ? { state: 'ready', png: outcome.done }
      : { state: 'failed', said: outcome.said.slice(0, 300) },
  )
}
