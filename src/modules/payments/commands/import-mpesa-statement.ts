import { readCsv } from '#kernel/csv.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { importMpesaStatement as endpoint } from '../contract.ts'
import { shortcodeOfTelling } from '../queries/doors.ts'
import { statementOfAnother, statementUnreadable } from '../refusals.ts'
import { readMpesaStatement, STATEMENT_LIMITS } from '../rules/mpesa-statement.ts'
import type { Skipped } from '../rules/statement.ts'
import { addStatement } from './add-statement.ts'

/** Reads a statement of the M-Pesa organisation portal and keeps it. Answers the rows that do not count. */
export async function importMpesaStatement(
  tx: Tx,
  { id, shortcodeId, fileName, csv }: ParsedInputOf<typeof endpoint>,
): Promise<readonly Skipped[]> {
  const shortcode = await shortcodeOfTelling(tx, shortcodeId)
  const read = readMpesaStatement(readCsv(csv, STATEMENT_LIMITS))
  if (read.kind === 'unreadable')
    throw statementUnreadable({ row: String(read.row), why: read.why }, [
      { path: 'csv', message: read.why },
    ])
  if (read.of !== null && ![shortcode.number, shortcode.store].includes(read.of))
    throw statementOfAnother({ of: read.of, chosen: shortcode.number }, [
      { path: 'shortcodeId', message: `The file is of ${read.of}.` },
    ])
  await addStatement(tx, {
    ...{ id, shortcodeId, fileName, format: 'mpesa-csv', account: shortcode.into_account },
    ...{ digest: hashToken(csv), lines: read.lines, skipped: read.skipped.length },
  })
  return read.skipped
}
