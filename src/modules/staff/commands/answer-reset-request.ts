import type { Tx } from '#platform/tx.ts'
import { findMemberByBlind } from '../queries/members.ts'
import { mailCode } from './mail-code.ts'

/** Sends the code for a new password, if somebody has that address and may sign in. Says nothing either way. */
export async function answerResetRequest(tx: Tx, emailBlind: string): Promise<void> {
  const member = await findMemberByBlind(tx, emailBlind)
  if (!member || member.disabledAt) return
  await mailCode(tx, { purpose: 'new-password', subjectId: member.id, member })
}
