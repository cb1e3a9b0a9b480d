import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a file beside another one, to be moved into its place: on disk before this returns, so that a power cut leaves the old one or
 * the new one and never half of one. Only its owner may read it. Gives its name.
 */
export function writeBeside(file: string, text: string): string {
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  return beside
}

/** A name that was moved or linked into place survives a power cut once its directory is on disk. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
