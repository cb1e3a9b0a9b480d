import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addRule as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { insertRule } from '../store.ts'
import { checkRule } from './check-rule.ts'

/** Adds a price rule; it counts for prices asked from now on. */
export async function addRule(tx: Tx, rule: ParsedInputOf<typeof endpoint>): Promise<string> {
  const id = newId(tx.now)
  await checkRule(tx, { ...rule, id })
  await insertRule(tx, id, rule)
  audit(tx, { objects: [{ table: 'catalog.price_rule', id }] })
  tx.emit(pricesChanged, { what: 'rule', id })
  return id
}
