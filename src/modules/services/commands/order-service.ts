import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { orderServices, type NewService, type Ordered } from './order-services.ts'

/** A subscriber orders a service. Answers its id and number. Nothing is charged here: whoever bills listens. */
export async function orderService(tx: Tx, order: NewService): Promise<Ordered> {
  const [ordered] = await orderServices(tx, [order])
  return must(ordered, 'each order has its answer')
}
