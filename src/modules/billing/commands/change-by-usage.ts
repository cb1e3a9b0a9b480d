import type { PlanVersion } from '#modules/catalog/contract.ts'
import { planVersionsNow, versionsOnSale } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import {
  askChange,
  automaticDue,
  markAutomatic,
  type AutomaticDue,
} from '#modules/services/index.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { planMovedByUsage } from '../events.ts'
import { automaticAfterwards } from '../queries/automatic-afterwards.ts'
import { usedIn } from '../queries/used-in.ts'
import { planByUsage, rungOf, type ByUsage } from '../rules/automatic.ts'

/** A service to look at. `changesAt`: when another plan would begin; where it is not said, with the end of the paid period that runs. */
type Due = AutomaticDue & { readonly changesAt?: Temporal.Instant }

/**
 * Looks at what was used in the complete periods of services whose owners let their plan follow, and asks for the plan that fits: with the end of
 * the period that runs, so that they are told before, and can take it back until then. Answers how many were looked at.
 */
export async function changeByUsage(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const before: Due[] = await automaticDue(tx, { limit })
  const due = [...before, ...(await automaticAfterwards(tx, { limit: limit - before.length }))]
  if (due.length === 0) return 0
  const { timeZone } = await regionNow(tx)
  const spans = due.flatMap(({ serviceId, periods }) =>
    periods.map((one) => ({ serviceId, ...one })),
  )
  const used = await usedIn(tx, spans, timeZone)
  const held = await planVersionsNow(tx, [...new Set(due.map((one) => one.planVersionId))])
  const onSale = await versionsOnSale(tx)
  const looked: Parameters<typeof markAutomatic>[1][number][] = []
  let place = 0
  for (const one of due) {
    const periods = used.slice(place, (place += one.periods.length))
    const version = held.get(one.planVersionId)
    const ladder = onSale.filter(
      (other) => version && isAlike(version, other.version) && isSoldAt(other.siteIds, one.siteId),
    )
    const found: ByUsage = version
      ? planByUsage({
          ...one,
          ...{ held: rungOf(version), periods },
          ladder: ladder.map((other) => rungOf(other.version)),
        })
      : { kind: 'stay' }
    if (found.kind !== 'stay') await move(tx, one, found, onSale)
    const { serviceId, lookedUntil } = one
    const outcome = found.kind === 'stay' ? 'stayed' : 'changed'
    looked.push({ serviceId, lookedUntil, outcome })
  }
  await markAutomatic(tx, looked)
  return due.length
}

async function move(
  tx: Tx,
  one: Due,
  { kind, to, peak }: Exclude<ByUsage, { kind: 'stay' }>,
  onSale: Awaited<ReturnType<typeof versionsOnSale>>,
) {
  const { serviceId, subscriberId, number } = one
  const { planVersionId } = to
  await askChange(tx, {
    serviceId,
    ...(one.changesAt ? { effective: 'date', at: one.changesAt } : { effective: 'period-end' }),
    details: { what: 'plan', planVersionId },
  })
  const plan = onSale.find(({ version }) => version.id === planVersionId)?.version.planName ?? ''
  await noteMoments(tx, [
    {
      subscriberId,
      what: kind === 'up' ? 'billing.moved-up' : 'billing.moved-down',
      facts: { serviceId, number, plan, gigabytes: gigabytes(peak) },
    },
  ])
  tx.emit(planMovedByUsage, { serviceId, subscriberId, planVersionId, direction: kind })
}

const gigabytes = (bytes: bigint) => String((bytes + 500_000_000n) / 1_000_000_000n)

/** Sold by the same length and paid in the same way, for the same kind of line: what somebody may be moved to without being asked again. */
function isAlike(held: PlanVersion, other: PlanVersion): boolean {
  const validity = (of: PlanVersion) => JSON.stringify(of.terms.validity)
  return (
    other.serviceTypeId === held.serviceTypeId &&
    other.terms.payment === held.terms.payment &&
    validity(other) === validity(held) &&
    (other.planId !== held.planId || other.id === held.id)
  )
}

function isSoldAt(siteIds: readonly string[] | null, siteId: string | null): boolean {
  return siteIds === null || (siteId !== null && siteIds.includes(siteId))
}
