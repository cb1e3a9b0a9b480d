import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { sealSecrets } from '../queries/sealed.ts'
import { usernameTaken } from '../refusals.ts'
import { ntHash } from '../rules/nt-hash.ts'
import { makePassword } from '../rules/password.ts'
import { insertCredentials } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

export type NewCredential = {
  readonly serviceId: string
  readonly username: string
  readonly password?: string
}

/** Names and passwords for services that this unit has just made, or locked and found to dial. Answers in the order of what it was given. */
export async function addCredentials(tx: Tx, all: readonly NewCredential[]): Promise<string[]> {
  if (all.length === 0) return []
  const rows = all.map(({ serviceId, username, password }) => {
    const id = newId(tx.now)
    const made = password ?? makePassword(crypto.getRandomValues(new Uint8Array(12)))
    const secrets = sealSecrets(tx.vault, id, { password: made, ntHash: ntHash(made) })
    return { id, service_id: serviceId, username, ...secrets }
  })
  const kept = await insertCredentials(tx, rows)
  const taken = rows.find(({ id }) => !kept.has(id))
  if (taken) {
    const { username } = taken
    throw usernameTaken({ username }, [{ path: 'username', message: 'Choose another name.' }])
  }
  tellNetwork(
    tx,
    all.map(({ serviceId }) => serviceId),
    'credentials',
  )
  return rows.map(({ id }) => id)
}
