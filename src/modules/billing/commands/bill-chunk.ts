import { regionNow } from '#modules/organization/index.ts'
import { lockBalances, CHART } from '#modules/ledger/index.ts'
import { changePlan, planFacts } from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { takeDueCycles } from '../queries/due-cycles.ts'
import { nextCycle, type CouponUse } from '../rules/charge-cycle.ts'
import type { CycleFacts, KeptVersions } from '../rules/cycle-facts.ts'
import { countBehind } from '../rules/behind.ts'
import { parkedRows } from '../rules/parking.ts'
import { totalsOfRun } from '../rules/run-totals.ts'
import { addRunTotals, addToRun, insertParked, moveCycles, putRated } from '../store/runs.ts'
import { countCoupons } from './count-coupons.ts'
import { issueInvoices } from './issue-invoices.ts'
import { priceCycles, type PricedCycle } from './price-cycles.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/** What a job knows of the run that it works on. */
export type RunFacts = {
  readonly runId: string
  readonly cutoff: Temporal.Instant
  readonly kept: KeptVersions
}

/**
 * The next payers of a bill run in one unit: their cycles are priced, invoiced, paid from wallets that hold something, and moved on. All
 * or nothing of it is true, so that whoever is killed between two statements has done nothing, and the next unit takes the same
 * payers. Answers how many it looked at.
 */
export async function billChunk(
  tx: Tx,
  run: RunFacts & { readonly limit: number },
): Promise<number> {
  const { runId } = run
  const cycles = await takeDueCycles(tx, run)
  if (cycles.length === 0) return 0
  const payerIds = await lockSubscribers(
    tx,
    cycles.map(({ payerId }) => payerId),
  )
  const { timeZone } = await regionNow(tx)
  const on = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const { priced, facts } = await priceCycles(tx, cycles, { on, kept: run.kept })
  const done = priced.filter(({ parked }) => !parked)
  const charged = done.filter(({ lines }) => grossOf(lines) > 0n)

  await putRated(
    tx,
    done.flatMap(({ rated }) => rated),
  )
  await countUses(
    tx,
    done.flatMap(({ coupons }) => coupons),
  )
  await moveOn(tx, done, facts)
  await followPrices(tx, done, facts)
  await insertParked(tx, runId, parkedRows(priced))
  // Late, because from the taking of their numbers on all others who issue invoices wait for this unit to end.
  await issueInvoices(
    tx,
    charged.map(({ cycle, paymentDays, lines }) => ({
      ...{ subscriberId: cycle.payerId, dueInDays: paymentDays, lines },
      key: `billing.cycle:${cycle.payerId}:${cycle.kind}:${cycle.from.toString()}`,
    })),
    { runId },
  )
  await addRunTotals(tx, runId, totalsOfRun(charged))
  await addToRun(tx, runId, {
    invoiced: charged.length,
    nothing: done.length - charged.length,
    behind: countBehind(done, run.cutoff, facts),
  })
  await payFromWallets(tx, payerIds)
  tx.emit(runMoved, { runId })
  return cycles.length
}

/** A coupon of which a cycle used several periods is counted as often. */
async function countUses(tx: Tx, uses: readonly CouponUse[]) {
  for (let left = uses; left.length > 0;) {
    const once = new Map(left.map((use) => [`${use.serviceId} ${use.couponId}`, use]))
    await countCoupons(tx, [...once.values()])
    left = left.filter((use) => !new Set(once.values()).has(use))
  }
}

const grossOf = (lines: PricedCycle['lines']) =>
  lines.reduce((sum, { taxed }) => sum + taxed.gross, 0n)

async function moveOn(tx: Tx, done: readonly PricedCycle[], facts: CycleFacts) {
  const next = done.filter(({ goesOn }) => goesOn)
  await moveCycles(
    tx,
    next.map(({ cycle }) => ({ ...cycle, ...nextCycle(cycle, facts) })),
    done.filter(({ goesOn }) => !goesOn).map(({ cycle }) => cycle),
  )
}

/** A price change that was announced has come: the service holds the new version from now on. */
async function followPrices(tx: Tx, done: readonly PricedCycle[], facts: CycleFacts) {
  for (const { cycle } of done) {
    for (const { service, held } of facts.services.get(`${cycle.payerId} ${cycle.kind}`) ?? []) {
      const last = held.at(-1)
      const moves =
        last !== undefined &&
        last.planVersionId === service.planVersionId &&
        last.version.id !== service.planVersionId &&
        service.status === 'active'
      if (!moves) continue
      const planVersionId = last.version.id
      const { pay, grace_s } = await planFacts(tx, planVersionId)
      await changePlan(tx, { serviceId: service.serviceId, planVersionId, pay, grace_s })
    }
  }
}

/** Money that waits in a wallet pays what is overdue, renews, and then pays what was just invoiced. */
async function payFromWallets(tx: Tx, payerIds: readonly string[]) {
  const wallets = await lockBalances(tx, payerIds, CHART.wallets)
  const subscriberIds = [...wallets].filter(([, { cents }]) => cents > 0n).map(([id]) => id)
  if (subscriberIds.length > 0) await renewFromWallets(tx, { subscriberIds })
}
