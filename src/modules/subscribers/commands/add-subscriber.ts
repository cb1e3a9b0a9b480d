import type { Tx } from '#platform/tx.ts'
import type { NewSubscriber } from '../contract/subscribers.ts'
import { checkParent } from './check-parent.ts'
import { addSubscribers } from './add-subscribers.ts'

/** Somebody begins to buy from us. Answers the id; the account number is made here and never changes. */
export async function addSubscriber(tx: Tx, input: NewSubscriber): Promise<string> {
  if (input.parentId !== null) await checkParent(tx, { parentId: input.parentId })
  const [subscriberId = ''] = await addSubscribers(tx, [input])
  return subscriberId
}
