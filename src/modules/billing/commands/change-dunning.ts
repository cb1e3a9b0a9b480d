import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { priceBook } from '#modules/catalog/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeDunning as endpoint, DunningPolicy } from '../contract.ts'
import { policyNow } from '../queries/dunning.ts'
import { policyChanged, taxClassMissing } from '../refusals.ts'
import { insertPolicy } from '../store/dunning.ts'

/** A new version of the policy. What was done under the one before is not done again. */
export async function changeDunning(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<number> {
  await refuseUntaxed(tx, input.policy)
  const { version } = await policyNow(tx)
  const isLatest = input.version === version
  if (!isLatest || !(await insertPolicy(tx, version + 1, input.policy))) throw policyChanged()
  audit(tx, { objects: [] })
  return version + 1
}

/** A fee of a tax class that is not there would stop everybody's dunning, not only its own. */
async function refuseUntaxed(tx: Tx, { lateFee }: DunningPolicy) {
  if (!lateFee) return
  const { taxes } = await priceBook(tx)
  const { taxClassId: taxClass } = lateFee
  if (!taxes.classes.some(({ id }) => id === taxClass))
    throw taxClassMissing({ taxClass }, [
      { path: 'policy.lateFee.taxClassId', message: 'Choose a tax class.' },
    ])
}
