import type { Tx } from '#platform/tx.ts'
import { newSecret } from '../rules/signature.ts'
import { lockWebhook, OLD_SECRET_SEALED, SECRET_SEALED, updateWebhook } from '../store.ts'

/** How long messages are signed with both secrets, so that the receiver can change in its own time. */
const BOTH_HOURS = 24

/** Makes a new secret and keeps the one before for a day. Gives the new one, which is not shown again. */
export async function rotateSecret(tx: Tx, id: string): Promise<string> {
  const webhook = await lockWebhook(tx, id)
  const old = tx.vault.open({ ...SECRET_SEALED, row: id }, webhook.secret_sealed)
  const secret = newSecret()
  await updateWebhook(tx, id, {
    secret_sealed: tx.vault.seal({ ...SECRET_SEALED, row: id }, secret),
    old_secret_sealed: tx.vault.seal({ ...OLD_SECRET_SEALED, row: id }, old),
    old_secret_until: tx.now.add({ hours: BOTH_HOURS }),
  })
  return secret
}
