import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const KEPT_BYTES = 20_000_000

/** Prepares a log file for more lines: one that has grown large steps aside as `….1`. Returns its size. */
export function prepareLogFile(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size <= KEPT_BYTES) return size
  renameSync(file, `${file}.1`)
  return 0
}
