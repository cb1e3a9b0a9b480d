import { planVersionsNow } from '#modules/catalog/index.ts'
import type { PaymentKind } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { Pay } from '../contract/serving.ts'
import { planNotFound } from '../refusals.ts'

/** A trial is a prepaid plan whose first period is given. */
const PAY_BY_PAYMENT = {
  prepaid: 'prepaid',
  postpaid: 'postpaid',
  payg: 'payg',
  trial: 'prepaid',
} as const satisfies Record<PaymentKind, Pay>

/** What a service takes from the version of a plan that it holds; refuses one that is not there or was never published. */
export async function planFacts(
  read: Read,
  planVersionId: string,
): Promise<{ pay: Pay; grace_s: number; autoRenew: boolean }> {
  const found = (await planVersionsNow(read, [planVersionId])).get(planVersionId)
  if (!found || found.state === 'draft') throw planNotFound()
  const { payment, graceHours, renewal } = found.terms
  return {
    pay: PAY_BY_PAYMENT[payment],
    grace_s: graceHours * 3600,
    autoRenew: renewal === 'automatic',
  }
}

/** Names for lists; a version that the catalog does not know is shown by its number. */
export async function planNames(read: Read, ids: readonly string[]) {
  const versions = await planVersionsNow(read, [...new Set(ids)])
  return (planVersionId: string) => {
    const version = versions.get(planVersionId)
    return {
      planVersionId,
      planId: version?.planId ?? null,
      name: version?.planName ?? planVersionId.slice(-6),
      number: version?.number ?? 0,
    }
  }
}
