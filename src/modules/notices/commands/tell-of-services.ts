import { planNames, servicesHeld } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { NoticeName } from '../contract.ts'
import { tell, type Telling } from './tell.ts'

export type AboutService = {
  readonly notice: NoticeName
  readonly key: string
  readonly serviceId: string
  readonly values?: Telling['values']
  readonly fromVersionId?: string
}

/** Tells whoever holds each of these services something about it, by the name that they gave it or that of its plan. */
export async function tellOfServices(tx: Tx, about: readonly AboutService[]): Promise<void> {
  if (about.length === 0) return
  const serviceIds = [...new Set(about.map(({ serviceId }) => serviceId))]
  const held = await servicesHeld(tx, { serviceIds })
  const services = new Map(held.map((service) => [service.serviceId, service]))
  const versions = held.map(({ planVersionId }) => planVersionId)
  const nameOf = await planNames(tx, [
    ...versions,
    ...about.flatMap(({ fromVersionId }) => fromVersionId ?? []),
  ])
  await tell(
    tx,
    about.flatMap(({ notice, key, serviceId, values, fromVersionId }): Telling[] => {
      const service = services.get(serviceId)
      if (!service || service.status === 'ended') return []
      const { name } = nameOf(service.planVersionId)
      const plan = fromVersionId === undefined ? (service.label ?? name) : name
      const from = fromVersionId === undefined ? {} : { from: nameOf(fromVersionId).name }
      const { subscriberId } = service
      return [{ notice, key, subscriberId, values: (to) => ({ plan, ...from, ...values?.(to) }) }]
    }),
  )
}
