import { lockSubscribers } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { todayNow } from '../queries/dunning.ts'
import { noPromise } from '../refusals.ts'
import { withdrawPromises } from '../store/dunning.ts'

/** A promise that was noted by mistake holds no more. The next look takes the step at which the subscriber stands. */
export async function withdrawPromise(
  tx: Tx,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  await lockSubscribers(tx, [subscriberId])
  const today = (await todayNow(tx)).toPlainDate()
  if (!(await withdrawPromises(tx, subscriberId, today))) throw noPromise()
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
}
