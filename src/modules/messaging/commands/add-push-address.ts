import type { Tx } from '#platform/tx.ts'
import type { PushAddress } from '../outside/push.ts'
import { pushDevicesFull } from '../refusals.ts'
import { insertPushAddress, pushDevices } from '../store/addresses.ts'

const DEVICES_MAX = 10

/** A browser that a subscriber wants to be told in. */
export async function addPushAddress(
  tx: Tx,
  given: { subscriberId: string; address: PushAddress; device: string },
): Promise<void> {
  await insertPushAddress(tx, given)
  if ((await pushDevices(tx, given.subscriberId)) > DEVICES_MAX) throw pushDevicesFull()
}
