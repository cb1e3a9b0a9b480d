import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addPackage as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { codeTaken } from '../refusals.ts'
import { insertPackage } from '../store.ts'
import { checkPackage } from './check-package.ts'

/** Adds a package to compose. */
export async function addPackage(
  tx: Tx,
  { code, content }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  await checkPackage(tx, content)
  const id = newId(tx.now)
  if (!(await insertPackage(tx, { id, code, content })))
    throw codeTaken({ code }, [{ path: 'code', message: 'Choose another code.' }])
  audit(tx, { objects: [{ table: 'catalog.package', id }] })
  tx.emit(pricesChanged, { what: 'package', id })
  return id
}
