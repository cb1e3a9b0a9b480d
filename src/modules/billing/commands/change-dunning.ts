import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeDunning as endpoint } from '../contract.ts'
import { policyNow } from '../queries/dunning.ts'
import { policyChanged } from '../refusals.ts'
import { insertPolicy } from '../store/dunning.ts'

/** A new version of the policy. What was done under the one before is not done again. */
export async function changeDunning(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<number> {
  const { version } = await policyNow(tx)
  const isLatest = input.version === version
  if (!isLatest || !(await insertPolicy(tx, version + 1, input.policy))) throw policyChanged()
  audit(tx, { objects: [] })
  return version + 1
}
