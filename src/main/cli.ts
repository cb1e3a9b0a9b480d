import type { Command } from './command.ts'
import { parseGiven } from './command.ts'
import { describeSettings } from './describe-settings.ts'
import { tellTrouble } from './tell-trouble.ts'
import { VERSION } from './version.ts'
import { Trouble } from '#platform/trouble.ts'

/** The commands, in the order in which someone meets them. Each is loaded when it is called. */
const COMMANDS: Record<string, { summary: string; load: () => Promise<{ command: Command }> }> = {
  doctor: {
    summary: 'checks this machine and says what to do',
    load: () => import('./commands/doctor.ts'),
  },
  migrate: {
    summary: 'brings the database to this version of Kasi',
    load: () => import('./commands/migrate.ts'),
  },
  serve: { summary: 'runs Kasi, or some of its roles', load: () => import('./commands/serve.ts') },
  staff: {
    summary: 'helps staff who cannot get in',
    load: () => import('./commands/staff.ts'),
  },
  keys: {
    summary: 'makes, shows and rotates the keys that seal personal data',
    load: () => import('./commands/keys.ts'),
  },
  audit: {
    summary: 'finds what was changed in the audit trail',
    load: () => import('./commands/audit.ts'),
  },
  ledger: {
    summary: 'finds what was changed in the ledger',
    load: () => import('./commands/ledger.ts'),
  },
  demo: {
    summary: 'shows a code of the demo, or empties it',
    load: () => import('./commands/demo.ts'),
  },
  backup: {
    summary: 'writes everything to one sealed file',
    load: () => import('./commands/backup.ts'),
  },
  restore: {
    summary: 'fills an empty database from such a file',
    load: () => import('./commands/restore.ts'),
  },
}

const HELP = ['help', '--help', '-h']

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  tellTrouble(error)
  process.exitCode = 1
}

async function main([name = 'help', ...args]: string[]): Promise<number> {
  if (HELP.includes(name)) return say(help())
  if (name === '--version' || name === 'version')
    return say(`kasi ${VERSION} on Node.js ${process.versions.node}`)
  const found = COMMANDS[name]
  if (!found) {
    throw new Trouble(
      `There is no command "kasi ${name}".`,
      `There are: ${Object.keys(COMMANDS).join(', ')}. \`kasi --help\` says more.`,
    )
  }
  const { command } = await found.load()
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    return say(`kasi ${name} ${command.usage}\n\n${command.about}`)
  }
  return command.run(parseGiven(name, command, args))
}

function say(text: string): number {
  console.log(text)
  return 0
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length))
  const commands = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  kasi ${name.padEnd(width)}  ${summary}`,
  )
  return `Kasi ${VERSION}, software for running an internet service provider.

${commands.join('\n')}

\`kasi NAME --help\` says more about one. To try Kasi out on this machine: npm start

Settings come from the environment:

${describeSettings()}`
}
