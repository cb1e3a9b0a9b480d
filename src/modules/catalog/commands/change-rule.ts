import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeRule as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { refuseStale, ruleNotFound } from '../refusals.ts'
import { lockRule, updateRule } from '../store.ts'
import { checkRule } from './check-rule.ts'

/** Changes a price rule. What was priced by it stays: each sale keeps its quote whole. */
export async function changeRule(
  tx: Tx,
  { ruleId, version, ...rule }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const found = await lockRule(tx, ruleId)
  if (!found) throw ruleNotFound()
  refuseStale(found, version)
  if (found.state === 'on') await checkRule(tx, { ...rule, id: ruleId })
  await updateRule(tx, ruleId, rule)
  audit(tx, { objects: [{ table: 'catalog.price_rule', id: ruleId }] })
  tx.emit(pricesChanged, { what: 'rule', id: ruleId })
}
