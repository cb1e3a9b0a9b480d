import type { z } from 'zod'
import type { Tx } from '#platform/tx.ts'
import { rulesMeet, type ruleInput } from '../contract.ts'
import { rulesOn } from '../queries/price-book.ts'
import { rulesOverlap } from '../refusals.ts'
import { alone } from '../store.ts'
import { checkScope } from './check-scope.ts'

/** Refuses a rule that stands at the same place of the order as another one that somebody could get together with it. */
export async function checkRule(
  tx: Tx,
  rule: z.output<typeof ruleInput> & { id: string },
): Promise<void> {
  // Two rules that are added at once must see each other.
  await alone(tx, 'price rules')
  await checkScope(tx, rule.scope, rule.when.segmentId)
  const other = (await rulesOn(tx)).find(
    (one) => one.id !== rule.id && one.priority === rule.priority && rulesMeet(one, rule),
  )
  if (!other) return
  throw rulesOverlap({ name: other.name.en, priority: rule.priority }, [
    { path: 'priority', message: 'Choose another priority.' },
  ])
}
