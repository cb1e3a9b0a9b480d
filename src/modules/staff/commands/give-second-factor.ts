import { unreachable } from '#kernel/assert.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { totpStep } from '#platform/totp.ts'
import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember, type MemberFacts } from '../queries/members.ts'
import { codeGone, factorNotOffered, signInGone, wrongCode } from '../refusals.ts'
import type { Admission, Caller } from '../rules/caller.ts'
import { CODE_TRIES } from '../rules/limits.ts'
import { updateMember, updateSignIn } from '../store.ts'
import { admitTry } from './admit-try.ts'
import { openSession } from './open-session.ts'
import { recordWrongTry } from './record-wrong-try.ts'
import { resumeSignIn } from './resume-sign-in.ts'
import { spendRecoveryCode } from './spend-recovery-code.ts'
import { useMailedCode } from './use-mailed-code.ts'

type Given = { factor: 'totp' | 'email-code' | 'recovery-code'; code: string }
type Verdict = 'right' | 'wrong' | 'gone' | 'not-offered'

/**
 * Takes the second factor of the sign-in under way. Five wrong codes end it; wrong codes also count
 * towards the delays for guessing, so starting again with the password gains nothing.
 */
export async function giveSecondFactor(
  tx: Tx,
  given: Given & { signInToken: string | undefined; caller: Caller },
): Promise<Admission | Refusal> {
  const { factor, caller } = given
  const signIn = await resumeSignIn(tx, given.signInToken)
  if (!signIn.member_id) throw signInGone()
  const member = await lockMember(tx, signIn.member_id)
  if (member.disabledAt) throw signInGone()
  const aim = { emailBlind: member.emailBlind, memberId: member.id }
  const admitted = await admitTry(tx, { aim, caller, factor })
  if (admitted.kind === 'wait') return admitted.refusal

  const verdict = await judge(tx, member, { ...given, signInId: signIn.id })
  switch (verdict) {
    case 'right':
      await updateSignIn(tx, signIn.id, { finished_at: tx.now })
      return openSession(tx, { member, caller, factor })
    case 'wrong': {
      await recordWrongTry(tx, { aim, caller, factor, suspects: admitted.suspects })
      await updateSignIn(tx, signIn.id, { tries: signIn.tries + 1 })
      const left = CODE_TRIES - signIn.tries - 1
      return left > 0 ? wrongCode({ left }) : signInGone()
    }
    case 'gone':
      throw codeGone()
    case 'not-offered':
      throw factorNotOffered()
    default:
      return unreachable(verdict)
  }
}

async function judge(
  tx: Tx,
  member: MemberFacts,
  given: Given & { signInId: string },
): Promise<Verdict> {
  const hasStrong = member.totpSecret !== null || (await passkeysOf(tx, member.id)).length > 0
  switch (given.factor) {
    case 'totp': {
      if (member.totpSecret === null) return 'not-offered'
      const step = await totpStep(member.totpSecret, given.code, tx.now, member.totpStep)
      if (step === undefined) return 'wrong'
      await updateMember(tx, member.id, { totp_step: step })
      return 'right'
    }
    case 'email-code':
      if (hasStrong) return 'not-offered'
      return (
        await useMailedCode(tx, {
          purpose: 'sign-in',
          subjectId: given.signInId,
          code: given.code,
        })
      ).kind
    case 'recovery-code':
      if (!hasStrong) return 'not-offered'
      return (await spendRecoveryCode(tx, member, given.code)) ? 'right' : 'wrong'
    default:
      return unreachable(given.factor)
  }
}
