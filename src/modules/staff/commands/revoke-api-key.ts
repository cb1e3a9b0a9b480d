import { can, sitesFor } from '#kernel/actor.ts'
import type { Tx } from '#platform/tx.ts'
import { accessChanged, apiKeyRevoked } from '../events.ts'
import { lockApiKey } from '../queries/api-keys.ts'
import { reachedMembers } from '../queries/colleagues.ts'
import { noSuchApiKey } from '../refusals.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { updateApiKey } from '../store.ts'
import { checkNotAbove } from './check-not-above.ts'

/**
 * Stops an API key at once: one's own, or with the permission for it that of anybody who does not stand above one.
 * Stopping it twice is fine.
 */
export async function revokeApiKey(
  tx: Tx,
  given: { apiKeyId: string; catalogue: Catalogue },
): Promise<void> {
  const key = await lockApiKey(tx, given.apiKeyId)
  const mine = tx.actor.kind === 'staff' && tx.actor.id === key?.member_id
  if (!key || (!mine && !(await mayRevokeOf(tx, key.member_id)))) throw noSuchApiKey()
  if (!mine) await checkNotAbove(tx, { memberId: key.member_id, catalogue: given.catalogue })
  if (key.revoked_at) return
  await updateApiKey(tx, key.id, { revoked_at: tx.now })
  tx.emit(accessChanged, {})
  tx.emit(apiKeyRevoked, { apiKeyId: key.id, memberId: key.member_id })
}

async function mayRevokeOf(tx: Tx, memberId: string): Promise<boolean> {
  if (!can(tx.actor, 'staff.all-api-keys')) return false
  const reach = sitesFor(tx.actor, 'staff.all-api-keys')
  return (await reachedMembers(tx, [memberId], reach)).has(memberId)
}
