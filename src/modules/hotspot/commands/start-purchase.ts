import { kes } from '#kernel/money.ts'
import { isKenyanMobile, parsePhone } from '#kernel/phone.ts'
import { askForPurchase } from '#modules/payments/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { offersAt, type Door } from '../queries/doors.ts'
import { askedByDevice, PURPOSE } from '../queries/purchases.ts'
import { doorClosed, phoneNotMobile, planNotOffered, tooManyAsked } from '../refusals.ts'
import { insertPurchase, PHONE_COLUMN } from '../store.ts'
import { findPass } from '../queries/passes.ts'

/** A person mistypes a number, cancels, tries another phone; who asks more often asks other people's phones. */
const ASKED_MAX = 8
const WITHIN_s = 900

/**
 * Asks a phone to pay for a package of a door. Nothing is sold yet and nobody is a subscriber by asking. The id is the sender's, so that
 * a form that is sent twice asks once. `forServiceId`: more time for a pass that they have shown to be theirs.
 */
export async function startPurchase(
  tx: Tx,
  input: {
    id: string
    door: Door
    planId: string
    phone: string
    mac: string | undefined
    /** From where the page was asked: an address of a device is made up in a moment, so that alone bounds nobody. */
    address: string
    language: 'en' | 'sw'
    forServiceId?: string | undefined
    /** To be told of offers by SMS: the box that nobody ticked for them. */
    wantsOffers?: boolean
  },
): Promise<void> {
  const { id, door, planId, mac, address, language, forServiceId } = input
  if (!door.isOpen) throw doorClosed()
  const phone = parsePhone(input.phone)
  if (phone === undefined || !isKenyanMobile(phone)) throw phoneNotMobile({}, [wrong('phone')])
  const offer = (await offersAt(tx, door)).find((one) => one.planId === planId)
  if (!offer) throw planNotOffered({}, [wrong('plan')])
  if (mac !== undefined) await refuseManyAsked(tx, mac)
  const same = forServiceId === undefined ? undefined : await findPass(tx, forServiceId)
  const isMore = same?.kind === 'bought' && same.version.planId === planId
  const isNew = await insertPurchase(tx, {
    ...{ id, site_id: door.siteId, plan_version_id: offer.version.id, price_cents: offer.cents },
    ...{ phone, phone_blind: tx.vault.blind(PHONE_COLUMN, phone), mac: mac ?? null, language },
    for_service_id: isMore ? same.serviceId : null,
    wants_offers: input.wantsOffers ?? false,
  })
  if (!isNew) return
  await askForPurchase(tx, {
    ...{ id, purpose: PURPOSE, reference: id, phone, amount: kes(offer.cents) },
    ...{ siteId: door.siteId, address },
  })
  audit(tx, { objects: [{ table: 'hotspot.purchase', id }], siteId: door.siteId })
}

async function refuseManyAsked(tx: Tx, mac: string): Promise<void> {
  const asked = await askedByDevice(tx, mac, tx.now.subtract({ seconds: WITHIN_s }))
  const bounding = asked[asked.length - ASKED_MAX]
  if (bounding === undefined) return
  const until = bounding.add({ seconds: WITHIN_s })
  throw tooManyAsked({ wait_s: Math.max(1, Math.ceil(tx.now.until(until).total('seconds'))) })
}

function wrong(path: string) {
  return { path, message: '' }
}
