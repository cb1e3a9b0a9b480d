import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { regionNow } from '#modules/organization/index.ts'
import { lockSubscribers, subscriberNames } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { askStandingOrder as endpoint } from '../contract.ts'
import { sendStandingOrder } from '../jobs/standing-orders.ts'
import { shortcodeFor } from '../queries/mpesa.ts'
import { siteOfPayer } from '../queries/reach.ts'
import { hasStandingOrder, isStandingOrder } from '../queries/standing-orders.ts'
import {
  amountNotPositive,
  noShortcode,
  ownerNotFound,
  promptTooMuch,
  standingOrderLives,
  standingOrderNotInTime,
} from '../refusals.ts'
import { promptAccount, SHILLINGS_MAX, wholeShillings } from '../rules/mpesa-words.ts'
import { insertStandingOrder } from '../store/standing-orders.ts'

/**
 * Asks a phone to agree to pay into a subscriber's wallet again and again (Ratiba). Each execution comes as an ordinary payment, so it renews like one;
 * a subscriber has one such order at a time, or two would pay for one month.
 */
export async function askStandingOrder(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const { id, subscriberId, phone, amount, frequency } = input
  if (await isStandingOrder(tx, id)) return
  const [locked] = await lockSubscribers(tx, [subscriberId])
  const owner = (await subscriberNames(tx, [subscriberId])).get(subscriberId)
  if (locked === undefined || !owner) throw ownerNotFound()
  if (await hasStandingOrder(tx, subscriberId)) throw standingOrderLives()
  const shillings = wholeShillings(amount.cents)
  if (shillings < 1n) throw amountNotPositive()
  if (shillings > SHILLINGS_MAX) throw promptTooMuch()
  const { timeZone } = await regionNow(tx)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const startsOn =
    input.startsOn === null ? today.add({ days: 1 }) : Temporal.PlainDate.from(input.startsOn)
  const endsOn =
    input.endsOn === null ? startsOn.add({ years: 1 }) : Temporal.PlainDate.from(input.endsOn)
  const isInTime =
    Temporal.PlainDate.compare(startsOn, today) >= 0 &&
    Temporal.PlainDate.compare(startsOn, endsOn) < 0
  if (!isInTime)
    throw standingOrderNotInTime({}, [{ path: 'startsOn', message: 'Today or later.' }])
  const siteId = (await siteOfPayer(tx, { subscriberId })) ?? null
  const shortcode = await shortcodeFor(tx, siteId)
  if (!shortcode) throw noShortcode()
  const isNew = await insertStandingOrder(tx, {
    ...{ id, shortcode_id: shortcode.id, subscriber_id: subscriberId, phone, frequency },
    ...{ account: promptAccount(owner.number), cents: shillings * 100n },
    ...{ starts_on: startsOn, ends_on: endsOn },
  })
  if (!isNew) throw standingOrderLives()
  tx.later(sendStandingOrder, { standingOrderId: id }, { key: id })
  audit(tx, { objects: [{ table: 'payments.standing_order', id }] })
}
