import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { probeNas } from '../jobs.ts'
import { nasIsArchived } from '../refusals.ts'
import { insertTest, lockNas } from '../store/nas.ts'

/** Asks for a test of a router. It happens outside, right after this commits. */
export async function testNas(tx: Tx, { nasId }: { nasId: string }): Promise<void> {
  const nas = await lockNas(tx, nasId)
  if (nas.archived_at) throw nasIsArchived()
  const testId = newId(tx.now)
  await insertTest(tx, { id: testId, nas_id: nasId })
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: nas.site_id })
  tx.later(probeNas, { testId })
}
