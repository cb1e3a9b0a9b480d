import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { contractChanged } from '../events.ts'
import { lockContract } from '../queries/contracts.ts'
import { contractNotActive, endsBeforeItBegan, refuseStale } from '../refusals.ts'
import { updateContract } from '../store.ts'
import { noteMoments } from './note-moments.ts'

/** The last day of a contract. What leaving early costs is `earlyTerminationFee`; billing charges it. */
export async function endContract(
  tx: Tx,
  input: { subscriberId: string; contractId: string; version: number; on: string },
) {
  const { subscriberId, contractId } = input
  const found = await lockContract(tx, input)
  refuseStale(found, input.version)
  if (found.state === 'ended') throw contractNotActive()
  const on = Temporal.PlainDate.from(input.on)
  if (Temporal.PlainDate.compare(on, found.from_on) < 0) throw endsBeforeItBegan()
  await updateContract(tx, contractId, { state: 'ended', ended_on: on })
  audit(tx, { objects: [{ table: 'subscribers.contract', id: contractId }] })
  await noteMoments(tx, [
    { subscriberId, what: 'subscribers.contract-ended', facts: { number: found.number } },
  ])
  tx.emit(contractChanged, { subscriberId, contractId, state: 'ended' })
}
