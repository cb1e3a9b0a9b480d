import type { Tx } from '#platform/tx.ts'
import { forgetBefore } from '../store.ts'

/** Drops sign-ins and codes after two days, ended sessions, attempts and unused devices after half a year. */
export async function forgetOldTraces(tx: Tx): Promise<void> {
  await forgetBefore(tx, {
    soon: tx.now.subtract({ hours: 48 }),
    later: tx.now.subtract({ hours: 183 * 24 }),
  })
}
