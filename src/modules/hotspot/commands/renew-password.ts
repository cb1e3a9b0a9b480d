import { changeCredential } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { credentialIdOf } from '../queries/passes.ts'

/** The password of a pass is another one; one that has ended has none. */
export async function renewPassword(tx: Tx, serviceId: string): Promise<void> {
  const credentialId = await credentialIdOf(tx, serviceId)
  if (credentialId !== undefined)
    await changeCredential(tx, { serviceId, credentialId, password: null })
}
