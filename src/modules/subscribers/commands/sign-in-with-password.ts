import type { Refusal } from '#kernel/refusal.ts'
import { passwordFits, pretendToCheck } from '#platform/password-hash.ts'
import type { Tx } from '#platform/tx.ts'
import { valueBlindOf } from '../queries/sealed.ts'
import { passwordWrong } from '../refusals.ts'
import { countPasswordTry, lockPortalPassword } from '../store/portal.ts'
import { openPortalSession } from './open-portal-session.ts'

/** After so many wrong ones in a row a quarter of an hour passes before the next is looked at; the code by SMS still works. */
const TRIES_MAX = 10
const WAIT_minutes = 15

/** The token of a new session, or the one refusal for a wrong password and for somebody who has none. */
export async function signInWithPassword(
  tx: Tx,
  { to, password, device }: { to: string; password: string; device: string },
): Promise<string | Refusal> {
  const valueBlind = valueBlindOf(tx.vault, to)
  const known = await lockPortalPassword(tx, valueBlind)
  const waits =
    known?.tried_at &&
    known.tries >= TRIES_MAX &&
    Temporal.Instant.compare(known.tried_at.add({ minutes: WAIT_minutes }), tx.now) > 0
  if (!known || waits) {
    await pretendToCheck(password)
    return passwordWrong()
  }
  const fits = await passwordFits(known.password_hash, password)
  await countPasswordTry(tx, valueBlind, fits ? 'right' : 'wrong')
  if (!fits) return passwordWrong()
  return (await openPortalSession(tx, { valueBlind, device })) ?? passwordWrong()
}
