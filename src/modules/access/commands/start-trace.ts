import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { traceChanged } from '../events.ts'
import { siteOfNas, siteOfService } from '../queries/names.ts'
import { activeTraces } from '../queries/traces.ts'
import { nasUnknown, serviceUnknown, tooManyTraces } from '../refusals.ts'
import { authorOf } from '../rules/author.ts'
import { insertTrace } from '../store/traces.ts'

/** Each packet is held against each of them. */
const RUNNING_MAX = 10

/** Has the packets of a router, or of a service, kept for some minutes. */
export async function startTrace(
  tx: Tx,
  given: { nasId: string | null; serviceId: string | null; minutes: number },
): Promise<string> {
  const { nasId, serviceId, minutes } = given
  const siteId =
    nasId === null ? await siteOfService(tx, serviceId ?? '') : await siteOfNas(tx, nasId)
  if (siteId === undefined) throw nasId === null ? serviceUnknown() : nasUnknown()
  refuseOtherSite(tx, siteId)
  const running = await activeTraces(tx)
  if (running.length >= RUNNING_MAX) throw tooManyTraces({ count: running.length })
  const id = newId(tx.now)
  const ends_at = tx.now.add({ minutes })
  const about = { nas_id: nasId, service_id: serviceId, site_id: siteId, ends_at }
  await insertTrace(tx, { id, ...about, ...authorOf(tx.actor) })
  audit(tx, { objects: [{ table: 'access.trace', id }], ...(siteId !== null && { siteId }) })
  tx.emit(traceChanged, { traceId: id, siteId })
  return id
}
