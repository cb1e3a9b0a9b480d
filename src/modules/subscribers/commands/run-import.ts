import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { subscribersImported } from '../events.ts'
import { duplicatesIn, readImport } from '../queries/import.ts'
import { importRefused } from '../refusals.ts'
import { writeSubscribers } from './write-subscribers.ts'

const IDS_PER_EVENT = 150

/** Brings in a file, whole or not at all: one mistake anywhere and nothing is written. */
export async function runImport(
  tx: Tx,
  input: { csv: string; duplicates: 'skip' | 'add' },
): Promise<{ added: number; skipped: number }> {
  const file = await readImport(tx, input.csv)
  const [first] = file.mistakes
  if (first) {
    const where = `row ${first.row}${first.column === null ? '' : `, ${first.column}`}`
    throw importRefused(
      { count: file.mistakes.length, first: `${where}: ${first.message}` },
      file.mistakes.slice(0, 200).map((mistake) => ({
        path: `rows.${mistake.row}.${mistake.column ?? ''}`,
        message: mistake.message,
      })),
    )
  }
  const { known, repeated } = await duplicatesIn(tx, file.rows)
  const left = new Set([...known.map((one) => one.row), ...repeated])
  const chosen =
    input.duplicates === 'add' ? file.rows : file.rows.filter((one) => !left.has(one.row))
  const ids = await writeSubscribers(
    tx,
    chosen.map((one) => one.input),
  )
  audit(tx, { objects: [], reason: `${ids.length} subscribers from a file` })
  for (let start = 0; start < ids.length; start += IDS_PER_EVENT) {
    tx.emit(subscribersImported, { subscriberIds: ids.slice(start, start + IDS_PER_EVENT) })
  }
  return { added: ids.length, skipped: file.rows.length - chosen.length }
}
