import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { ruleInput, type switchRule as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { refuseStale, ruleNotFound } from '../refusals.ts'
import { lockRule, setRuleState } from '../store.ts'
import { checkRule } from './check-rule.ts'

/** Switches a price rule on or off; one that comes back must find its place in the order free. */
export async function switchRule(
  tx: Tx,
  { ruleId, version, state }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const rule = await lockRule(tx, ruleId)
  if (!rule) throw ruleNotFound()
  refuseStale(rule, version)
  if (state === 'on') await checkRule(tx, { ...ruleInput.parse(rule.content), id: ruleId })
  await setRuleState(tx, ruleId, state)
  audit(tx, { objects: [{ table: 'catalog.price_rule', id: ruleId }] })
  tx.emit(pricesChanged, { what: 'rule', id: ruleId })
}
