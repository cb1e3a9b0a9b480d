import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addDevice as endpoint } from '../contract.ts'
import { isOpenSite } from '../queries/sites.ts'
import { deviceNameTaken, siteNotOpen } from '../refusals.ts'
import { deviceColumns } from '../rules/link-columns.ts'
import { insertDevice } from '../store/links.ts'

/** Adds a device to a site. */
export async function addDevice(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const id = newId(tx.now)
  if (!(await isOpenSite(tx, input.siteId))) {
    throw siteNotOpen({}, [{ path: 'siteId', message: 'Choose an open site.' }])
  }
  if (!(await insertDevice(tx, { id, ...deviceColumns(input) }))) {
    throw deviceNameTaken({ name: input.name }, [{ path: 'name', message: 'Choose another name.' }])
  }
  audit(tx, { objects: [{ table: 'network.device', id }], siteId: input.siteId })
  return id
}
