import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { periodsOverlap } from '../refusals.ts'
import { insertPeriods, isOverlap } from '../store.ts'
import { recountPaid } from './recount-paid.ts'

export type NewPeriod = {
  readonly serviceId: string
  readonly kind: 'base' | 'trial' | 'addon'
  /** Of an add-on only. */
  readonly addonId?: string
  /** Half-open. */
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly paid: boolean
  readonly planVersionId: string
  /** What is kept with it, as it is. */
  readonly price: Readonly<Record<string, Json>>
  /** The resolved price and the rules behind it, kept beside that; one object for all who pay the same. */
  readonly quote?: Json
  readonly invoiceId?: string
}

const NO_ADDON = '00000000-0000-0000-0000-000000000000'

/**
 * Writes billing periods of many services in few statements, and answers their ids in the same order. Paid ones
 * reach as far as they say at once. Refuses when one would overlap another of its kind; the whole unit is undone then.
 */
export async function addPeriods(tx: Tx, periods: readonly NewPeriod[]): Promise<string[]> {
  const rows = periods.map((period) => ({
    id: newId(tx.now),
    service_id: period.serviceId,
    kind: period.kind,
    addon_id: period.addonId ?? NO_ADDON,
    from_at: period.from,
    to_at: period.to,
    paid: period.paid,
    plan_version_id: period.planVersionId,
    price: period.price,
    quote: period.quote,
    invoice_id: period.invoiceId ?? null,
  }))
  try {
    await insertPeriods(tx, rows)
  } catch (error) {
    if (!isOverlap(error)) throw error
    throw periodsOverlap({ from: periods[0]?.from.toString() ?? '' })
  }
  await recountPaid(
    tx,
    periods.map((period) => period.serviceId),
  )
  return rows.map((row) => row.id)
}
