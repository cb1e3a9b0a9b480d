import type { Tx } from '#platform/tx.ts'
import { deliver } from '../jobs.ts'
import { putOff } from '../store.ts'

const SOON_s = 1

/** Puts a message back for a moment, because something that belongs to it is on its way. Nothing waits for it meanwhile. */
export async function lookSoon(tx: Tx, messageId: string): Promise<void> {
  const at = tx.now.add({ seconds: SOON_s })
  await putOff(tx, [messageId], at)
  tx.later(deliver, { messageId }, { at })
}
