import { newId } from '#kernel/id.ts'
import { addPeriods, orderService, servicesHeld } from '#modules/services/index.ts'
import { findOrAddGuest } from '#modules/subscribers/index.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { passMade } from '../events.ts'
import { sellableAt, type Door } from '../queries/doors.ts'
import { deviceRowOf } from '../queries/devices.ts'
import { freeFacts } from '../queries/free.ts'
import { isPass, passNow } from '../queries/passes.ts'
import { routersFor } from '../queries/routers.ts'
import { holderOf, freePassOf } from '../queries/free-passes.ts'
import { doorClosed, freeNone, freeTaken, hasTime, noDevice } from '../refusals.ts'
import { decideFree, type FreeKind } from '../rules/free.ts'
import {
  DEVICE_COLUMN,
  insertFreeUse,
  insertPass,
  keepBuyer,
  lockGiving,
  MAC_COLUMN,
} from '../store.ts'
import { bindDevice } from './bind-device.ts'

/**
 * Minutes that cost nothing: to try, or because somebody else pays. They are of the device that asks and of no other, so that an address
 * that somebody makes up is of no use to them; who has had theirs is known by the address and by the cookie.
 */
export async function giveFree(
  tx: Tx,
  input: { door: Door; kind: FreeKind; mac: string | undefined; device: string },
): Promise<string> {
  const { door, kind, mac } = input
  if (!door.isOpen) throw doorClosed()
  if (mac === undefined) throw noDevice()
  const { siteId } = door
  await lockGiving(tx, siteId)
  await refuseWithTime(tx, mac)
  const macBlind = tx.vault.blind(MAC_COLUMN, mac)
  const deviceBlind = tx.vault.blind(DEVICE_COLUMN, input.device)
  const verdict = decideFree(await freeFacts(tx, { door, kind, macBlind, deviceBlind }))
  if (verdict.kind === 'had') throw freeTaken({ at: verdict.until.toString() })
  if (verdict.kind !== 'give') throw freeNone()
  const planId = kind === 'trial' ? door.trial.planId : door.sponsor.planId
  const found = (await sellableAt(tx, door)).find((offer) => offer.planId === planId)
  if (!found) throw freeNone()
  const planVersionId = found.version.id
  const before = await freePassOf(tx, { siteId, kind, macBlind, planVersionId })
  const serviceId =
    before ?? (await order(tx, { door, kind, planVersionId, macBlind, deviceBlind }))
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  const from = laterOf(tx.now, service?.paidUntil ?? tx.now)
  await addPeriods(tx, [
    {
      ...{ serviceId, kind: 'trial', from, to: from.add({ minutes: verdict.minutes }), paid: true },
      ...{ planVersionId, price: { given: kind } },
    },
  ])
  await decideUsage(tx, [serviceId])
  await bindDevice(tx, { serviceId, mac, name: '', when: 'full-replace-oldest' })
  await insertFreeUse(tx, {
    ...{ id: newId(tx.now), site_id: siteId, kind, mac_blind: macBlind, device_blind: deviceBlind },
    ...{ service_id: serviceId, minutes: verdict.minutes },
  })
  audit(tx, { objects: [{ table: 'hotspot.pass', id: serviceId }], siteId })
  tx.emit(passMade, { serviceId, siteId, kind })
  return serviceId
}

/** Whose device this is: an address that somebody makes up must not take anybody off their own time. */
async function refuseWithTime(tx: Tx, mac: string): Promise<void> {
  const device = await deviceRowOf(tx, mac)
  if (!device) return
  const isOver = (await isPass(tx, device.serviceId)) && (await isFreeOrOver(tx, device.serviceId))
  if (!isOver) throw hasTime()
}

async function isFreeOrOver(tx: Tx, serviceId: string): Promise<boolean> {
  const { until, kind } = await passNow(tx, serviceId)
  return until === null || kind === 'trial' || kind === 'sponsored'
}

/** Held by one record for the whole door: nobody is known by name here. */
async function order(
  tx: Tx,
  of: {
    door: Door
    kind: FreeKind
    planVersionId: string
    macBlind: string
    deviceBlind: string
  },
): Promise<string> {
  const { door, kind, planVersionId } = of
  const { siteId } = door
  const known = await holderOf(tx, siteId)
  const name = `Free minutes ${door.code}`
  const subscriberId =
    known ?? (await findOrAddGuest(tx, { phone: null, name, language: 'en', siteId }))
  if (known === undefined) await keepBuyer(tx, `free ${siteId}`, subscriberId)
  const { serviceId } = await orderService(tx, {
    ...{ subscriberId, planVersionId, siteId, pay: 'prepaid', grace_s: 0, access: 'hotspot' },
    ...{ waitsFor: null, autoRenew: false, sessionsMax: 1, isBound: true },
    nasIds: await routersFor(tx, planVersionId),
  })
  await insertPass(tx, {
    ...{ id: serviceId, site_id: siteId, kind, mac_blind: of.macBlind },
    ...{ device_blind: of.deviceBlind, handed_at: tx.now },
  })
  return serviceId
}

function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one
}
