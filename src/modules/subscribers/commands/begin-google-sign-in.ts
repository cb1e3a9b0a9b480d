import { newId } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { Google } from '../outside/google.ts'
import { sealSecrets } from '../queries/portal-ways.ts'
import { googleNow } from '../queries/settings.ts'
import { googleIsOff } from '../refusals.ts'
import { insertPortalTry } from '../store/portal-ways.ts'

const LASTS = { minutes: 10 }
/** Where the browser comes back to; typed at Google as well. */
const BACK_TO = '/portal/google'

/** Where the browser goes to choose an account, and the token that ties the answer to this browser. */
export async function beginGoogleSignIn(tx: Tx, given: { google: Google; origin: URL }) {
  const door = await googleNow(tx)
  if (!door) throw googleIsOff()
  const redirect = new URL(BACK_TO, given.origin).href
  const secrets = { state: newToken(), nonce: newToken(), verifier: newToken(), redirect }
  const [id, token] = [newId(tx.now), newToken()]
  await insertPortalTry(tx, {
    ...{ id, token_hash: hashToken(token), way: 'google', ends_at: tx.now.add(LASTS) },
    secrets_sealed: sealSecrets(tx.vault, id, { ...secrets, code: null }),
  })
  return { address: given.google.address(door, secrets), token }
}
