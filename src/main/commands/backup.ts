import { wallClock } from '#platform/clock.ts'
import { backUp } from '../backup/back-up.ts'
import { type Command, withDatabase } from '../command.ts'
import { keysAtHand } from '../keys-at-hand.ts'
import { VERSION } from '../version.ts'

export const command: Command = {
  usage: 'FILE',
  about: `Writes everything in the database, as it is at one moment, to a new FILE: compressed, sealed with a key
derived from the key-encryption key, read back and checked. Kasi may go on running meanwhile.

The keys are not in the backup. Keep a copy of the keys file in another place: without it no backup opens.`,
  words: { least: 1, most: 1 },
  run: ({ words: [file = ''] }) =>
    withDatabase(async ({ config, url }) => {
      const done = await backUp({
        url,
        file,
        keys: keysAtHand(config),
        clock: wallClock,
        kasi: VERSION,
      })
      const size_MB = (done.bytes / 1_000_000).toFixed(1)
      console.log(
        `${file}: ${done.tables} tables, ${done.rows} rows, ${size_MB} MB, sealed and checked.`,
      )
      return 0
    }),
}
