import { newId } from '#kernel/id.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { Door } from '../queries/doors.ts'
import { doorClosed, noDevice } from '../refusals.ts'
import { SCREEN_minutes } from '../rules/times.ts'
import { CODE_COLUMN, insertCode } from '../store.ts'

const LETTERS = 6

/** A code for a screen without keys: whoever has time types it on their phone, and the screen gets on with it. */
export async function showCode(
  tx: Tx,
  input: { door: Door; mac: string | undefined },
): Promise<{ id: string; code: string }> {
  const { door, mac } = input
  if (!door.isOpen) throw doorClosed()
  if (mac === undefined) throw noDevice()
  const id = newId(tx.now)
  const code = newLetters(LETTERS)
  await insertCode(tx, {
    ...{ id, kind: 'screen', phone_blind: null, site_id: door.siteId, mac },
    code_blind: tx.vault.blind(CODE_COLUMN, code),
    ends_at: tx.now.add({ minutes: SCREEN_minutes }),
  })
  return { id, code }
}
