import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addCoupon as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { codeTaken } from '../refusals.ts'
import { insertCoupon } from '../store.ts'
import { checkScope } from './check-scope.ts'

/** Adds a coupon. Its code is unique for ever: people keep leaflets. */
export async function addCoupon(tx: Tx, coupon: ParsedInputOf<typeof endpoint>): Promise<string> {
  await checkScope(tx, coupon.scope, coupon.segmentId)
  const id = newId(tx.now)
  if (!(await insertCoupon(tx, id, coupon))) {
    throw codeTaken({ code: coupon.code }, [{ path: 'code', message: 'Choose another code.' }])
  }
  audit(tx, { objects: [{ table: 'catalog.coupon', id }] })
  tx.emit(pricesChanged, { what: 'coupon', id })
  return id
}
