import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { writeContract as endpoint } from '../contract/contracts.ts'
import { contractChanged } from '../events.ts'
import { insertContract } from '../store.ts'
import { checkDocument } from './check-document.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'
import { newNumbers } from './new-numbers.ts'

/** Drafts a contract; answers its id. It counts for nothing until it is started. */
export async function writeContract(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { subscriberId, documentId, name, terms } = input
  await lockActiveSubscriber(tx, subscriberId)
  await checkDocument(tx, { subscriberId, documentId })
  const [number = ''] = await newNumbers(tx, 1)
  const id = newId(tx.now)
  await insertContract(tx, {
    id,
    subscriber_id: subscriberId,
    number: `C-${number}`,
    state: 'draft',
    name,
    from_on: Temporal.PlainDate.from(input.from),
    until_on: input.until === null ? null : Temporal.PlainDate.from(input.until),
    terms: JSON.stringify(terms),
    document_id: documentId,
    ended_on: null,
  })
  audit(tx, { objects: [{ table: 'subscribers.contract', id }] })
  tx.emit(contractChanged, { subscriberId, contractId: id, state: 'draft' })
  return id
}
