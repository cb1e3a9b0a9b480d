import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeContract as endpoint } from '../contract/contracts.ts'
import { contractChanged } from '../events.ts'
import { lockContract } from '../queries/contracts.ts'
import { contractIsFixed, refuseStale } from '../refusals.ts'
import { updateContract } from '../store.ts'
import { checkDocument } from './check-document.ts'

/** Changes a draft. What was signed is not changed any more. */
export async function changeContract(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { subscriberId, contractId, version, documentId, name, terms } = input
  const found = await lockContract(tx, { subscriberId, contractId })
  refuseStale(found, version)
  if (found.state !== 'draft') throw contractIsFixed()
  await checkDocument(tx, { subscriberId, documentId })
  await updateContract(tx, contractId, {
    name,
    from_on: Temporal.PlainDate.from(input.from),
    until_on: input.until === null ? null : Temporal.PlainDate.from(input.until),
    terms: JSON.stringify(terms),
    document_id: documentId,
  })
  audit(tx, { objects: [{ table: 'subscribers.contract', id: contractId }] })
  tx.emit(contractChanged, { subscriberId, contractId, state: 'draft' })
}
