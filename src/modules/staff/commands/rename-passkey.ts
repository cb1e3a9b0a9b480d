import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { noSuchPasskey } from '../refusals.ts'
import { updatePasskey } from '../store.ts'
import { actingSession } from '../queries/acting.ts'

/** Renames one of one's own passkeys. */
export async function renamePasskey(
  tx: Tx,
  given: { passkeyId: string; name: string },
): Promise<void> {
  const { memberId } = actingSession(tx)
  const mine = await passkeysOf(tx, memberId)
  if (!mine.some(({ id }) => id === given.passkeyId)) throw noSuchPasskey()
  await updatePasskey(tx, given.passkeyId, { name: given.name })
}
