import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { VERSION } from './version.ts'

type Facts = {
  config: Config
  address: URL | undefined
  url: string
  logFile: string
  took_ms: number
}

type Demo = { staff?: { name?: string; role?: string; email: string; password: string }[] }

/** What a person needs once Kasi stands: where it is, how to get in, where things are. */
export function showBanner({ config, address, url, logFile, took_ms }: Facts) {
  const paint = process.stdout.isTTY && !process.env.NO_COLOR
  const bold = (text: string) => (paint ? `\u001b[1m${text}\u001b[0m` : text)
  const faint = (text: string) => (paint ? `\u001b[2m${text}\u001b[0m` : text)
  const open = (config.http.publicUrl ?? address)?.href ?? ''
  const rows: [string, string][] = [
    ['Open', bold(open)],
    ...loginsOf(config.home).map(({ email, password, role }, i): [string, string] => [
      i === 0 ? 'Sign in' : '',
      `${email}  ${password}${role ? faint(`  ${role}`) : ''}`,
    ]),
    ['API', faint(`${open}api/openapi.json`)],
    [
      'Database',
      faint(config.database.url ? new URL(url).host : `PostgreSQL on ${new URL(url).host}`),
    ],
    ['Data', faint(config.home)],
    ['Log', faint(logFile)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const seconds = (took_ms / 1000).toFixed(1)
  console.log(`\n  ${bold(`Kasi ${VERSION}`)} ${faint(`is ready after ${seconds} s`)}\n`)
  for (const [name, value] of rows) console.log(`  ${faint(name.padEnd(width))}  ${value}`)
  console.log(`\n  ${faint('Ctrl-C stops it.')}\n`)
}

/** The demo's staff, from what the demo wrote down when it was made. */
function loginsOf(home: string): NonNullable<Demo['staff']> {
  const file = join(home, 'demo.json')
  if (!existsSync(file)) return []
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Demo).staff ?? []
  } catch {
    return []
  }
}
