import { newId } from '#kernel/id.ts'
import { newDigits } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { MemberFacts } from '../queries/members.ts'
import {
  CODE_COLUMN,
  codesSentSince,
  newEmailAt,
  type MailedCodePurpose,
} from '../queries/signing-in.ts'
import { CODE_LASTS, codeWait_s } from '../rules/limits.ts'
import { insertMailedCode } from '../store.ts'
import { writeLetter } from './write-letter.ts'

/** A code for setting a password is guessed without knowing anything else, so it is longer. */
const LETTERS = {
  'sign-in': { kind: 'sign-in-code', digits: 6 },
  'new-password': { kind: 'reset-code', digits: 8 },
  'new-email': { kind: 'new-email-code', digits: 6 },
} as const satisfies Record<MailedCodePurpose, unknown>

/**
 * Sends a fresh code by e-mail, good for one purpose and one subject; an earlier one stops counting.
 * Says how long to wait when one was sent a moment ago or too many were sent in an hour.
 */
export async function mailCode(
  tx: Tx,
  about: {
    purpose: MailedCodePurpose
    subjectId: string
    member: MemberFacts
    newEmail?: { email: string; blind: string }
  },
): Promise<{ kind: 'sent' } | { kind: 'wait'; wait_s: number }> {
  const { purpose, subjectId, member, newEmail } = about
  const since = tx.now.subtract({ hours: 1 })
  const sent = await codesSentSince(tx, { purpose, memberId: member.id, since })
  const wait_s = codeWait_s(sent, tx.now)
  if (wait_s > 0) return { kind: 'wait', wait_s }

  const { kind, digits } = LETTERS[purpose]
  const id = newId(tx.now)
  const code = newDigits(digits)
  await insertMailedCode(tx, {
    id,
    purpose,
    subject_id: subjectId,
    member_id: member.id,
    code_blind: tx.vault.blind(CODE_COLUMN, `${id}:${code}`),
    new_email_sealed: newEmail ? tx.vault.seal(newEmailAt(id), newEmail.email) : null,
    new_email_blind: newEmail?.blind ?? null,
    sent_at: tx.now,
    ends_at: tx.now.add(CODE_LASTS),
  })
  await writeLetter(
    tx,
    { ...member, email: newEmail?.email ?? member.email },
    { kind, code, minutes: CODE_LASTS.minutes },
  )
  return { kind: 'sent' }
}
