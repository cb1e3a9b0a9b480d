import type { Read } from '#platform/tx.ts'
import { sealText } from '../rules/seal.ts'
import { SEAL_MAC } from '../store.ts'
import { examine } from './fingerprint.ts'

export type Verification = {
  journals: number
  seals: number
  findingsCount: number
  /** At most a hundred, in words that staff can act on. */
  findings: string[]
}

const FINDINGS_MAX = 100

/**
 * Computes every seal again from the rows as they are now, and every journal's hash from its postings. Finds rows
 * that were changed, taken out or put in, seals that were made by somebody else, and seals that are missing.
 */
export async function verifySeals(read: Pick<Read, 'sql' | 'vault'>): Promise<Verification> {
  const report: Verification = { journals: 0, seals: 0, findingsCount: 0, findings: [] }
  const find = (sentence: string) => {
    report.findingsCount++
    if (report.findings.length < FINDINGS_MAX) report.findings.push(sentence)
  }
  const onChanged = ({ number, key }: { number: bigint; key: string }) =>
    find(
      `Journal ${number} (${key}) is not what was booked: its postings or its text were changed.`,
    )

  const seals = await read.sql.selectFrom('ledger.seal').selectAll().orderBy('number').execute()
  let before: { number: number; hash: Buffer; to: bigint } = {
    number: 0,
    hash: Buffer.alloc(0),
    to: 0n,
  }
  for (const seal of seals) {
    if (seal.number !== before.number + 1 || seal.from_journal !== before.to + 1n)
      find(`Before seal ${seal.number} a seal is missing.`)
    if (read.vault.blind(SEAL_MAC, sealText(seal)) !== seal.mac)
      find(`Seal ${seal.number} (${seal.day.toString()}) was not made by Kasi, or was changed.`)
    const { hash, journals } = await examine(
      read,
      {
        before: before.number === 0 ? null : before.hash,
        after: before.to,
        upTo: seal.to_journal,
      },
      onChanged,
    )
    if (!hash.equals(seal.hash))
      find(
        `Seal ${seal.number} (${seal.day.toString()}) does not fit its journals ${seal.from_journal} to ${seal.to_journal}: it was made over ${seal.journal_count}, there are ${journals}.`,
      )
    report.journals += journals
    report.seals++
    // Judged by the stored seal, so that one that does not fit is one finding and not all after it.
    before = { number: seal.number, hash: seal.hash, to: seal.to_journal }
  }
  const tail = await examine(
    read,
    { before: null, after: before.to, upTo: 9_223_372_036_854_775_807n },
    onChanged,
  )
  report.journals += tail.journals
  return report
}
