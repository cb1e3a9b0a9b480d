import { sql } from 'kysely'
import { CHART } from '#modules/ledger/index.ts'
import { regionNow, settingValue } from '#modules/organization/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { anyOf, uuidArray } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { priceCycles } from '../commands/price-cycles.ts'
import type { KeptVersions, PayersCycle } from '../rules/cycle-facts.ts'
import { firstCycle, PAYG_TERMS } from '../rules/cycles.ts'
import { cycleFrom, type CycleRow } from './due-cycles.ts'
import { openInvoices } from './open-invoices.ts'
import { paygFloor } from './settings.ts'

/** A service that is paid as it is used, whoever pays for it, and whether it is held because their wallet is too low. */
export type PaygService = {
  readonly serviceId: string
  readonly payerId: string
  readonly activatedAt: Temporal.Instant
  readonly holdId: string | null
}

/** The next of them by their ids, or these. */
export async function paygServices(
  read: Pick<Read, 'sql'>,
  which: { after: string; limit: number } | { serviceIds: readonly string[] },
): Promise<PaygService[]> {
  const page =
    'limit' in which
      ? sql`id > ${which.after}::uuid order by id limit ${which.limit}`
      : sql`id = ${anyOf(which.serviceIds)}`
  const { rows } = await sql<{
    id: string
    payer: string
    activated_at: Temporal.Instant
    hold_id: string | null
  }>`
    with recursive page as (
      select id, subscriber_id, activated_at from services.service where pay = 'payg' and status = 'active' and ${page}
    ), up as (
      select page.id, page.activated_at, subscriber.id as payer, billed_to, parent_id
      from page join subscribers.subscriber on subscriber.id = page.subscriber_id
      union all
      select up.id, up.activated_at, above.id, above.billed_to, above.parent_id
      from up join subscribers.subscriber as above on above.id = up.parent_id
      where up.billed_to = 'parent'
    )
    select up.id, up.payer, up.activated_at, hold.id as hold_id from up
    left join services.hold on hold.service_id = up.id and hold.reason = 'wallet' and hold.lifted_at is null
    where billed_to = 'self' order by up.id`.execute(read.sql)
  return rows.map((row) => ({
    ...{ serviceId: row.id, payerId: row.payer },
    ...{ activatedAt: row.activated_at, holdId: row.hold_id },
  }))
}

/**
 * What whoever pays for these has left above the floor of the ISP: the wallet and the credit that they were given, less what is due, less what was
 * used since the last invoice, priced as tonight's will be. By payer; below zero or nothing, they may use no more.
 */
async function leftToUse(
  read: Read,
  services: readonly PaygService[],
  kept: KeptVersions,
): Promise<Map<string, bigint>> {
  const payerIds = [...new Set(services.map(({ payerId }) => payerId))]
  if (payerIds.length === 0) return new Map()
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const floor = BigInt(await settingValue(read, paygFloor)) * 100n
  const facts = await subscriberFacts(read, payerIds)
  const wallets = await walletsOf(read, payerIds)
  const left = new Map(
    payerIds.map((id) => [
      id,
      (wallets.get(id) ?? 0n) + (facts.get(id)?.creditLimitCents ?? 0n) - floor,
    ]),
  )
  const take = (payerId: string, cents: bigint) =>
    left.set(payerId, (left.get(payerId) ?? 0n) - cents)
  for (const { subscriberId, dueOn, isDisputed, open } of await openInvoices(read, payerIds))
    if (!isDisputed && Temporal.PlainDate.compare(dueOn, today) <= 0) take(subscriberId, open)
  const cycles = await runningCycles(read, services, payerIds, timeZone)
  if (cycles.length === 0) return left
  const { priced } = await priceCycles(read, cycles, { on: today, kept })
  for (const { cycle, lines } of priced)
    take(
      cycle.payerId,
      lines.reduce((sum, { taxed }) => sum + taxed.gross, 0n),
    )
  return left
}

/** Those of them that are held with money left, or served with none. */
export async function wronglyServed(
  read: Read,
  services: readonly PaygService[],
  kept: KeptVersions,
): Promise<PaygService[]> {
  const left = await leftToUse(read, services, kept)
  return services.filter(({ payerId, holdId }) => {
    const mayUse = (left.get(payerId) ?? 0n) > 0n
    return mayUse === (holdId !== null)
  })
}

async function walletsOf(read: Pick<Read, 'sql'>, payerIds: readonly string[]) {
  const { rows } = await sql<{ party: string; cents: bigint }>`
    select party, -cents as cents from ledger.party_balance
    where account = ${CHART.wallets} and party = any(${uuidArray(payerIds)}::uuid[])`.execute(
    read.sql,
  )
  return new Map(rows.map(({ party, cents }) => [party, cents]))
}

/** What is not invoiced yet, up to now. Whoever began today has no cycle before the night. */
async function runningCycles(
  read: Read,
  services: readonly PaygService[],
  payerIds: readonly string[],
  zone: string,
): Promise<PayersCycle[]> {
  const { rows } = await sql<CycleRow>`
    select * from billing.cycle where kind = 'payg' and payer_id = any(${uuidArray(payerIds)}::uuid[])`.execute(
    read.sql,
  )
  const known = new Map(rows.map((row) => [row.payer_id, cycleFrom(row)]))
  return payerIds.flatMap((payerId): PayersCycle[] => {
    const began = services
      .filter((one) => one.payerId === payerId)
      .map(({ activatedAt }) => activatedAt)
      .reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b), read.now)
    const cycle = known.get(payerId) ?? {
      ...{ payerId, kind: 'payg' as const },
      ...firstCycle(PAYG_TERMS, began, zone),
    }
    const hasBegun = Temporal.Instant.compare(cycle.from, read.now) < 0
    return hasBegun ? [{ ...cycle, to: read.now }] : []
  })
}
