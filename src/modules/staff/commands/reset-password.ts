import type { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import { EMAIL_COLUMN, findMemberByEmail } from '../queries/members.ts'
import { codeGone } from '../refusals.ts'
import type { Caller } from '../rules/caller.ts'
import { updateMember } from '../store.ts'
import { admitTry } from './admit-try.ts'
import { choosePassword } from './choose-password.ts'
import { endSessions } from './end-sessions.ts'
import { recordWrongTry } from './record-wrong-try.ts'
import { useMailedCode } from './use-mailed-code.ts'
import { writeLetter } from './write-letter.ts'

/**
 * Sets a new password with the mailed code and ends all sessions. It signs nobody in: the second factor is
 * asked for as ever (ASVS 5.0 V6.4.3). A wrong code and an unknown address get the same answer.
 */
export async function resetPassword(
  tx: Tx,
  given: { email: string; code: string; password: string; caller: Caller },
): Promise<Refusal | undefined> {
  const member = await findMemberByEmail(tx, given.email)
  const aim = {
    emailBlind: tx.vault.blind(EMAIL_COLUMN, given.email),
    memberId: member?.id ?? null,
  }
  const about = { aim, caller: given.caller, factor: 'reset-code' } as const
  const admitted = await admitTry(tx, about)
  if (admitted.kind === 'wait') return admitted.refusal

  // Before the code is looked at, so that a weak password neither uses it up nor tells whether it was right.
  const hash = await choosePassword(tx, {
    password: given.password,
    name: '',
    email: given.email,
    hasSecondFactor: true,
  })
  const used =
    member && !member.disabledAt
      ? await useMailedCode(tx, {
          purpose: 'new-password',
          subjectId: member.id,
          code: given.code,
        })
      : ({ kind: 'gone' } as const)
  if (!member || used.kind !== 'right') {
    await recordWrongTry(tx, { ...about, suspects: admitted.suspects })
    return codeGone()
  }
  await updateMember(tx, member.id, { password_hash: hash, password_changed_at: tx.now })
  await endSessions(tx, { memberId: member.id }, 'security')
  await writeLetter(tx, member, { kind: 'password-changed' })
  return undefined
}
