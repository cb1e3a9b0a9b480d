import { newId } from '#kernel/id.ts'
import { someVersion } from '#modules/catalog/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { addPeriods } from './commands/add-periods.ts'
import { setAutomatic } from './commands/set-automatic.ts'
import { orderService } from './commands/order-service.ts'
import type { NewService } from './commands/order-services.ts'

/**
 * An active prepaid service that dials, of a new subscriber, unless said. `paid` is the time it is paid for from now
 * on; none unless said.
 */
export async function aService(
  tx: Tx,
  given: Partial<NewService> & { paid?: Temporal.DurationLike } = {},
): Promise<{ serviceId: string; number: string; subscriberId: string }> {
  const { paid, ...order } = given
  const subscriberId = order.subscriberId ?? (await aSubscriber(tx))
  const planVersionId = order.planVersionId ?? (await someVersion(tx))
  const ordered = await orderService(tx, {
    pay: 'prepaid',
    grace_s: 0,
    access: 'pppoe',
    waitsFor: null,
    ...order,
    subscriberId,
    planVersionId,
  })
  if (paid) {
    await addPeriods(tx, [
      {
        serviceId: ordered.serviceId,
        kind: 'base',
        from: tx.now,
        to: tx.now.add(paid),
        paid: true,
        planVersionId,
        price: { test: newId(tx.now) },
      },
    ])
  }
  return { ...ordered, subscriberId }
}

/** The owner lets Kasi move the service up and down by usage. */
export async function letFollowUsage(
  tx: Tx,
  given: { serviceId: string; ceilingCents: string; cooldownPeriods: number },
): Promise<void> {
  await setAutomatic(tx, { mayUpgrade: true, mayDowngrade: true, consentedBy: 'office', ...given })
}
