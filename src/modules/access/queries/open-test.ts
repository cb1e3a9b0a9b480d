import { openPassword, servicesForNetwork } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Ask } from '../outside/radius-probe/port.ts'
import { askedAt } from '../store/tests.ts'
import { askedShape, testRow } from './tests.ts'

/** What a test that waits is to ask; nothing when it has been answered, or its service is gone. */
export async function openTest(read: Read, testId: string): Promise<Ask | undefined> {
  const row = await testRow(read, testId)
  if (row.answered_at !== null || row.service_id === null) return undefined
  const [service] = await servicesForNetwork(read, { ids: [row.service_id] })
  if (!service) return undefined
  const asked = askedShape.parse(read.vault.openJson(askedAt(testId), row.asked_sealed))
  const [credential] = service.credentials
  const device = service.devices.find(({ role }) => role === 'login')
  const around = { nasId: row.nas_id, nasPort: asked.nasPort }
  if (asked.method === 'device')
    return { ...around, proof: null, userName: device?.mac ?? '', station: device?.mac ?? null }
  const password = asked.password ?? (credential ? openPassword(read.vault, credential) : '')
  const proof = { method: asked.method, password }
  return { ...around, proof, userName: credential?.username ?? '', station: asked.station }
}
