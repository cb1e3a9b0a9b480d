import type { Tx } from '#platform/tx.ts'
import { readMandateTold } from '../outside/mpesa/ratiba.ts'
import { isStandingOrder } from '../queries/standing-orders.ts'
import { tellingBody, type lockTelling, type TellingEnd } from '../store/mpesa.ts'
import { settleStandingOrder } from './settle-standing-order.ts'

type Telling = NonNullable<Awaited<ReturnType<typeof lockTelling>>>

/** What the payer said to a standing order. It is not signed, so from an address that is not Safaricom's nothing is believed. */
export async function readMandate(
  tx: Tx,
  telling: Telling,
  _: unknown,
  isKnown: boolean,
): Promise<TellingEnd> {
  const told = readMandateTold(tellingBody(tx, telling))
  if (!told) return { state: 'odd', why: 'unreadable' }
  if (!isKnown) return { state: 'odd', why: 'unknown-source' }
  const { conversation_id: id } = telling
  if (id === null || !(await isStandingOrder(tx, id)))
    return { state: 'odd', why: 'unknown-question' }
  await settleStandingOrder(
    tx,
    id,
    told.code === '0' || told.code === '200'
      ? { kind: 'agreed', mandate: told.mandate }
      : { kind: 'failed', why: told.code },
  )
  return { state: 'done' }
}
