import { timingSafeEqual } from 'node:crypto'
import type { Refusal } from '#kernel/refusal.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { askGoogle } from '../jobs.ts'
import { openSecrets, sealSecrets } from '../queries/portal-ways.ts'
import { GOOGLE_REFUSALS, googleFailed, signInGone } from '../refusals.ts'
import { lockPortalTry, updatePortalTry } from '../store/portal-ways.ts'
import { openPortalSession } from './open-portal-session.ts'

/**
 * What Google sent the browser back with, kept for a job that asks Google whose code it is; called again until the answer is there.
 * Gives the token of a new session, or a refusal that ends the try.
 */
export async function finishGoogleSignIn(
  tx: Tx,
  given: { token: string | undefined; state: string; code: string; device: string },
): Promise<{ waiting: true } | { session: string } | Refusal> {
  const { token, state, code, device } = given
  const begun =
    token === undefined ? undefined : await lockPortalTry(tx, { tokenHash: hashToken(token) })
  const secrets = begun && openSecrets(tx.vault, begun)
  if (!begun || !secrets || begun.step === 'over' || !isSame(secrets.state, state))
    return signInGone()
  if (begun.step === 'asking') return { waiting: true }
  if (begun.step === 'begun') {
    await updatePortalTry(tx, begun.id, {
      step: 'asking',
      secrets_sealed: sealSecrets(tx.vault, begun.id, { ...secrets, code }),
    })
    tx.later(askGoogle, { tryId: begun.id })
    return { waiting: true }
  }
  await updatePortalTry(tx, begun.id, { step: 'over', secrets_sealed: null })
  const because = GOOGLE_REFUSALS.find(({ why }) => why === begun.because)
  if (because) return because.refusal()
  if (begun.value_blind === null) return googleFailed()
  const session = await openPortalSession(tx, { valueBlind: begun.value_blind, device })
  return session === undefined ? googleFailed() : { session }
}

/** State is random and as long as ours, or it is not ours. */
function isSame(right: string, given: string): boolean {
  const [a, b] = [Buffer.from(right), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
