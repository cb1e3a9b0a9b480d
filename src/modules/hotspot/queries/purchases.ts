import { purchaseNow } from '#modules/payments/index.ts'
import type { Prompt } from '#modules/payments/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { Undone } from '../rules/undeliverable.ts'
import { purchaseNotFound } from '../refusals.ts'
import { purchasePhone } from '../store.ts'

/** Purchases of this room among all that `payments` asks phones for. */
export const PURPOSE = 'hotspot'

export type PurchaseState = {
  readonly purchaseId: string
  readonly siteId: string
  readonly planId: string
  readonly phone: string
  readonly prompt: Prompt
  /** What was made of it. */
  readonly serviceId: string | null
  /** Why nothing could be made of it, so that its money goes back. */
  readonly undone: Undone | null
}

export async function purchaseState(read: Read, purchaseId: string): Promise<PurchaseState> {
  const row = await read.sql
    .selectFrom('hotspot.purchase as purchase')
    .innerJoin('catalog.plan_version as version', 'version.id', 'purchase.plan_version_id')
    .select(['purchase.id', 'site_id', 'version.plan_id', 'phone_sealed', 'service_id'])
    .select('undone_because')
    .where('purchase.id', '=', purchaseId)
    .executeTakeFirst()
  if (!row) throw purchaseNotFound()
  return {
    ...{ purchaseId, siteId: row.site_id, planId: row.plan_id },
    phone: read.vault.open(purchasePhone(row.id), row.phone_sealed),
    prompt: await purchaseNow(read, purchaseId),
    serviceId: row.service_id,
    undone: undoneOf(row.undone_because),
  }
}

export function undoneOf(because: string | null): Undone | null {
  return because === 'closed' || because === 'refused' ? because : null
}

/** Which of these were asked for and not paid. */
export async function cameToNothing(read: Read, ids: readonly string[]): Promise<Set<string>> {
  const rows = await read.sql
    .selectFrom('payments.prompt')
    .select('id')
    .where('id', 'in', ids)
    .where('state', 'in', ['failed', 'cancelled', 'timed-out'])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** When this device last asked for payments at any door. */
export async function askedByDevice(
  read: Read,
  mac: string,
  since: Temporal.Instant,
): Promise<Temporal.Instant[]> {
  const rows = await read.sql
    .selectFrom('hotspot.purchase')
    .select('asked_at')
    .where('mac', '=', mac)
    .where('asked_at', '>', since)
    .orderBy('asked_at')
    .limit(100)
    .execute()
  return rows.map(({ asked_at }) => asked_at)
}

/** What a purchase of this room became; nothing where it is none of ours. */
export async function madeOf(
  read: Read,
  purchaseId: string,
): Promise<{ serviceId: string | null } | undefined> {
  const row = await read.sql
    .selectFrom('hotspot.purchase')
    .select('service_id')
    .where('id', '=', purchaseId)
    .executeTakeFirst()
  return row && { serviceId: row.service_id }
}
