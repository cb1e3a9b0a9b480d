import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { SETTINGS, type Environment, type SettingName } from '#platform/config/settings.ts'
import type { Secret } from '#platform/secret.ts'
import { Trouble } from '#platform/trouble.ts'

/** What the environment decided, read once. Rooms receive the slice they need, never the environment. */
export type Config = {
  readonly env: 'development' | 'production' | 'test'
  /** Absolute. */
  readonly home: string
  /** Whether an empty database gets the demo ISP; never in production. */
  readonly demo: boolean
  readonly http: {
    readonly host: string
    readonly port: number
    /** Unset: `http(s)://host:port` of the listener, known once it listens. */
    readonly publicUrl?: URL
    readonly tls?: { readonly certFile: string; readonly keyFile: string }
    /** Addresses and networks; `loopback` for this machine. */
    readonly trustedProxies: readonly string[]
    readonly redirectPort?: number
  }
  readonly webhooks: {
    readonly allowPrivate: boolean
    /** The only hosts that may be called; absent: any. */
    readonly hosts?: readonly string[]
  }
  readonly database: { readonly url?: Secret; readonly pool: number }
  readonly keys: { readonly file: string; readonly inline?: Secret }
  readonly radius: {
    readonly host: string
    readonly authPort: number
    readonly acctPort: number
    readonly coaPort: number
    /** Changes that home servers send about their guests. */
    readonly changesPort?: number
    /** RADIUS over TCP without TLS. */
    readonly tcpPort?: number
    /** RADIUS over TLS. */
    readonly radsec?: { readonly port: number; readonly caFile?: string }
    /** The certificate of EAP and RadSec; absent: a self-made one. */
    readonly eap?: { readonly certFile: string; readonly keyFile: string }
    /** The newest that PEAP and TTLS speak. */
    readonly eapTls: 'TLSv1.2' | 'TLSv1.3'
  }
  readonly mail: { readonly url?: Secret; readonly from?: string }
  readonly log: {
    readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
    /** Lines go to the collector of `tracing`, too. */
    readonly isShipped: boolean
  }
  /** clamd, which looks at files that people upload; absent: nobody does. */
  readonly scanner: { readonly at?: URL }
  readonly metrics: { readonly token?: Secret }
  /** Where a process without the role `api` says how it is. */
  readonly health: { readonly port?: number }
  readonly tracing: { readonly endpoint?: URL; readonly headers?: Secret; readonly service: string }
  /** One line per setting, secrets masked: what was chosen, and by whom. */
  readonly chosen: readonly ChosenSetting[]
}

export type ChosenSetting = {
  readonly name: SettingName
  readonly shown: string
  readonly from: 'environment' | 'default'
}

type Texts = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment, or throws one Trouble that lists every problem at once: settings that Kasi does
 * not know, values that it cannot use, and settings that contradict each other. A setting that is set to
 * the empty text counts as unset, because compose files and systemd units pass such ones along.
 */
export function parseConfig(env: Texts): Config {
  const problems: string[] = unknownSettings(env)
  const read: Partial<Record<SettingName, unknown>> = {}
  for (const [name, setting] of settings()) {
    const text = env[name] || ('fallback' in setting ? setting.fallback : undefined)
    if (text === undefined) continue
    const parsed = setting.schema.safeParse(text)
    if (parsed.success) read[name] = parsed.data
    else
      problems.push(
        `${name} is ${shown(name, text)}: it ${parsed.error.issues[0]?.message ?? 'is not valid'}`,
      )
  }
  problems.push(...contradictions(read as Partial<Environment>))
  if (problems.length > 0) {
    throw new Trouble(
      `Kasi cannot start with these settings:\n${problems.map((problem) => `  - ${problem}.`).join('\n')}`,
      'Correct them in the environment. `kasi --help` lists every setting.',
    )
  }
  return toConfig(read as Environment, choices(env))
}

/** The settings as they were chosen, one a line, for the start of the log and for `kasi doctor`. */
export function describeConfig(config: Config): string {
  return config.chosen
    .map(
      ({ name, shown: value, from }) =>
        `${name}=${value}${from === 'default' ? '  (default)' : ''}`,
    )
    .join('\n')
}

function settings() {
  return Object.entries(SETTINGS) as [SettingName, (typeof SETTINGS)[SettingName]][]
}

function unknownSettings(env: Texts): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('KASI_') && !(name in SETTINGS))
    .filter((name) => !name.startsWith('KASI_TEST_')) // The test bench speaks to itself with these.
    .map((name) => {
      const near = nearest(name)
      return `${name} is not a setting of Kasi${near ? ` (did you mean ${near}?)` : '; remove it'}`
    })
}

function contradictions(read: Partial<Environment>): string[] {
  const problems: string[] = []
  const production = read.KASI_ENV === 'production'
  const { KASI_TLS_CERT: cert, KASI_TLS_KEY: key, KASI_PUBLIC_URL: publicUrl } = read
  if (cert && !key)
    problems.push('KASI_TLS_CERT is set and KASI_TLS_KEY is not: set both or neither')
  if (key && !cert)
    problems.push('KASI_TLS_KEY is set and KASI_TLS_CERT is not: set both or neither')
  if (read.KASI_HTTP_REDIRECT_PORT !== undefined && !cert)
    problems.push(
      'KASI_HTTP_REDIRECT_PORT is set and Kasi serves no TLS: set KASI_TLS_CERT and KASI_TLS_KEY, or remove it',
    )
  if (cert && publicUrl?.protocol === 'http:')
    problems.push('KASI_PUBLIC_URL starts with http:// while Kasi serves TLS: write https://')
  if (production && !publicUrl)
    problems.push(
      'KASI_PUBLIC_URL is not set, and production needs it: set it to the https:// address that people use',
    )
  if (production && publicUrl?.protocol === 'http:' && !cert)
    problems.push(
      'KASI_PUBLIC_URL starts with http://, and production asks for https: write https:// and serve TLS (KASI_TLS_CERT) or put a proxy in front',
    )
  if (
    production &&
    read.KASI_HTTP_HOST &&
    !isLoopback(read.KASI_HTTP_HOST) &&
    !cert &&
    !read.KASI_TRUSTED_PROXIES?.length
  )
    problems.push(
      `KASI_HTTP_HOST is ${read.KASI_HTTP_HOST}, which other machines reach without TLS: set KASI_TLS_CERT and KASI_TLS_KEY, or name the proxy that speaks TLS in KASI_TRUSTED_PROXIES`,
    )
  if (production) problems.push(...plainWays(read))
  if (read.KASI_KEYS && read.KASI_KEYS_FILE)
    problems.push(
      'KASI_KEYS and KASI_KEYS_FILE are both set: keep one, so that it is clear which keys count',
    )
  if (read.KASI_RADIUS_AUTH_PORT !== 0 && read.KASI_RADIUS_AUTH_PORT === read.KASI_RADIUS_ACCT_PORT)
    problems.push(
      `KASI_RADIUS_AUTH_PORT and KASI_RADIUS_ACCT_PORT are both ${read.KASI_RADIUS_AUTH_PORT}: give each its own port`,
    )
  if (read.KASI_RADIUS_TCP_PORT && read.KASI_RADIUS_TCP_PORT === read.KASI_RADSEC_PORT)
    problems.push(
      `KASI_RADIUS_TCP_PORT and KASI_RADSEC_PORT are both ${read.KASI_RADSEC_PORT}: give each its own port`,
    )
  if (read.KASI_RADSEC_CA && read.KASI_RADSEC_PORT === undefined)
    problems.push('KASI_RADSEC_CA is set and KASI_RADSEC_PORT is not: set both, or remove it')
  if (Boolean(read.KASI_RADIUS_EAP_CERT) !== Boolean(read.KASI_RADIUS_EAP_KEY))
    problems.push(
      'Of KASI_RADIUS_EAP_CERT and KASI_RADIUS_EAP_KEY only one is set: set both or neither',
    )
  if (read.OTEL_EXPORTER_OTLP_HEADERS && !read.OTEL_EXPORTER_OTLP_ENDPOINT)
    problems.push(
      'OTEL_EXPORTER_OTLP_HEADERS is set and OTEL_EXPORTER_OTLP_ENDPOINT is not: set both or neither',
    )
  if (read.OTEL_LOGS_EXPORTER === 'otlp' && !read.OTEL_EXPORTER_OTLP_ENDPOINT)
    problems.push(
      'OTEL_LOGS_EXPORTER is otlp and OTEL_EXPORTER_OTLP_ENDPOINT is not set: set both, or remove it',
    )
  return problems
}

/** What would leave this machine unencrypted, or encrypted for nobody in particular (ASVS V12.3). */
function plainWays(read: Partial<Environment>): string[] {
  const problems: string[] = []
  const database = read.DATABASE_URL && new URL(read.DATABASE_URL.reveal())
  if (database && !read.KASI_DATABASE_PLAIN && !staysHere(database)) {
    if (database.searchParams.get('sslmode') !== 'verify-full')
      problems.push(
        `DATABASE_URL leads to ${database.hostname} without sslmode=verify-full, and production asks for TLS whose certificate is checked: add it, or set KASI_DATABASE_PLAIN=1 when the way there is private by other means`,
      )
  }
  const traces = read.OTEL_EXPORTER_OTLP_ENDPOINT
  if (traces?.protocol === 'http:' && !isLoopback(traces.hostname))
    problems.push(
      `OTEL_EXPORTER_OTLP_ENDPOINT leads to ${traces.hostname} by http://, and traces say what people do: write https://, or run a collector on this machine`,
    )
  const scanner = read.KASI_CLAMD
  if (scanner?.protocol === 'tcp:' && !isLoopback(scanner.hostname))
    problems.push(
      `KASI_CLAMD leads to ${scanner.hostname}, and clamd speaks no TLS while papers are about people: run it on this machine, or share its socket (unix:///…)`,
    )
  return problems
}

/** A socket of this machine (no host, or `?host=/directory`), or its loopback. */
function staysHere(database: URL): boolean {
  const host = database.searchParams.get('host') ?? database.hostname
  return host === '' || host.startsWith('/') || isLoopback(host.replaceAll(/^\[|\]$/g, ''))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function choices(env: Texts): ChosenSetting[] {
  return settings().flatMap(([name, setting]): ChosenSetting[] => {
    const text = env[name]
    if (text) return [{ name, shown: shown(name, text), from: 'environment' }]
    return 'fallback' in setting ? [{ name, shown: setting.fallback, from: 'default' }] : []
  })
}

/** A value as it may be printed: secrets hidden, of URLs only the password. */
function shown(name: SettingName, value: string): string {
  const setting = SETTINGS[name]
  const secret = 'secret' in setting ? setting.secret : undefined
  if (secret === undefined) return JSON.stringify(value.slice(0, 200))
  if (secret === 'value' || !URL.canParse(value)) return '[secret]'
  const url = new URL(value)
  if (url.password) url.password = 'secret'
  for (const parameter of url.searchParams.keys())
    if (/pass|secret|token/i.test(parameter)) url.searchParams.set(parameter, 'secret')
  return url.href
}

function toConfig(read: Environment, chosen: ChosenSetting[]): Config {
  const home = resolve(read.KASI_HOME)
  const { KASI_TLS_CERT: certFile, KASI_TLS_KEY: keyFile } = read
  const { KASI_RADSEC_PORT: radsecPort, KASI_RADSEC_CA: radsecCa } = read
  const { KASI_RADIUS_EAP_CERT: eapCert, KASI_RADIUS_EAP_KEY: eapKey } = read
  return {
    env: read.KASI_ENV,
    home,
    demo: read.KASI_ENV === 'development' && read.KASI_DEMO,
    http: {
      host: read.KASI_HTTP_HOST,
      port: read.KASI_HTTP_PORT,
      ...(read.KASI_PUBLIC_URL && { publicUrl: read.KASI_PUBLIC_URL }),
      ...(certFile &&
        keyFile && { tls: { certFile: resolve(certFile), keyFile: resolve(keyFile) } }),
      trustedProxies: read.KASI_TRUSTED_PROXIES ?? [],
      ...(read.KASI_HTTP_REDIRECT_PORT !== undefined && {
        redirectPort: read.KASI_HTTP_REDIRECT_PORT,
      }),
    },
    webhooks: {
      allowPrivate: read.KASI_WEBHOOK_ALLOW_PRIVATE === '1',
      ...(read.KASI_OUTBOUND_HOSTS && { hosts: read.KASI_OUTBOUND_HOSTS }),
    },
    database: {
      ...(read.DATABASE_URL && { url: read.DATABASE_URL }),
      pool: read.KASI_DATABASE_POOL,
    },
    keys: {
      file: resolve(read.KASI_KEYS_FILE ?? `${home}/keys.json`),
      ...(read.KASI_KEYS && { inline: read.KASI_KEYS }),
    },
    radius: {
      host: read.KASI_RADIUS_HOST,
      authPort: read.KASI_RADIUS_AUTH_PORT,
      acctPort: read.KASI_RADIUS_ACCT_PORT,
      coaPort: read.KASI_RADIUS_COA_PORT,
      ...(read.KASI_RADIUS_CHANGES_PORT !== undefined && {
        changesPort: read.KASI_RADIUS_CHANGES_PORT,
      }),
      ...(read.KASI_RADIUS_TCP_PORT !== undefined && { tcpPort: read.KASI_RADIUS_TCP_PORT }),
      ...(radsecPort !== undefined && {
        radsec: { port: radsecPort, ...(radsecCa && { caFile: resolve(radsecCa) }) },
      }),
      eapTls: read.KASI_RADIUS_EAP_TLS === '1.3' ? 'TLSv1.3' : 'TLSv1.2',
      ...(eapCert && eapKey && { eap: { certFile: resolve(eapCert), keyFile: resolve(eapKey) } }),
    },
    mail: {
      ...(read.KASI_SMTP_URL && { url: read.KASI_SMTP_URL }),
      ...(read.KASI_MAIL_FROM && { from: read.KASI_MAIL_FROM }),
    },
    log: { level: read.KASI_LOG_LEVEL, isShipped: read.OTEL_LOGS_EXPORTER === 'otlp' },
    scanner: { ...(read.KASI_CLAMD && { at: read.KASI_CLAMD }) },
    health: { ...(read.KASI_HEALTH_PORT !== undefined && { port: read.KASI_HEALTH_PORT }) },
    metrics: { ...(read.KASI_METRICS_TOKEN && { token: read.KASI_METRICS_TOKEN }) },
    tracing: {
      ...(read.OTEL_EXPORTER_OTLP_ENDPOINT && { endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT }),
      ...(read.OTEL_EXPORTER_OTLP_HEADERS && { headers: read.OTEL_EXPORTER_OTLP_HEADERS }),
      service: read.OTEL_SERVICE_NAME,
    },
    chosen,
  }
}

/** The setting that a mistyped name probably means: at most three letters away. */
function nearest(name: string): SettingName | undefined {
  const [best] = settings()
    .map(([known]) => ({ known, far: distance(name, known) }))
    .toSorted((a, b) => a.far - b.far)
  return best && best.far <= 3 ? best.known : undefined
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap))
    }
    row = next
  }
  return row[b.length] ?? 0
}
