import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeGateway as endpoint } from '../contract.ts'
import { gatewayChanged } from '../refusals.ts'
import { lockGateway, updateGateway } from '../store/gateways.ts'

/** Keys that are not given stay as they are. A gateway that rested is asked again at once. */
export async function changeGateway(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { gatewayId, version, name, api, sender, rank, partCost, isOn, keys } = input
  const row = await lockGateway(tx, gatewayId)
  if (row.version !== version) throw gatewayChanged()
  await updateGateway(tx, gatewayId, {
    ...{ name, api, sender, rank, is_on: isOn, part_cents: BigInt(partCost.cents) },
    ...(keys && { keys }),
  })
  wake(tx, 'messaging.send-waiting')
  audit(tx, { objects: [{ table: 'messaging.gateway', id: gatewayId }] })
}
