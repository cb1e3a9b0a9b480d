import type { Tx } from '#platform/tx.ts'
import { EMAIL_COLUMN, findMemberByEmail, lockMember } from '../queries/members.ts'
import { emailTaken, tooManyMails } from '../refusals.ts'
import { CODE_RESEND_S } from '../rules/limits.ts'
import { maskedEmail } from '../rules/masked-email.ts'
import { actingSession } from '../queries/acting.ts'
import { mailCode } from './mail-code.ts'

/** Sends a code to the address that a member wants to have; nothing changes until it comes back. */
export async function changeEmail(tx: Tx, given: { email: string }) {
  const { memberId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  if (await findMemberByEmail(tx, given.email))
    throw emailTaken({}, [{ path: 'email', message: 'Somebody has this address already.' }])
  const newEmail = { email: given.email, blind: tx.vault.blind(EMAIL_COLUMN, given.email) }
  const sent = await mailCode(tx, { purpose: 'new-email', subjectId: memberId, member, newEmail })
  if (sent.kind === 'wait') throw tooManyMails({ wait_s: sent.wait_s })
  return { sentTo: maskedEmail(given.email), resendAfter_s: CODE_RESEND_S }
}
