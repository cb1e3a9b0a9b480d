import type { Tx } from '#platform/tx.ts'
import { lookAt, type Look } from '../queries/looks.ts'
import { claimLook } from '../store/looks.ts'

/** Takes on this router, whenever it was asked last; none where it has no API any more. */
export async function takeLook(tx: Tx, nasId: string): Promise<Look[]> {
  const looks = await lookAt(tx, nasId)
  if (looks.length > 0) await claimLook(tx, nasId)
  return looks
}
