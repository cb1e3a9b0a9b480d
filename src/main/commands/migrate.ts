import { migrate } from '#platform/migrate.ts'
import { type Command, withDatabase } from '../command.ts'

export const command: Command = {
  usage: '',
  about: `Brings the database to this version of Kasi. Safe to run at any time and by several machines at once; it never
goes back. Make a backup before an upgrade: kasi backup FILE`,
  run: () =>
    withDatabase(async ({ url }) => {
      const { applied } = await migrate({ url, log: (line) => console.log(line) })
      if (applied.length === 0) console.log('The database is up to date.')
      return 0
    }),
}
