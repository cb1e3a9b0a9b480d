import type { Tx } from '#platform/tx.ts'
import { answerReset } from '../jobs.ts'
import { EMAIL_COLUMN } from '../queries/members.ts'
import { CODE_RESEND_S } from '../rules/limits.ts'

/** Asks for a code for a new password. Whether anybody has the address is found out later, in the background. */
export async function askPasswordReset(tx: Tx, given: { email: string }) {
  const emailBlind = tx.vault.blind(EMAIL_COLUMN, given.email)
  tx.later(answerReset, { emailBlind }, { key: `reset:${emailBlind}` })
  return { resendAfter_s: CODE_RESEND_S }
}
