import type { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import { findMemberByBlind, lockMember, sealedAt } from '../queries/members.ts'
import { codeGone, emailTaken, wrongCode } from '../refusals.ts'
import { updateMember } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { useMailedCode } from './use-mailed-code.ts'
import { writeLetter } from './write-letter.ts'

/** Makes the confirmed address the member's, and tells the old one. */
export async function confirmEmail(tx: Tx, given: { code: string }): Promise<Refusal | undefined> {
  const { memberId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const used = await useMailedCode(tx, {
    purpose: 'new-email',
    subjectId: memberId,
    code: given.code,
  })
  if (used.kind === 'wrong') return wrongCode({ left: used.left })
  if (used.kind === 'gone' || !used.newEmail) return codeGone()
  const { email, blind } = used.newEmail
  if (await findMemberByBlind(tx, blind)) throw emailTaken()
  await updateMember(tx, memberId, {
    email_sealed: tx.vault.seal(sealedAt(memberId, 'email_sealed'), email),
    email_blind: blind,
  })
  await writeLetter(tx, member, { kind: 'email-changed' })
  return undefined
}
