import { planNames, servicesHeld } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { NoticeName } from '../contract.ts'
import { tell, type Telling } from './tell.ts'

/** Tells whoever holds a service something about it, by the name that they gave it or that of its plan. */
export async function tellOfService(
  tx: Tx,
  about: {
    notice: NoticeName
    key: string
    serviceId: string
    values?: Telling['values']
    fromVersionId?: string
  },
): Promise<void> {
  const { notice, key, serviceId, values, fromVersionId } = about
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service || service.status === 'ended') return
  const versions = [service.planVersionId, ...(fromVersionId === undefined ? [] : [fromVersionId])]
  const nameOf = await planNames(tx, versions)
  const plan =
    fromVersionId === undefined
      ? (service.label ?? nameOf(service.planVersionId).name)
      : nameOf(service.planVersionId).name
  const from = fromVersionId === undefined ? {} : { from: nameOf(fromVersionId).name }
  await tell(tx, [
    {
      ...{ notice, key, subscriberId: service.subscriberId },
      values: (person) => ({ plan, ...from, ...values?.(person) }),
    },
  ])
}
