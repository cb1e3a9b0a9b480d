import { sql } from 'kysely'
import { z } from 'zod'
import { regionNow } from '#modules/organization/index.ts'
import type { ReplyOf } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import {
  listedPrice,
  movesFrom,
  planVersion,
  type priceChange,
  type listPriceChanges,
  type PlanVersion,
  type pricePreview,
} from '../contract.ts'
import { priceChangeNotFound } from '../refusals.ts'
import { editedFrom } from './author.ts'
import { planVersionNow, planVersionsNow, versionsOfPlan } from './plan-version.ts'

function changes(read: Read) {
  return read.sql
    .selectFrom('catalog.price_change as change')
    .innerJoin('catalog.plan as plan', 'plan.id', 'change.plan_id')
    .innerJoin('catalog.plan_version as to', 'to.id', 'change.to_version_id')
    .selectAll('change')
    .modifyFront(sql`/* often */`)
    .select(['plan.code', 'plan.name', 'to.number'])
}
type Row = Awaited<ReturnType<ReturnType<typeof changes>['execute']>>[number]
type OnWire = z.input<typeof priceChange>

function onWire(row: Row): OnWire {
  return {
    ...{ id: row.id, planId: row.plan_id, planCode: row.code, planName: row.name },
    ...{ toVersionId: row.to_version_id, toNumber: row.number },
    kind: row.kind === 'grandfather' ? 'grandfather' : 'next-renewal',
    effectiveOn: row.effective_on.toString(),
    ...{ noticeDays: row.notice_days, reason: row.reason },
    announcedAt: row.announced_at?.toString() ?? null,
    state: z.custom<OnWire['state']>().parse(row.state),
    ...editedFrom(row),
  }
}

/** Planned price changes, each with what holders of each older version pay now and will pay. */
export async function priceChangesNow(
  read: Read,
  { planId }: { planId?: string | undefined },
): Promise<ReplyOf<typeof listPriceChanges>> {
  const rows = await changes(read)
    .$if(planId !== undefined, (query) => query.where('change.plan_id', '=', planId ?? ''))
    .orderBy('change.changed_at', 'desc')
    .limit(100)
    .execute()
  const previews = []
  for (const row of rows) previews.push(await preview(read, onWire(row)))
  return { changes: previews }
}

export async function pricePreviewOf(read: Read, priceChangeId: string) {
  const row = await changes(read).where('change.id', '=', priceChangeId).executeTakeFirst()
  if (!row) throw priceChangeNotFound()
  return preview(read, onWire(row))
}

async function preview(read: Read, change: OnWire): Promise<z.input<typeof pricePreview>> {
  const { timeZone } = await regionNow(read)
  const versions = (await versionsOfPlan(read, change.planId)).map((one) => planVersion.parse(one))
  const to = versions.find(({ id }) => id === change.toVersionId)
  return {
    change,
    versions: versions
      .filter(({ state, number }) => state !== 'draft' && number < change.toNumber)
      .map((held) => ({
        ...{ planVersionId: held.id, number: held.number },
        state: held.state === 'withdrawn' ? ('withdrawn' as const) : ('published' as const),
        before: String(listedPrice(held)),
        after: String(to ? listedPrice(to) : listedPrice(held)),
        movesFrom: (to && movesFrom(held, to, change, timeZone)?.toString()) ?? null,
      })),
  }
}

/**
 * The version at which somebody renews who holds `planVersionId`: the newest one that an announced change has brought
 * them to by that moment, else the one that they hold.
 */
export async function versionForRenewal(
  read: Read,
  { planVersionId, at }: { planVersionId: string; at: Temporal.Instant },
): Promise<PlanVersion> {
  const held = await planVersionNow(read, planVersionId)
  const rows = await changes(read)
    .where('change.plan_id', '=', held.planId)
    .where('change.state', '=', 'announced')
    .where('to.number', '>', held.number)
    .orderBy('to.number', 'desc')
    .execute()
  if (rows.length === 0) return held
  const { timeZone } = await regionNow(read)
  const day = at.toZonedDateTimeISO(timeZone).toPlainDate()
  const targets = await planVersionsNow(
    read,
    rows.map((row) => row.to_version_id),
  )
  for (const row of rows) {
    const to = targets.get(row.to_version_id)
    const from = to && movesFrom(held, to, onWire(row), timeZone)
    if (to && from && Temporal.PlainDate.compare(from, day) <= 0) return to
  }
  return held
}
