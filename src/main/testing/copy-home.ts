import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Copies a home whose PostgreSQL has stopped to a path where nothing is yet. */
export function copyHome(from: string, to: string): void {
  // With its owners, who are not always us: PostgreSQL refuses data that belong to somebody else.
  const copy = spawnSync('cp', ['-aT', '--reflink=auto', from, to], { encoding: 'utf8' })
  if (copy.status !== 0) throw new Error(`The home ${from} could not be copied: ${copy.stderr}`)
  // Copies that start at the same moment would all find the port of last time free.
  const file = join(to, 'postgres/connection.json')
  const connection = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...connection, port: 0 }))
}
