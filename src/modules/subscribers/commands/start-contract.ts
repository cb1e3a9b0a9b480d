import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { contractChanged } from '../events.ts'
import { lockContract } from '../queries/contracts.ts'
import { contractIsFixed, refuseStale } from '../refusals.ts'
import { updateContract } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'
import { noteMoments } from './note-moments.ts'

/** The contract is signed: services may be ordered under it, and its prices count. */
export async function startContract(
  tx: Tx,
  input: { subscriberId: string; contractId: string; version: number },
) {
  const { subscriberId, contractId } = input
  await lockActiveSubscriber(tx, subscriberId)
  const found = await lockContract(tx, input)
  refuseStale(found, input.version)
  if (found.state !== 'draft') throw contractIsFixed()
  await updateContract(tx, contractId, { state: 'active' })
  audit(tx, { objects: [{ table: 'subscribers.contract', id: contractId }] })
  await noteMoments(tx, [
    { subscriberId, what: 'subscribers.contract-started', facts: { number: found.number } },
  ])
  tx.emit(contractChanged, { subscriberId, contractId, state: 'active' })
}
