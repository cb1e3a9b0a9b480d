import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { portPlanNotFound } from '../refusals.ts'
import { endPlan } from '../store/pools.ts'

/** Ends a plan. What it said stays known for the time that it was true. */
export async function endPortPlan(tx: Tx, { portPlanId }: { portPlanId: string }): Promise<void> {
  if (!(await endPlan(tx, portPlanId))) throw portPlanNotFound()
  audit(tx, { objects: [{ table: 'network.port_plan', id: portPlanId }] })
}
