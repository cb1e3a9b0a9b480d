import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { addGateway as endpoint } from '../contract.ts'
import { gatewayNameTaken } from '../refusals.ts'
import { insertGateway } from '../store/gateways.ts'

export async function addGateway(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, kind, name, api, sender, rank, partCost, keys } = input
  const hookSecret = newToken()
  const isNew = await insertGateway(
    tx,
    {
      ...{ id, kind, name, api, sender, rank, is_on: true, part_cents: BigInt(partCost.cents) },
      channel: kind === 'whatsapp' ? 'whatsapp' : 'sms',
      hook_hash: hashToken(hookSecret),
    },
    { keys, hookSecret },
  )
  if (!isNew) throw gatewayNameTaken()
  audit(tx, { objects: [{ table: 'messaging.gateway', id }] })
}
