import type { Tx } from '#platform/tx.ts'
import type { PriceScope } from '../contract.ts'
import { knownOf } from '../queries/scope.ts'
import { scopeUnknown } from '../refusals.ts'

/** Refuses a scope that names a plan, kind of service or segment that does not exist. */
export async function checkScope(
  tx: Tx,
  scope: PriceScope,
  segmentId: string | null,
): Promise<void> {
  const known = await knownOf(tx, scope, segmentId)
  const missing = [
    ...(known.plans ? [] : ['scope.planIds']),
    ...(known.serviceTypes ? [] : ['scope.serviceTypeIds']),
    ...(known.segment ? [] : ['when.segmentId']),
  ]
  if (missing.length === 0) return
  throw scopeUnknown(
    {},
    missing.map((path) => ({ path, message: 'This does not exist.' })),
  )
}
