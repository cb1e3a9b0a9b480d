import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { findMember } from '../queries/members.ts'
import { factorNotOffered, signInGone, tooManyMails } from '../refusals.ts'
import { CODE_RESEND_S } from '../rules/limits.ts'
import { maskedEmail } from '../rules/masked-email.ts'
import { mailCode } from './mail-code.ts'
import { resumeSignIn } from './resume-sign-in.ts'

/** Sends the code that finishes the sign-in under way. Not for members with a stronger factor. */
export async function sendEmailCode(tx: Tx, given: { signInToken: string | undefined }) {
  const signIn = await resumeSignIn(tx, given.signInToken)
  const member = signIn.member_id ? await findMember(tx, signIn.member_id) : undefined
  if (!member || member.disabledAt) throw signInGone()
  if (member.totpSecret !== null || (await passkeysOf(tx, member.id)).length > 0)
    throw factorNotOffered()
  const result = await mailCode(tx, { purpose: 'sign-in', subjectId: signIn.id, member })
  if (result.kind === 'wait') throw tooManyMails({ wait_s: result.wait_s })
  return { sentTo: maskedEmail(member.email), resendAfter_s: CODE_RESEND_S }
}
