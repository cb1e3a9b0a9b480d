import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { PriceScope } from '../contract.ts'

/** Whether everything that a scope names exists. */
export async function knownOf(read: Read, scope: PriceScope, segmentId: string | null) {
  const plans = scope.planIds ?? []
  const types = scope.serviceTypeIds ?? []
  const { rows } = await sql<{ plans: bigint; types: bigint; segments: bigint }>`
    select (select count(*) from catalog.plan where id = any(${plans}::uuid[])) as plans,
           (select count(*) from catalog.service_type where id = any(${types}::text[])) as types,
           (select count(*) from catalog.segment where id = ${segmentId}::uuid) as segments`.execute(
    read.sql,
  )
  const [found] = rows
  return {
    plans: Number(found?.plans) === new Set(plans).size,
    serviceTypes: Number(found?.types) === new Set(types).size,
    segment: segmentId === null || Number(found?.segments) === 1,
  }
}

/** The keys of all prices that any version of a plan has. */
export async function priceKeysOf(read: Read, planId: string): Promise<ReadonlySet<string>> {
  const rows = await read.sql
    .selectFrom('catalog.plan_price as price')
    .innerJoin('catalog.plan_version as version', 'version.id', 'price.plan_version_id')
    .select('price.key')
    .distinct()
    .where('version.plan_id', '=', planId)
    .execute()
  return new Set(rows.map(({ key }) => key))
}
