import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { agreePrice as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { priceKeysOf } from '../queries/scope.ts'
import { noSuchPrice, planNotFound } from '../refusals.ts'
import { insertAgreed, lockPlan } from '../store.ts'

/** Agrees a price with one contract, subscriber or service, from a day on. */
export async function agreePrice(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  if (!(await lockPlan(tx, input.planId))) throw planNotFound()
  const { componentKey: key } = input
  if (key !== null && !(await priceKeysOf(tx, input.planId)).has(key)) {
    throw noSuchPrice({ key }, [{ path: 'componentKey', message: 'Choose a price of this plan.' }])
  }
  const id = newId(tx.now)
  await insertAgreed(tx, { ...input, id })
  audit(tx, { objects: [{ table: 'catalog.agreed_price', id }], reason: input.reason })
  tx.emit(pricesChanged, { what: 'agreed', id })
  return id
}
