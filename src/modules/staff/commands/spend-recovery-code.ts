import { passwordFits } from '#platform/password-hash.ts'
import { readLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { findRecoveryCode } from '../queries/factors.ts'
import type { MemberFacts } from '../queries/members.ts'
import { useRecoveryCode } from '../store.ts'
import { writeLetter } from './write-letter.ts'

/** Uses up a recovery code, once; false when it is none of the member's or was used before. */
export async function spendRecoveryCode(
  tx: Tx,
  member: MemberFacts,
  typed: string,
): Promise<boolean> {
  const code = readLetters(typed)
  const row = await findRecoveryCode(tx, member.id, code.slice(0, 1))
  if (!row || !(await passwordFits(row.code_hash, code))) return false
  if (!(await useRecoveryCode(tx, member.id, row.slot))) return false
  await writeLetter(tx, member, { kind: 'recovery-code-used' })
  return true
}
