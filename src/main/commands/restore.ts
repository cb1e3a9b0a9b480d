import { parseConfig } from '#platform/config.ts'
import { checkBackup } from '../backup/back-up.ts'
import { restore } from '../backup/restore.ts'
import { type Command, withDatabase } from '../command.ts'
import { keysAtHand } from '../keys-at-hand.ts'

export const command: Command = {
  usage: 'FILE [--check]',
  about: `Fills an empty database with what \`kasi backup\` wrote to FILE. The file is checked to its end first, and the rows
arrive in one transaction: either everything is restored or nothing.

  --check   only checks that FILE is whole and opens with our keys`,
  options: { check: { type: 'boolean' } },
  words: { least: 1, most: 1 },
  run: ({ words: [file = ''], options }) => (options.check ? check(file) : fill(file)),
}

async function check(file: string): Promise<number> {
  const found = await checkBackup(file, keysAtHand(parseConfig(process.env)))
  console.log(
    `${file} is whole: ${found.tables} tables, ${found.rows} rows, up to migration ${found.lastMigration}.`,
  )
  return 0
}

function fill(file: string): Promise<number> {
  return withDatabase(async ({ config, url }) => {
    const done = await restore({
      url,
      file,
      keys: keysAtHand(config),
      say: (line) => console.log(line),
    })
    console.log(
      `Restored ${done.tables} tables with ${done.rows} rows. Next: kasi migrate, then start Kasi.`,
    )
    return 0
  })
}
