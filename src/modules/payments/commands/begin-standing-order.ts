import { brandNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Door, StandingOrderAsk } from '../outside/mpesa/port.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { frequencyOf } from '../rules/standing-order.ts'
import { lockStandingOrder, payerPhone, updateStandingOrder } from '../store/standing-orders.ts'

type Begun = Omit<StandingOrderAsk, 'callbackUrl'> & { door: Door; hookSecret: string }

/** Marks that it is being sent from here on. Nothing where that was marked before: then it may be on the phone. */
export async function beginStandingOrder(tx: Tx, id: string): Promise<Begun | undefined> {
  const order = await lockStandingOrder(tx, id)
  if (order.state !== 'asking') return undefined
  await updateStandingOrder(tx, id, { state: 'open' })
  const { name } = await brandNow(tx)
  return {
    ...(await doorOfShortcode(tx, order.shortcode_id)),
    // Unique for the payer, or M-Pesa refuses it (1050).
    name: `${name.slice(0, 20)} ${order.account} ${id.replaceAll('-', '').slice(-6)}`,
    ...{ phone: payerPhone(tx, order).replace('+', ''), account: order.account },
    ...{ shillings: order.cents / 100n, startsOn: order.starts_on, endsOn: order.ends_on },
    frequency: frequencyOf(order),
  }
}
