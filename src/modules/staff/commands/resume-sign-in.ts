import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { lockSignIn } from '../queries/signing-in.ts'
import { signInGone } from '../refusals.ts'
import { CODE_TRIES } from '../rules/limits.ts'

/** The sign-in that this browser has under way, locked; refuses when it is over, too old or used up. */
export async function resumeSignIn(tx: Tx, signInToken: string | undefined) {
  const signIn = signInToken && (await lockSignIn(tx, hashToken(signInToken)))
  if (
    !signIn ||
    signIn.finished_at ||
    signIn.tries >= CODE_TRIES ||
    Temporal.Instant.compare(tx.now, signIn.ends_at) >= 0
  )
    throw signInGone()
  return signIn
}
