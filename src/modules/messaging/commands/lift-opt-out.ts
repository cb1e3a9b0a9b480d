import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { optOutNotFound } from '../refusals.ts'
import { deleteOptOutById } from '../store/opt-outs.ts'

/** An address gets everything again, because whoever it belongs to asked for it. */
export async function liftOptOut(
  tx: Tx,
  { optOutId, reason }: { optOutId: string; reason: string },
): Promise<void> {
  if (!(await deleteOptOutById(tx, optOutId))) throw optOutNotFound()
  audit(tx, { objects: [{ table: 'messaging.opt_out', id: optOutId }], reason })
}
