import { newId } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { apiKeyMade } from '../events.ts'
import { notYoursToGive, unknownPermission } from '../refusals.ts'
import { API_KEY_PREFIX, keyHint } from '../rules/api-key.ts'
import { holdingsOfActor, type Catalogue } from '../rules/holdings.ts'
import { insertApiKey } from '../store.ts'
import { actingSession } from '../queries/acting.ts'

/**
 * Makes an API key with some of its maker's permissions. The key is told once and stored as its hash; what it may do
 * shrinks with its maker.
 */
export async function makeApiKey(
  tx: Tx,
  given: {
    name: string
    permissions: readonly string[]
    networks: readonly string[]
    days: number
    catalogue: Catalogue
  },
): Promise<{ key: string; apiKeyId: string }> {
  const { memberId } = actingSession(tx)
  const mine = holdingsOfActor(tx.actor, given.catalogue).permissions
  for (const permission of given.permissions) {
    if (!given.catalogue.has(permission)) throw unknownPermission({ permission })
    if (!mine.has(permission)) throw notYoursToGive({ permission })
  }
  const key = `${API_KEY_PREFIX}${newToken()}`
  const id = newId(tx.now)
  await insertApiKey(tx, {
    id,
    member_id: memberId,
    name: given.name,
    hint: keyHint(key),
    key_hash: hashToken(key),
    permissions: [...new Set(given.permissions)].toSorted(),
    networks: [...given.networks],
    made_at: tx.now,
    expires_at: tx.now.add({ hours: given.days * 24 }),
  })
  tx.emit(apiKeyMade, { apiKeyId: id, memberId })
  return { key, apiKeyId: id }
}
