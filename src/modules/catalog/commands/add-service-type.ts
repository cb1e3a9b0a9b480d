import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addServiceType as endpoint } from '../contract.ts'
import { codeTaken } from '../refusals.ts'
import { insertServiceType } from '../store.ts'

/** Adds a kind of service, after those that are there. */
export async function addServiceType(
  tx: Tx,
  { id, name, online }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const added = await insertServiceType(tx, {
    ...{ id, name_en: name.en, name_sw: name.sw, online, sort: 1000, state: 'open' },
  })
  if (!added) throw codeTaken({ code: id }, [{ path: 'id', message: 'Choose another code.' }])
  audit(tx, { objects: [{ table: 'catalog.service_type', id }] })
}
