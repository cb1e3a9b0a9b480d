import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { noteOutage as endpoint } from '../contract.ts'
import { outageAhead, serviceNotFound } from '../refusals.ts'
import { insertOutage } from '../store/outages.ts'

/** Notes when a service was down, once for an id. Nothing is given back before somebody decides it. */
export async function noteOutage(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const { serviceId, id, reason } = input
  if ((await servicesHeld(tx, { serviceIds: [serviceId] })).length === 0) throw serviceNotFound()
  const [from, to] = [Temporal.Instant.from(input.from), Temporal.Instant.from(input.to)]
  if (Temporal.Instant.compare(to, tx.now) > 0)
    throw outageAhead({}, [{ path: 'to', message: 'Not after now.' }])
  await insertOutage(tx, { id, serviceId, from, to, reason })
  audit(tx, { objects: [{ table: 'billing.outage', id }], reason })
  return id
}
