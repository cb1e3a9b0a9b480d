import { sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { resolvePrice, type PlanVersion } from '#modules/catalog/contract.ts'
import { planVersionsNow, pricePreviewOf } from '#modules/catalog/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { subscriberNames } from '#modules/subscribers/index.ts'
import { listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { CampaignRow, listCampaign, readCampaign } from '../contract.ts'
import { lastPeriods } from './last-periods.ts'
import { pricingOf } from './pricing.ts'

type Preview = Awaited<ReturnType<typeof pricePreviewOf>>

const wire = (cents: bigint) => moneyToWire(kes(cents))

/** Services of a price change, page by page; prices are worked out for the page that is looked at, so that a hundred thousand cost no more than fifty. */
export async function campaignPage(read: Read, input: ParsedInputOf<typeof listCampaign>) {
  const preview = await pricePreviewOf(read, input.priceChangeId)
  const versionIds = versionsThat(preview, input.state)
  const page = await listRows(read, input, {
    name: 'billing.list-campaign',
    query: read.sql
      .selectFrom('services.service as service')
      .select(['service.id', 'service.number', 'service.subscriber_id', 'service.paid_until']),
    id: sql.ref('service.id'),
    sorts: {
      number: { by: sql.ref('service.number'), type: 'text' },
      paidUntil: { by: sql.ref('service.paid_until'), type: 'timestamptz' },
    },
    filters: [
      sql`service.plan_version_id = any(${versionIds}::uuid[])`,
      sql`service.status in ('active', 'pending')`,
      atSites(
        read,
        sql`(select site_id from subscribers.subscriber where subscriber.id = service.subscriber_id)`,
      ),
    ],
    item: (row) => row,
  })
  return { ...page, items: await priced(read, preview, page.items) }
}

function versionsThat({ versions }: Preview, state: 'moves' | 'keeps'): string[] {
  return versions
    .filter(({ movesFrom }) => (movesFrom !== null) === (state === 'moves'))
    .map(({ planVersionId }) => planVersionId)
}

async function priced(
  read: Read,
  preview: Preview,
  rows: readonly { id: string; paid_until: Temporal.Instant | null }[],
): Promise<CampaignRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const services = await servicesHeld(read, { serviceIds: ids })
  const byId = new Map(services.map((one) => [one.serviceId, one]))
  const pricing = await pricingOf(read, services)
  const last = await lastPeriods(read, ids)
  const { toVersionId } = preview.change
  const versions = await planVersionsNow(read, [
    toVersionId,
    ...new Set(services.map(({ planVersionId }) => planVersionId)),
  ])
  const names = await subscriberNames(read, [
    ...new Set(services.map(({ subscriberId }) => subscriberId)),
  ])
  const to = versions.get(toVersionId)
  return rows.flatMap(({ id }): CampaignRow[] => {
    const service = byId.get(id)
    const held = service && versions.get(service.planVersionId)
    if (!service || !held || !to) return []
    const { subscriberId, number, paidUntil } = service
    const facts = pricing.facts(service, { cycle: last.get(id)?.count ?? 0 })
    const costs = (version: PlanVersion) =>
      resolvePrice(version, pricing.book, facts, read.now).totals.gross
    const [before, after] = [costs(held), costs(to)]
    const of = preview.versions.find(({ planVersionId }) => planVersionId === held.id)
    const known = names.get(subscriberId)
    return [
      {
        ...{ id, number, heldNumber: held.number, movesFrom: of?.movesFrom ?? null },
        subscriber: { id: subscriberId, number: known?.number ?? '', name: known?.name ?? '' },
        ...{ before: wire(before), after: wire(after), difference: wire(after - before) },
        paidUntil: paidUntil?.toString() ?? null,
      },
    ]
  })
}

/** Counts by the version that services hold now. Who holds the new one and began before it was announced has moved. */
export async function campaignNow(
  read: Read,
  { priceChangeId }: ParsedInputOf<typeof readCampaign>,
): Promise<ReplyOf<typeof readCampaign>> {
  const preview = await pricePreviewOf(read, priceChangeId)
  const { change, versions } = preview
  const counts = await countsOf(
    read,
    [change.toVersionId, ...versions.map(({ planVersionId }) => planVersionId)],
    change.announcedAt,
  )
  const held = (state: 'moves' | 'keeps') =>
    versionsThat(preview, state).reduce((sum, id) => sum + (counts.get(id)?.all ?? 0), 0)
  const listed = versions.reduce((sum, { planVersionId, movesFrom, before, after }) => {
    const count = movesFrom === null ? 0 : (counts.get(planVersionId)?.all ?? 0)
    return sum + BigInt(count) * (BigInt(after) - BigInt(before))
  }, 0n)
  const { planId, planName, toNumber, state, effectiveOn, announcedAt, reason } = change
  return {
    ...{ planId, planName, toNumber, state, effectiveOn, announcedAt, reason },
    ...{ toMove: held('moves'), keep: held('keeps') },
    moved: announcedAt === null ? 0 : (counts.get(change.toVersionId)?.before ?? 0),
    listedDifference: wire(listed),
  }
}

async function countsOf(
  read: Pick<Read, 'sql'>,
  versionIds: readonly string[],
  announcedAt: string | null,
) {
  const { rows } = await sql<{ id: string; all: number; before: number }>`
    select plan_version_id as id, count(*)::int as all,
      (count(*) filter (where activated_at <= ${announcedAt}::timestamptz))::int as before
    from services.service
    where plan_version_id = any(${[...versionIds]}::uuid[]) and status in ('active', 'pending')
    group by plan_version_id`.execute(read.sql)
  return new Map(rows.map((row) => [row.id, row]))
}
