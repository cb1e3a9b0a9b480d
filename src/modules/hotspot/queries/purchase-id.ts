import { newId } from '#kernel/id.ts'
import type { Read } from '#platform/tx.ts'
import { isFormId, purchaseIdOf } from '../rules/purchase-id.ts'

/** Somebody who cancels this often by one form and sends it again is given a form of their own. */
const TURNS_MAX = 8

/** The id under which a form that was sent is a purchase: the one that it is already, unless that came to nothing. */
export async function purchaseIdFor(
  read: Read,
  { sent, wishes }: { sent: string; wishes: readonly string[] },
): Promise<string> {
  if (!isFormId(sent)) return newId(read.now)
  const ids = Array.from({ length: TURNS_MAX }, (_, turn) => purchaseIdOf(sent, wishes, turn))
  const ended = await read.sql
    .selectFrom('payments.prompt')
    .select('id')
    .where('id', 'in', ids)
    .where('state', 'in', ['failed', 'cancelled', 'timed-out'])
    .execute()
  const cameToNothing = new Set(ended.map(({ id }) => id))
  return ids.find((id) => !cameToNothing.has(id)) ?? newId(read.now)
}
