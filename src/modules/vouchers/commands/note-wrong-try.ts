import type { Tx } from '#platform/tx.ts'
import { guessingNoticed } from '../events.ts'
import { isNoticed, slotOf } from '../rules/guessing.ts'
import { countWrong } from '../store.ts'

export type Trying = {
  readonly who: string
  readonly kind: 'device' | 'address'
}

/** Counts a wrong code against the device and the address that tried it; says so once when it becomes guessing. */
export async function noteWrongTry(
  tx: Tx,
  tryings: readonly Trying[],
  about: { siteId: string | null; isStolen: boolean },
): Promise<void> {
  const slot = slotOf(tx.now)
  for (const { who, kind } of tryings) {
    const tries = await countWrong(tx, { who, kind, slot, ...about })
    if (isNoticed({ kind, tries })) tx.emit(guessingNoticed, { siteId: about.siteId, kind, tries })
  }
}
