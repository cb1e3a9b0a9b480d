import { newId } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { optionsForPasskey } from '#platform/webauthn.ts'
import { insertPortalTry } from '../store/portal-ways.ts'

const LASTS = { minutes: 10 }

/** The challenge for signing in with whatever passkey the browser has for us, and the token that ties the answer to this browser. */
export async function beginPasskeySignIn(tx: Tx, given: { origin: URL }) {
  const options = await optionsForPasskey({ origin: given.origin })
  const token = newToken()
  await insertPortalTry(tx, {
    ...{ id: newId(tx.now), token_hash: hashToken(token), way: 'passkey' },
    ...{ challenge: options.challenge, ends_at: tx.now.add(LASTS) },
  })
  return { options, token }
}
