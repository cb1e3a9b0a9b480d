import { audit } from '#platform/audit.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { nasChanged } from '../events.ts'
import { nasIsArchived, refuseStale } from '../refusals.ts'
import { lockNas, openSecrets, updateNas } from '../store/nas.ts'

/**
 * Makes a new secret and answers it. The old one stays right for some hours, so that nobody goes offline between the
 * change here and the one on the router. Only one old secret is ever right: rotating again ends the one before.
 */
export async function rotateSecret(
  tx: Tx,
  input: { nasId: string; version: number; oldForHours: number },
): Promise<string> {
  const { nasId } = input
  const now = await lockNas(tx, nasId)
  refuseStale(now, input.version)
  if (now.archived_at) throw nasIsArchived()
  const secret = newLetters(32)
  const keeps = input.oldForHours > 0
  await updateNas(
    tx,
    nasId,
    {
      secret_changed_at: tx.now,
      old_secret_until: keeps ? tx.now.add({ hours: input.oldForHours }) : null,
    },
    { secret, oldSecret: keeps ? openSecrets(tx, now).secret : null },
  )
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: now.site_id })
  tx.emit(nasChanged, { nasId, siteId: now.site_id })
  return secret
}
