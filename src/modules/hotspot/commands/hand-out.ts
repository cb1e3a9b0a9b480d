import type { Tx } from '#platform/tx.ts'
import { retirePassword } from '../jobs.ts'
import { passNow } from '../queries/passes.ts'
import { isGoodAt } from '../queries/routers.ts'
import { passElsewhere, passOver } from '../refusals.ts'
import { lockPass, updatePass } from '../store.ts'
import { HANDED_s } from '../rules/times.ts'
import { bindDevice } from './bind-device.ts'
import { renewPassword } from './renew-password.ts'

/**
 * Lets this device on with a pass: binds it, and makes the password new that its browser brings to the router. In the air of an open hotspot
 * anybody may have read the last one.
 */
export async function handOut(
  tx: Tx,
  input: { serviceId: string; siteId: string; mac: string | undefined; name: string },
): Promise<void> {
  const { serviceId, siteId, mac, name } = input
  await lockPass(tx, serviceId)
  const { until, nasIds } = await passNow(tx, serviceId)
  if (until === null) throw passOver()
  if (!(await isGoodAt(tx, nasIds, siteId))) throw passElsewhere()
  if (mac !== undefined) await bindDevice(tx, { serviceId, mac, name, when: 'full-replace-oldest' })
  await renewPassword(tx, serviceId)
  await updatePass(tx, serviceId, { handed_at: tx.now })
  const at = tx.now.add({ seconds: HANDED_s + 60 })
  tx.later(retirePassword, { serviceId }, { key: serviceId, at })
}
