import { settingValue } from '#modules/organization/index.ts'
import {
  holdsDuring,
  liftNonpayment,
  setDunning,
  type HeldHold,
  type HeldService,
} from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { servicesDunned } from '../queries/dunned.ts'
import { openAtLastStep, policyNow, stepsToTake, todayNow } from '../queries/dunning.ts'
import { restoreSharePercent, restoreWhen } from '../queries/settings.ts'
import { isDunned } from '../rules/dunning.ts'
import { isEnough, type OverdueFacts } from '../rules/restoring.ts'
import { insertSteps } from '../store/dunning.ts'

/** What is overdue of a subscriber, as the money of this unit left it. */
export type OverdueNow = Omit<OverdueFacts, 'atLastStep'> & { readonly subscriberId: string }

/**
 * Opens what was shut for non-payment, and nothing else, of those who have paid enough by the ISP's rule. A prepaid service without
 * paid time stays as it is. Whoever owes on by a rule of shares is not shut again for the step at which the rest stands: the next one counts.
 */
export async function restorePaid(
  tx: Tx,
  overdue: readonly OverdueNow[],
  about: {
    services: readonly HeldService[]
    holdsOf: (service: HeldService) => readonly HeldHold[]
    /** Services that this unit has bought time for. */
    bought: ReadonlySet<string>
    /** Whether any of them is billed to a company, or is one that others are billed to. */
    isTogether: boolean
  },
): Promise<void> {
  const enough = await whoPaidEnough(tx, overdue)
  const services = about.isTogether
    ? await ofThemAndOthers(tx, [...enough], about.services)
    : about.services.filter(({ subscriberId }) => enough.has(subscriberId))
  const held = about.isTogether ? await heldForNonpayment(tx, services) : undefined
  for (const service of services) {
    const isHeld =
      held?.has(service.serviceId) ??
      about.holdsOf(service).some(({ reason }) => reason === 'nonpayment')
    const isPaid =
      service.pay !== 'prepaid' ||
      about.bought.has(service.serviceId) ||
      (service.paidUntil !== null && Temporal.Instant.compare(service.paidUntil, tx.now) > 0)
    if (isHeld && isPaid) await liftNonpayment(tx, { serviceId: service.serviceId })
  }
  const later = services.filter(({ pay, status }) => isDunned(pay) && status === 'active')
  if (later.length > 0)
    await setDunning(tx, { serviceIds: later.map((one) => one.serviceId), dunning: 'none' })
}

/** Of a company also what others hold that is billed to it; of those others, not what the company pays for. As this unit has left them. */
async function ofThemAndOthers(
  tx: Tx,
  debtorIds: readonly string[],
  known: readonly HeldService[],
): Promise<HeldService[]> {
  const of = new Map(known.map((one) => [one.serviceId, one]))
  const dunned = await servicesDunned(tx, debtorIds)
  return dunned.map(({ service }) => of.get(service.serviceId) ?? service)
}

async function heldForNonpayment(
  tx: Tx,
  services: readonly HeldService[],
): Promise<ReadonlySet<string>> {
  const holds = await holdsDuring(tx, {
    serviceIds: services.map(({ serviceId }) => serviceId),
    ...{ from: tx.now, to: tx.now.add({ milliseconds: 1 }) },
  })
  return new Set(
    holds.flatMap(({ serviceId, reason }) => (reason === 'nonpayment' ? serviceId : [])),
  )
}

async function whoPaidEnough(tx: Tx, overdue: readonly OverdueNow[]): Promise<Set<string>> {
  const clear = overdue.filter(({ left }) => left === 0n)
  const enough = new Set(clear.map(({ subscriberId }) => subscriberId))
  const owing = overdue.filter(({ left, before }) => left > 0n && left < before)
  if (owing.length === 0) return enough
  const rule = await settingValue(tx, restoreWhen)
  if (rule === 'all-overdue') return enough
  const percent = await settingValue(tx, restoreSharePercent)
  const ids = owing.map(({ subscriberId }) => subscriberId)
  const open = rule === 'share' ? await openAtLastStep(tx, ids) : new Map<string, bigint>()
  const partly = owing.filter((one) =>
    isEnough(rule, percent, { ...one, atLastStep: open.get(one.subscriberId) ?? 0n }),
  )
  for (const { subscriberId } of partly) enough.add(subscriberId)
  if (rule === 'share') await passSteps(tx, partly)
  return enough
}

/** The steps at which they stand with the rest count as taken. */
async function passSteps(tx: Tx, whose: readonly OverdueNow[]) {
  if (whose.length === 0) return
  const { version, policy } = await policyNow(tx)
  const today = (await todayNow(tx)).toPlainDate()
  const subscriberIds = whose.map(({ subscriberId }) => subscriberId)
  const limit = subscriberIds.length
  const steps = await stepsToTake(tx, { version, policy, today, limit, subscriberIds })
  await insertSteps(
    tx,
    steps.flatMap((one) => {
      const action = policy.steps[one.step]?.action
      return action ? [{ ...one, policy: version, action }] : []
    }),
  )
}
