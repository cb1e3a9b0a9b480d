import { newId } from '#kernel/id.ts'
import { nasPicture } from '#modules/network/index.ts'
import { servicesForNetwork } from '#modules/services/index.ts'
import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { askOurselves } from '../jobs.ts'
import { nasUnknown, nothingToProve, noDevice, serviceUnknown } from '../refusals.ts'
import { authorOf } from '../rules/author.ts'
import { insertTest } from '../store/tests.ts'
import type { TEST_METHODS } from '../contract/tester.ts'

type Given = {
  nasId: string
  serviceId: string
  method: (typeof TEST_METHODS)[number]
  password: string | null
  station: string | null
  nasPort: string | null
}

/** Has our own server asked as a router would. It happens outside, right after this commits. */
export async function startTest(tx: Tx, given: Given): Promise<string> {
  const { nasId, serviceId, method, password, station, nasPort } = given
  const [nas] = await nasPicture(tx, { nasId })
  if (!nas) throw nasUnknown()
  refuseOtherSite(tx, nas.siteId)
  const [service] = await servicesForNetwork(tx, { ids: [serviceId] })
  if (!service) throw serviceUnknown()
  refuseOtherSite(tx, service.siteId)
  const hasDevice = service.devices.some(({ role }) => role === 'login')
  if (method === 'device' && !hasDevice) throw noDevice()
  if (method !== 'device' && service.credentials.length === 0) throw nothingToProve()
  const id = newId(tx.now)
  const asked = { method, password, station, nasPort }
  await insertTest(tx, { id, nas_id: nasId, service_id: serviceId, ...authorOf(tx.actor) }, asked)
  audit(tx, { objects: [{ table: 'access.test', id }], siteId: nas.siteId })
  tx.later(askOurselves, { testId: id })
  return id
}
