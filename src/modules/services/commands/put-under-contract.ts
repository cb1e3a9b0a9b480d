import { audit } from '#platform/audit.ts'
import { findRunningContract, noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { contractNotTheirs, refuseStale, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'

/**
 * The service stands under a running contract of its subscriber, or under none: prices follow from its next period on. Taking it
 * out is not leaving early, which is the end of a service or of the contract.
 */
export async function putUnderContract(
  tx: Tx,
  input: { serviceId: string; version: number; contractId: string | null },
): Promise<void> {
  const service = await lockService(tx, input.serviceId)
  refuseStale(service, input.version)
  if (service.status === 'ended') throw serviceIsEnded()
  const { contractId } = input
  if (contractId !== null) {
    const contract = await findRunningContract(tx, contractId)
    if (contract?.subscriberId !== service.subscriber_id) throw contractNotTheirs()
  }
  await touch(tx, [service.id], { contract_id: contractId })
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: contractId === null ? 'services.contract-left' : 'services.contract-joined',
      facts: { serviceId: service.id, number: service.number, contractId },
    },
  ])
}
