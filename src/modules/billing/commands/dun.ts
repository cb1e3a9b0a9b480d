import { kes, moneyToWire } from '#kernel/money.ts'
import { setDunning, setHold, type HeldService } from '#modules/services/index.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { DunningPolicy } from '../contract.ts'
import { dunningStepped } from '../events.ts'
import { servicesDunned } from '../queries/dunned.ts'
import { policyNow, stepsToTake, todayNow } from '../queries/dunning.ts'
import { isAwake, isDunned } from '../rules/dunning.ts'
import { holdDunning, insertSteps } from '../store/dunning.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Takes the step at which each subscriber stands, where it was not taken yet: the next batch of them. Wallets are looked into first,
 * under the lock, so that nobody is cut whose money is there. At night nothing is done. Answers how many it looked at.
 */
export async function dun(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const { version, policy } = await policyNow(tx)
  const local = await todayNow(tx)
  if (!isAwake(policy, local)) return 0
  await holdDunning(tx)
  const asked = { version, policy, today: local.toPlainDate(), limit }
  const found = await stepsToTake(tx, asked)
  if (found.length === 0) return 0
  const subscriberIds = found.map((one) => one.subscriberId)
  await renewFromWallets(tx, { subscriberIds })
  const still = await stepsToTake(tx, { ...asked, subscriberIds })
  const steps = still.flatMap((one) => {
    const step = policy.steps[one.step]
    return step ? [{ ...one, policy: version, action: step.action, channels: step.channels }] : []
  })
  const taken = await insertSteps(tx, steps)
  const fresh = steps.filter(({ subscriberId }) => taken.has(subscriberId))
  await act(tx, fresh, policy)
  await noteMoments(
    tx,
    fresh.map(({ subscriberId, action, dueOn, open }) => ({
      ...{ subscriberId, what: 'billing.dunned' },
      facts: { action, dueOn: dueOn.toString(), cents: String(open) },
    })),
  )
  for (const { subscriberId, action, channels, dueOn, open } of fresh) {
    const told = { subscriberId, action, channels, dueOn: dueOn.toString() }
    tx.emit(dunningStepped, { ...told, open: moneyToWire(kes(open)) }, { order: subscriberId })
  }
  return found.length
}

type Step = {
  readonly subscriberId: string
  readonly action: DunningPolicy['steps'][number]['action']
}

/** Slows or shuts what is paid afterwards or as it is used, also what others hold that is billed to the debtor; a hold shuts everything that somebody holds. */
async function act(tx: Tx, steps: readonly Step[], policy: DunningPolicy) {
  const harder = steps.filter(({ action }) => action !== 'remind')
  if (harder.length === 0) return
  const services = await servicesDunned(
    tx,
    harder.map(({ subscriberId }) => subscriberId),
  )
  const of = (action: Step['action']): HeldService[] => {
    const whose = new Set(
      harder.filter((one) => one.action === action).map((one) => one.subscriberId),
    )
    return services.flatMap(({ debtorId, service }) => (whose.has(debtorId) ? service : []))
  }
  for (const dunning of ['throttled', 'walled-garden', 'cut'] as const) {
    const serviceIds = of(dunning)
      .filter(({ pay }) => isDunned(pay))
      .map(({ serviceId }) => serviceId)
    if (serviceIds.length > 0) await setDunning(tx, { serviceIds, dunning })
  }
  for (const { serviceId } of of('suspend'))
    await setHold(tx, { serviceId, reason: 'nonpayment', bills: policy.suspendedBills })
}
