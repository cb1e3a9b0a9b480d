import { decimalMoney, kes } from '#kernel/money.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { notRenewable, serviceNotFound, walletTooLow } from '../refusals.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/** Buys the next period of one service because somebody asked: it need not renew by itself, nor end soon. */
export async function renewService(tx: Tx, input: { serviceId: string }): Promise<string> {
  const { serviceId } = input
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  const { subscriberId } = service
  const { renewed, short } = await renewFromWallets(tx, {
    subscriberIds: [subscriberId],
    asked: [serviceId],
  })
  const lacks = short.find((one) => one.service.serviceId === serviceId)
  if (lacks) throw walletTooLow({ missing: decimalMoney(kes(lacks.missing)) })
  if (!renewed.some((one) => one.service.serviceId === serviceId)) throw notRenewable()
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }] })
  return subscriberId
}
