import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import type { readContractLeaving, readServiceLeaving } from '../contract.ts'
import { serviceNotFound } from '../refusals.ts'
import { givenBackOnEnd, leavingCost, type LeavingCost } from './leaving.ts'

/** What ending a service now gives back and costs: the same that its end does. */
export async function serviceLeavingNow(
  read: Read,
  { serviceId, because }: ParsedInputOf<typeof readServiceLeaving>,
): Promise<ReplyOf<typeof readServiceLeaving>> {
  const [service] = await servicesHeld(read, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  const { timeZone: zone } = await regionNow(read)
  const on = read.now.toZonedDateTimeISO(zone).toPlainDate().toString()
  const { contractId } = service
  const cost =
    contractId === null
      ? undefined
      : await leavingCost(read, { contractId, serviceId, on, because })
  const back = await givenBackOnEnd(read, { serviceId, because, zone })
  return { givenBack: moneyToWire(kes(back)), leaving: shown(cost) }
}

export async function contractLeavingNow(
  read: Read,
  { subscriberId, contractId, on }: ParsedInputOf<typeof readContractLeaving>,
): Promise<ReplyOf<typeof readContractLeaving>> {
  const cost = await leavingCost(read, { contractId, on, because: 'asked' })
  return { leaving: shown(cost?.contract.subscriberId === subscriberId ? cost : undefined) }
}

function shown(cost: LeavingCost | undefined) {
  if (!cost) return null
  const { contract, monthly, monthsLeft, fee } = cost
  const { id, number, name, until } = contract
  return {
    ...{ contract: { id, number, name, until }, monthsLeft },
    ...{ monthly: moneyToWire(kes(monthly)), fee: moneyToWire(kes(fee)) },
  }
}
