import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { tellOutage as endpoint } from '../contract.ts'
import { insertOutage } from '../store.ts'

/** Somebody says that a site is down, will be, or is back; everybody there is told in turn. */
export async function tellOutage(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, siteId, what, at } = input
  await insertOutage(tx, { id, siteId, what, at: at === null ? null : Temporal.Instant.from(at) })
  wake(tx, 'notices.tell-outages')
  audit(tx, { objects: [{ table: 'notices.outage', id }], siteId })
}
