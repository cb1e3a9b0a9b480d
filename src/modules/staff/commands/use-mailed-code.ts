import type { Tx } from '#platform/tx.ts'
import {
  CODE_COLUMN,
  lockMailedCode,
  newEmailAt,
  type MailedCodePurpose,
} from '../queries/signing-in.ts'
import { CODE_TRIES } from '../rules/limits.ts'
import { updateMailedCode } from '../store.ts'

export type UsedCode =
  | { kind: 'right'; newEmail: { email: string; blind: string } | null }
  | { kind: 'wrong'; left: number }
  | { kind: 'gone' }

/** Tries a mailed code: it opens once, within its time, and takes five wrong tries at most (ASVS 5.0 V6.5.1, V6.5.5). */
export async function useMailedCode(
  tx: Tx,
  given: { purpose: MailedCodePurpose; subjectId: string; code: string },
): Promise<UsedCode> {
  const row = await lockMailedCode(tx, given)
  const gone =
    !row ||
    row.used_at ||
    row.tries >= CODE_TRIES ||
    Temporal.Instant.compare(tx.now, row.ends_at) >= 0
  if (gone) return { kind: 'gone' }

  // Both sides are keyed hashes, so the time of comparing them tells nothing about the code.
  if (tx.vault.blind(CODE_COLUMN, `${row.id}:${given.code}`) !== row.code_blind) {
    await updateMailedCode(tx, row.id, { tries: row.tries + 1 })
    return { kind: 'wrong', left: CODE_TRIES - row.tries - 1 }
  }
  await updateMailedCode(tx, row.id, { used_at: tx.now })
  const { new_email_sealed: sealed, new_email_blind: blind } = row
  const newEmail =
    sealed && blind ? { email: tx.vault.open(newEmailAt(row.id), sealed), blind } : null
  return { kind: 'right', newEmail }
}
