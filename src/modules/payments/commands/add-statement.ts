import { must } from '#kernel/assert.ts'
import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { STATEMENT_FORMATS } from '../contract.ts'
import { statementKnown } from '../refusals.ts'
import { gapsIn, type LineRead } from '../rules/statement.ts'
import { insertLines, insertStatement, updateStatement } from '../store/statements.ts'

export type NewStatement = {
  readonly id: string
  /** Which account of the ledger it explains. */
  readonly account: number
  readonly shortcodeId: string | null
  readonly format: (typeof STATEMENT_FORMATS)[number]
  readonly fileName: string
  /** SHA-256 of the file, in hex. */
  readonly digest: string
  readonly lines: readonly LineRead[]
  readonly skipped: number
}

/**
 * Keeps a statement of a provider or a bank, each line once however many files hold it, and has it compared with the books. The same file
 * is refused; the same id again does nothing.
 */
export async function addStatement(tx: Tx, given: NewStatement): Promise<void> {
  const { id, account, lines } = given
  const times = lines.map(({ at }) => at).toSorted(Temporal.Instant.compare)
  const isNew = await insertStatement(tx, {
    ...{ id, account, shortcode_id: given.shortcodeId, format: given.format },
    ...{ file_name: given.fileName, digest: given.digest, skipped: given.skipped },
    from_at: must(times[0], 'a statement has lines'),
    to_at: must(times.at(-1), 'a statement has lines'),
    ...{ lines: lines.length, known_lines: 0, gaps: gapsIn(lines), state: 'comparing' },
  })
  if (!isNew) throw statementKnown()
  const added = await insertLines(tx, { statementId: id, account }, lines)
  await updateStatement(tx, id, { known_lines: lines.length - added })
  audit(tx, { objects: [{ table: 'payments.statement', id }] })
  wake(tx, 'payments.compare-statements')
}
