import type { Tx } from '#platform/tx.ts'
import type { Outcome } from '../outside/mpesa/port.ts'
import { readPng } from '../rules/png.ts'
import { updateQr } from '../store/qr.ts'

/** Keeps the code that M-Pesa made. What is no picture is none of ours to show. */
export async function recordQr(tx: Tx, qrId: string, outcome: Outcome<string>): Promise<void> {
  const png = outcome.kind === 'done' ? readPng(outcome.done) : undefined
  if (png) return updateQr(tx, qrId, { state: 'ready', png })
  const said = 'said' in outcome ? outcome.said : 'no picture'
  await updateQr(tx, qrId, { state: 'failed', said: said.slice(0, 300) })
}
