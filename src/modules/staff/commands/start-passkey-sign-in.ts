import { newId } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { optionsForPasskey } from '#platform/webauthn.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockSignIn } from '../queries/signing-in.ts'
import { CODE_TRIES, SIGN_IN_LASTS } from '../rules/limits.ts'
import { insertSignIn, updateSignIn } from '../store.ts'

/**
 * Gives the challenge for signing in with a passkey. After a password it is for that member's passkeys;
 * otherwise the browser offers whatever passkeys it has for this site.
 */
export async function startPasskeySignIn(
  tx: Tx,
  given: { signInToken: string | undefined; origin: URL },
) {
  const underWay = given.signInToken && (await lockSignIn(tx, hashToken(given.signInToken)))
  const usable =
    underWay &&
    underWay.member_id &&
    !underWay.finished_at &&
    underWay.tries < CODE_TRIES &&
    Temporal.Instant.compare(tx.now, underWay.ends_at) < 0
  if (given.signInToken && usable) {
    const allowed = await passkeysOf(tx, underWay.member_id ?? '')
    const options = await optionsForPasskey({ origin: given.origin, allowed })
    await updateSignIn(tx, underWay.id, { challenge: options.challenge })
    return { options, signInToken: given.signInToken }
  }
  const options = await optionsForPasskey({ origin: given.origin })
  const signInToken = newToken()
  await insertSignIn(tx, {
    id: newId(tx.now),
    token_hash: hashToken(signInToken),
    member_id: null,
    started_at: tx.now,
    ends_at: tx.now.add(SIGN_IN_LASTS),
    challenge: options.challenge,
  })
  return { options, signInToken }
}
