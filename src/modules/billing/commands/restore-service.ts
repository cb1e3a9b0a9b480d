import { liftNonpayment, setDunning } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { servicesDunned } from '../queries/dunned.ts'
import { isDunned } from '../rules/dunning.ts'

/** Opens what was shut because it was not paid, and nothing that is held for another reason. */
export async function restoreService(
  tx: Tx,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  const services = (await servicesDunned(tx, [subscriberId])).map(({ service }) => service)
  const later = services.filter(({ pay }) => isDunned(pay)).map((one) => one.serviceId)
  if (later.length > 0) await setDunning(tx, { serviceIds: later, dunning: 'none' })
  for (const { serviceId } of services) await liftNonpayment(tx, { serviceId })
}
