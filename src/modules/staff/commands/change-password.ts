import type { Refusal } from '#kernel/refusal.ts'
import { passwordFits } from '#platform/password-hash.ts'
import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember } from '../queries/members.ts'
import { wrongPassword } from '../refusals.ts'
import type { Caller } from '../rules/caller.ts'
import { updateMember } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { admitTry } from './admit-try.ts'
import { choosePassword } from './choose-password.ts'
import { endSessions } from './end-sessions.ts'
import { recordWrongTry } from './record-wrong-try.ts'
import { renewSession } from './renew-session.ts'
import { writeLetter } from './write-letter.ts'

/** Changes one's own password for who knows the current one; the session gets a new token. */
export async function changePassword(
  tx: Tx,
  given: { current: string; password: string; endOtherSessions: boolean; caller: Caller },
): Promise<{ sessionToken: string } | Refusal> {
  const { memberId, sessionId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const aim = { emailBlind: member.emailBlind, memberId }
  const about = { aim, caller: given.caller, factor: 'password' } as const
  const admitted = await admitTry(tx, about)
  if (admitted.kind === 'wait') return admitted.refusal
  if (!(await passwordFits(member.passwordHash, given.current))) {
    await recordWrongTry(tx, { ...about, suspects: admitted.suspects })
    return wrongPassword({}, [{ path: 'current', message: 'Not your current password.' }])
  }

  const hasSecondFactor = member.totpSecret !== null || (await passkeysOf(tx, memberId)).length > 0
  const hash = await choosePassword(tx, {
    password: given.password,
    name: member.name,
    email: member.email,
    hasSecondFactor,
  })
  await updateMember(tx, memberId, { password_hash: hash, password_changed_at: tx.now })
  if (given.endOtherSessions) await endSessions(tx, { memberId, except: sessionId }, 'security')
  await writeLetter(tx, member, { kind: 'password-changed' })
  return { sessionToken: await renewSession(tx, sessionId) }
}
