import type { Read } from '#platform/tx.ts'
import { FAIR_USE } from '../rules/counter.ts'
import { policiesOf } from './policies.ts'
import { countersOf } from './usage-now.ts'

/** Octets that a service may still move, as its policy counts them, before a fair-use stage begins that has not; null: none will. */
export async function leftToNextStage(
  read: Read,
  serviceId: string,
): Promise<{ counts: 'total' | 'down' | 'up'; octets: bigint } | null> {
  const standing = await read.sql
    .selectFrom('usage.standing')
    .select(['fair_use_id as fairUseId', 'quota_id as quotaId'])
    .where('service_id', '=', serviceId)
    .executeTakeFirst()
  if (!standing) return null
  const { fairUse } = (await policiesOf(read, [standing]))(standing)
  if (!fairUse) return null
  const counters = (await countersOf(read, [serviceId])).get(serviceId) ?? []
  const now_ms = read.now.epochMilliseconds
  const counter = counters.find(
    ({ key, to_ms }) => key === FAIR_USE && (to_ms === null || to_ms > now_ms),
  )
  const used = counter?.used ?? 0n
  const [next] = fairUse.stages
    .map(({ after }) => BigInt(after))
    .filter((after) => after > used)
    .toSorted((one, other) => (one < other ? -1 : 1))
  return next === undefined ? null : { counts: fairUse.counts, octets: next - used }
}
