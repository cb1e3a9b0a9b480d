import { putDevice, removeDevice } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { isPass, passNow } from '../queries/passes.ts'
import { deviceRowOf } from '../queries/devices.ts'
import { slotsFull } from '../refusals.ts'
import { lockPass } from '../store.ts'

/**
 * From now on this device gets on with this pass, by its address alone. Where all places are taken, `refuse` says so; `full-replace-oldest` gives it
 * the place of the one that was there first, which is how somebody moves to a new phone in one tap.
 *
 * An address is what a visitor says it is, so none is taken from anybody who can still use it: of somebody else's time that is not over, and of lines
 * that are no hotspot's, it stays where it is. Whoever it really belongs to gets on with the password then.
 */
export async function bindDevice(
  tx: Tx,
  input: { serviceId: string; mac: string; name: string; when: 'refuse' | 'full-replace-oldest' },
): Promise<void> {
  const { serviceId, mac, name } = input
  await lockPass(tx, serviceId)
  const { devices, slots, subscriberId } = await passNow(tx, serviceId)
  if (devices.some((device) => device.mac === mac)) return
  const old = await deviceRowOf(tx, mac)
  if (old && !(await mayTake(tx, old.serviceId, subscriberId))) return
  if (devices.length >= slots) {
    if (input.when === 'refuse') throw slotsFull({ slots })
    const over = devices.slice(0, devices.length - slots + 1)
    for (const { id: deviceId } of over) await removeDevice(tx, { serviceId, deviceId })
  }
  if (old) await removeDevice(tx, { serviceId: old.serviceId, deviceId: old.id })
  await putDevice(tx, { serviceId, mac, name: name || shortName(mac), role: 'login' })
}

async function mayTake(tx: Tx, from: string, subscriberId: string): Promise<boolean> {
  if (!(await isPass(tx, from))) return false
  const held = await passNow(tx, from)
  return held.until === null || held.subscriberId === subscriberId
}

/** Phones make up addresses of their own; the end is what their settings show as well. */
function shortName(mac: string): string {
  return `…${mac.slice(-5)}`
}
