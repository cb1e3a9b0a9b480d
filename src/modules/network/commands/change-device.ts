import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeDevice as endpoint } from '../contract.ts'
import { deviceNameTaken, refuseStale } from '../refusals.ts'
import { deviceColumns } from '../rules/link-columns.ts'
import { lockDevice, updateDevice } from '../store/links.ts'

/** Changes a device, or moves it to another site that the caller works at, too. */
export async function changeDevice(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const now = await lockDevice(tx, input.deviceId)
  refuseOtherSite(tx, now.site_id)
  refuseStale(now, input.version)
  if (!(await updateDevice(tx, { id: input.deviceId, ...deviceColumns(input) }))) {
    throw deviceNameTaken({ name: input.name }, [{ path: 'name', message: 'Choose another name.' }])
  }
  audit(tx, { objects: [{ table: 'network.device', id: input.deviceId }], siteId: input.siteId })
}
