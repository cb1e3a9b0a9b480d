import { sql } from 'kysely'
import { z } from 'zod'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { planVersion, type PlanVersion, type PlanVersionOnWire } from '../contract.ts'
import { planVersionNotFound } from '../refusals.ts'
import { authorFrom } from './author.ts'

/** One version of a plan, whole, with what its profiles say. Refused when there is none. */
export async function planVersionNow(read: Read, planVersionId: string): Promise<PlanVersion> {
  const found = (await planVersionsNow(read, [planVersionId])).get(planVersionId)
  if (!found) throw planVersionNotFound()
  return found
}

/** Many versions in one statement; those that do not exist are missing. Published ones never change and may be kept. */
export async function planVersionsNow(
  read: Read,
  planVersionIds: readonly string[],
): Promise<Map<string, PlanVersion>> {
  if (planVersionIds.length === 0) return new Map()
  const rows = await versions(read)
    .modifyFront(sql`/* often */`)
    .where('version.id', '=', anyOf(planVersionIds))
    .execute()
  return new Map(rows.map((row) => [row.id, planVersion.parse(versionOnWire(row))]))
}

/** All versions of a plan as JSON carries them, the newest first. */
export async function versionsOfPlan(read: Read, planId: string): Promise<PlanVersionOnWire[]> {
  const rows = await versions(read)
    .where('version.plan_id', '=', planId)
    .orderBy('version.number', 'desc')
    .execute()
  return rows.map(versionOnWire)
}

function versions(read: Read) {
  return read.sql
    .selectFrom('catalog.plan_version as version')
    .innerJoin('catalog.plan as plan', 'plan.id', 'version.plan_id')
    .leftJoin('catalog.profile_version as speed', 'speed.id', 'version.speed_id')
    .leftJoin('catalog.profile_version as fair', 'fair.id', 'version.fair_use_id')
    .leftJoin('catalog.profile_version as quota', 'quota.id', 'version.quota_id')
    .leftJoin('catalog.profile_version as hours', 'hours.id', 'version.access_hours_id')
    .select(['version.id', 'version.plan_id', 'version.number', 'version.state'])
    .select(['version.sell_from', 'version.sell_until', 'version.terms', 'version.notes'])
    .select(['version.made_at', 'version.by_kind', 'version.by_id'])
    .select(['plan.code', 'plan.name', 'plan.service_type_id'])
    .select(['speed.content as speed', 'fair.content as fair_use', 'quota.content as quota'])
    .select('hours.content as access_hours')
}
type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number]

function versionOnWire(row: VersionRow): PlanVersionOnWire {
  // Stored documents are what `store.ts` encoded; whoever reads the answer parses it with the contract.
  const json = z.custom<PlanVersionOnWire>()
  return json.parse({
    id: row.id,
    planId: row.plan_id,
    planCode: row.code,
    planName: row.name,
    serviceTypeId: row.service_type_id,
    number: row.number,
    state: row.state,
    sellFrom: row.sell_from?.toString() ?? null,
    sellUntil: row.sell_until?.toString() ?? null,
    terms: row.terms,
    profiles: {
      speed: row.speed ?? null,
      fairUse: row.fair_use ?? null,
      quota: row.quota ?? null,
      accessHours: row.access_hours ?? null,
    },
    notes: row.notes,
    madeAt: row.made_at.toString(),
    madeBy: authorFrom(row),
  })
}
