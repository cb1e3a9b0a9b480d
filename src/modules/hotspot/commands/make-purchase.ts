import { formatPhone } from '#kernel/phone.ts'
import { orderService, servicesHeld } from '#modules/services/index.ts'
import { giveToBuyer } from '#modules/payments/index.ts'
import {
  consenting,
  findOrAddGuest,
  recordConsent,
  subscriberFacts,
  subscriberIdsByContact,
} from '#modules/subscribers/index.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { buyAtPrice } from '#modules/vouchers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { passMade } from '../events.ts'
import { buyerOf, openPassOf } from '../queries/buyers.ts'
import { isDoorOpen } from '../queries/doors.ts'
import { routersFor } from '../queries/routers.ts'
import { insertPass, keepBuyer, lockPurchase, markMade } from '../store.ts'
import { bindDevice } from './bind-device.ts'
import { giveBack } from './give-back.ts'

/** Of the words beside the box, in `pages/words.ts`. */
const OFFERS_VERSION = 'hotspot-1'

/**
 * What was bought and paid becomes time online, in the unit in which the payment is given to its buyer: both or none. It runs from now.
 * The device in front of the page is bound, so that it gets on without being asked anything. Again does nothing.
 */
export async function makePurchase(tx: Tx, purchaseId: string): Promise<void> {
  const purchase = await lockPurchase(tx, purchaseId)
  if (purchase.service_id !== null || purchase.undone_at !== null) return
  // Money comes late and by hand as well: where the door is closed by then, nobody can use what they bought.
  if (!(await isDoorOpen(tx, purchase.site_id))) return giveBack(tx, purchaseId, 'closed')
  const { site_id: siteId, plan_version_id: planVersionId, mac } = purchase
  const more = await stillThere(tx, purchase.for_service_id)
  const subscriberId = more?.subscriberId ?? (await buyerFor(tx, purchase))
  const owner = await giveToBuyer(tx, { promptId: purchaseId, subscriberId })
  const again =
    more?.serviceId ?? (await openPassOf(tx, { subscriberId: owner, planVersionId, siteId }))
  const serviceId =
    again ??
    (
      await orderService(tx, {
        ...{ subscriberId: owner, planVersionId, siteId, pay: 'prepaid', grace_s: 0 },
        ...{ access: 'hotspot', waitsFor: 'payment', autoRenew: false },
        nasIds: await routersFor(tx, planVersionId),
      })
    ).serviceId
  // What does not reach throws, so that the money stays where the next try finds it, and staff see what waits.
  await buyAtPrice(tx, [
    {
      ...{ subscriberId: owner, serviceId, planVersionId, reason: 'Hotspot' },
      cents: purchase.price_cents,
    },
  ])
  // What the plan counts is opened now: the router takes a limit of data at login, and in a second the browser is there.
  await decideUsage(tx, [serviceId])
  const pass = { id: serviceId, site_id: siteId, kind: 'bought', phone_blind: purchase.phone_blind }
  await insertPass(tx, { ...pass, handed_at: tx.now })
  if (mac !== null) await bindDevice(tx, { serviceId, mac, name: '', when: 'full-replace-oldest' })
  await markMade(tx, purchaseId, serviceId)
  if (purchase.wants_offers) await agreeToOffers(tx, owner)
  tx.emit(passMade, { serviceId, siteId, kind: 'bought' })
}

/** Ticked at the page, and proven by the PIN that was typed on the phone. */
async function agreeToOffers(tx: Tx, subscriberId: string): Promise<void> {
  if (
    (await consenting(tx, { subscriberIds: [subscriberId], purpose: 'marketing-sms' })).has(
      subscriberId,
    )
  )
    return
  const given = { purpose: 'marketing-sms', what: 'given', channel: 'portal' } as const
  await recordConsent(tx, { ...given, subscriberId, textVersion: OFFERS_VERSION })
}

/** More time for a pass, unless that ended while its payment was on the way. */
async function stillThere(tx: Tx, serviceId: string | null) {
  if (serviceId === null) return undefined
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  return service?.status === 'ended' ? undefined : service
}

/**
 * A record that buys at walk-in doors and nowhere else: what somebody owes for a line at home must not swallow the hour that they have just
 * paid for. Where the phone is known for something else, the record is one without it, so that it still means one person there.
 */
async function buyerFor(
  tx: Tx,
  purchase: { phone: string; phone_blind: string; language: string; site_id: string },
): Promise<string> {
  const known = await buyerOf(tx, purchase.phone_blind)
  if (known !== undefined) return known
  const { phone, site_id: siteId } = purchase
  const facts = await subscriberFacts(tx, await subscriberIdsByContact(tx, phone))
  const isElsewhere = [...facts.values()].some(
    ({ state, tags }) => state === 'active' && !tags.includes('hotspot'),
  )
  const subscriberId = await findOrAddGuest(tx, {
    phone: isElsewhere ? null : phone,
    name: `Hotspot ${formatPhone(phone)}`,
    language: purchase.language === 'sw' ? 'sw' : 'en',
    siteId,
  })
  await keepBuyer(tx, purchase.phone_blind, subscriberId)
  return subscriberId
}
