import { removeDevice } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { passNow } from '../queries/passes.ts'
import { lockPass } from '../store.ts'

/** Makes room: this device gets on no longer by itself. One that is gone already is no mistake. */
export async function forgetDevice(
  tx: Tx,
  { serviceId, deviceId }: { serviceId: string; deviceId: string },
): Promise<void> {
  await lockPass(tx, serviceId)
  const { devices } = await passNow(tx, serviceId)
  if (devices.some(({ id }) => id === deviceId)) await removeDevice(tx, { serviceId, deviceId })
}
