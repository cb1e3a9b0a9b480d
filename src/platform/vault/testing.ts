import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wallClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { testDatabase } from '#platform/testing.ts'
import { whenFileEnds } from '#platform/testing/file-end.ts'
import { openVault, type OpenVault } from '#platform/vault/open-vault.ts'

/** A directory that lasts as long as the test file. */
export function scratchDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'kasi-test-'))
  whenFileEnds(() => rmSync(path, { recursive: true, force: true }))
  return path
}

export function keysIn(
  directory: string,
  env: Config['env'] = 'test',
): Pick<Config, 'keys' | 'env'> {
  return { env, keys: { file: join(directory, 'keys.json') } }
}

let opened: Promise<OpenVault> | undefined

/** The real vault on this file's database, with keys that last as long as the test file. */
export function realVault(): Promise<OpenVault> {
  opened ??= open()
  return opened
}

async function open(): Promise<OpenVault> {
  whenFileEnds(() => {
    opened = undefined
  })
  const { sql } = await testDatabase()
  return openVault(sql, { config: keysIn(scratchDirectory()), clock: wallClock })
}
