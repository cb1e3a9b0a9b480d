import type { Config } from '#platform/config.ts'
import type { DemoRecord } from './demo/record.ts'
import { passkeyOrigin } from '#platform/webauthn.ts'
import { VERSION } from './version.ts'

type Facts = {
  config: Config
  address: URL | undefined
  url: string
  logFile: string
  took_ms: number
  /** Of the demo, where this is one. */
  demo: DemoRecord | undefined
}

/** What a person needs once Kasi stands: where it is, how to get in, where things are. */
export function showBanner({ config, address, url, logFile, took_ms, demo }: Facts) {
  const paint = process.stdout.isTTY && !process.env.NO_COLOR
  const bold = (text: string) => (paint ? `\u001b[1m${text}\u001b[0m` : text)
  const faint = (text: string) => (paint ? `\u001b[2m${text}\u001b[0m` : text)
  const open = (config.http.publicUrl ?? address)?.href ?? ''
  const named = URL.canParse(open) && passkeyOrigin(new URL(open)).href
  const passkeysAt = (href: string): [string, string] => ['', `${href}  ${faint('for passkeys')}`]
  const phones: [string, string] = ['Phones', `${open}demo/phones  ${faint('texts and mail')}`]
  const rows: [string, string][] = [
    ['Open', bold(open)],
    ...(named && named !== open ? [passkeysAt(named)] : []),
    ...loginsOf(demo, faint),
    ['Portal', `${open}portal/  ${faint('for subscribers')}`],
    ...(demo ? [phones] : []),
    ...(demo?.addresses.captive === undefined
      ? []
      : [
          ['Hotspot', `${demo.addresses.captive}  ${faint('the captive page')}`] satisfies [
            string,
            string,
          ],
        ]),
    ['API', faint(`${open}api/openapi.json`)],
    [
      'RADIUS',
      faint(`${config.radius.host}, ports ${config.radius.authPort} and ${config.radius.acctPort}`),
    ],
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

/** How to get into the demo, and what is laxer in it than in earnest. */
function loginsOf(
  demo: DemoRecord | undefined,
  faint: (text: string) => string,
): [string, string][] {
  if (!demo) return []
  const width = Math.max(...demo.staff.map(({ email }) => email.length))
  return [
    ['Password', `${demo.staff[0]?.password ?? ''}  ${faint('of everybody in the demo')}`],
    ...demo.staff.map(({ email, role, sites, totpSecret }, i): [string, string] => {
      const about = [
        role,
        sites && `at ${sites.join(', ')} only`,
        totpSecret && 'also asks for the code of: npm run kasi -- demo code',
      ]
      return [
        i === 0 ? 'Sign in' : '',
        `${email.padEnd(width)}  ${faint(about.filter(Boolean).join(', '))}`,
      ]
    }),
    ...(demo.mpesa
      ? [
          [
            'M-Pesa',
            `${demo.mpesa.page}  ${faint('phones of payers, and a fault lab')}`,
          ] satisfies [string, string],
        ]
      : []),
    ...demo.away.map((line, i): [string, string] => [i === 0 ? 'Away' : '', faint(line)]),
    ...demo.relaxed.map((line, i): [string, string] => [i === 0 ? 'Relaxed' : '', faint(line)]),
  ]
}
