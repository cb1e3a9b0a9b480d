import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { type Config, parseConfig } from '#platform/config.ts'
import { Trouble } from '#platform/trouble.ts'
import { startPostgres } from './embedded-postgres.ts'

/** What a command of `kasi` is given. Options arrive by name, words in their order. */
export type Given = { words: string[]; options: Record<string, string | boolean | undefined> }

/** One command of `kasi`: a file in src/main/commands/, listed in src/main/cli.ts. */
export type Command = {
  /** How it is written after its name: `FILE [--check]`. */
  usage: string
  /** What it does, for `kasi NAME --help`: a few lines. */
  about: string
  options?: ParseArgsOptionsConfig
  /** How many words it takes. */
  words?: { least: number; most: number }
  /** Returns the exit code; throws a Trouble for what a person can put right. */
  run(given: Given): Promise<number>
}

/** Parses what follows the command's name, or says how it should be written. */
export function parseGiven(name: string, command: Command, args: string[]): Given {
  const usage = `Write: kasi ${name} ${command.usage}`.trimEnd()
  const { least, most } = command.words ?? { least: 0, most: 0 }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args, options: command.options ?? {}, allowPositionals: true })
  } catch (cause) {
    const wrong = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : ''
    throw new Trouble(`kasi ${name}: ${wrong}.`, usage, { cause })
  }
  const words = parsed.positionals
  if (words.length < least) throw new Trouble(`kasi ${name}: something is missing.`, usage)
  if (words.length > most)
    throw new Trouble(`kasi ${name}: ${JSON.stringify(words[most])} is too much.`, usage)
  return { words, options: parsed.values as Given['options'] }
}

export type AtHand = { config: Config; url: string }

/** Runs `work` with the database that the settings name: DATABASE_URL, else the embedded PostgreSQL, started if need be. */
export async function withDatabase<T>(work: (at: AtHand) => Promise<T>): Promise<T> {
  const config = parseConfig(process.env)
  if (config.database.url) return work({ config, url: config.database.url.reveal() })
  const postgres = await startPostgres({ home: config.home, log: (line) => console.error(line) })
  try {
    return await work({ config, url: postgres.url })
  } finally {
    await postgres.stop()
  }
}
