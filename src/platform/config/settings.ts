import { isIP } from 'node:net'
import type { z } from 'zod'
import {
  text,
  port,
  wholeNumber,
  oneOf,
  url,
  secretUrl,
  secretText,
  readableFile,
  networks,
  hosts,
  memory,
} from '#platform/config/shapes.ts'

/**
 * Every setting that Kasi reads from its environment. Parsing, `kasi --help` and
 * docs/operating/settings.md are made from this table, so a setting is written down once.
 */
export type EnvironmentSetting = {
  readonly group: (typeof GROUPS)[number]
  /** From the text in the environment to the value; its messages complete "NAME is '…': it …". */
  readonly schema: z.ZodType<unknown, string>
  /** As it would be written in the environment. Absent: the setting is optional. */
  readonly fallback?: string
  readonly sentence: string
  readonly example?: string
  /** `value`: never printed. `password`: a URL, printed without its password. */
  readonly secret?: 'value' | 'password'
}

export const GROUPS = [
  'Where and how Kasi runs',
  'HTTP and TLS',
  'Database',
  'Keys',
  'RADIUS',
  'E-mail',
  'Logs, metrics and traces',
  'The embedded PostgreSQL',
] as const

export const SETTINGS = {
  KASI_ENV: {
    group: 'Where and how Kasi runs',
    schema: oneOf(['development', 'production', 'test']),
    fallback: 'development',
    sentence:
      'What this copy is for. In production Kasi makes no keys by itself, takes no demo keys, and asks for https.',
  },
  KASI_HOME: {
    group: 'Where and how Kasi runs',
    schema: text,
    fallback: '.kasi',
    sentence: 'Directory of everything that Kasi keeps on this machine.',
    example: '/var/lib/kasi',
  },
  KASI_DEMO: {
    group: 'Where and how Kasi runs',
    schema: oneOf(['0', '1']).transform((value) => value === '1'),
    fallback: '1',
    sentence:
      'In development, whether `npm start` makes a demo ISP in an empty database. 0: start empty, with the set-up of the first owner.',
  },
  KASI_HTTP_HOST: {
    group: 'HTTP and TLS',
    schema: text.regex(/^[\w.:-]+$/, 'must be an address or a host name of this machine'),
    fallback: '127.0.0.1',
    sentence: 'Address that HTTP listens on; 0.0.0.0 or :: for all.',
  },
  KASI_HTTP_PORT: {
    group: 'HTTP and TLS',
    schema: port(),
    fallback: '8080',
    sentence: 'Port that HTTP listens on; 0 takes any free one.',
  },
  KASI_PUBLIC_URL: {
    group: 'HTTP and TLS',
    schema: url(['http', 'https']).refine(
      (value) =>
        value.pathname === '/' && value.search === '' && value.hash === '' && value.username === '',
      'must be an origin only, such as https://isp.example, without a path, query or password',
    ),
    sentence:
      'Address at which people reach Kasi: for links, cookies, passkeys and the check of where a request comes from. From the host and port above unless set; needed in production.',
    example: 'https://isp.example',
  },
  KASI_TLS_CERT: {
    group: 'HTTP and TLS',
    schema: readableFile(),
    sentence:
      'Certificate chain (PEM file) when Kasi serves TLS itself. Read again when it changes.',
    example: '/etc/kasi/fullchain.pem',
  },
  KASI_TLS_KEY: {
    group: 'HTTP and TLS',
    schema: readableFile(),
    sentence: 'Private key (PEM file) of that certificate.',
    example: '/etc/kasi/privkey.pem',
  },
  KASI_TRUSTED_PROXIES: {
    group: 'HTTP and TLS',
    schema: networks,
    sentence:
      'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody else is. `loopback` means this machine.',
    example: 'loopback,10.0.0.0/8',
  },
  KASI_HTTP_REDIRECT_PORT: {
    group: 'HTTP and TLS',
    schema: port(),
    sentence:
      'Plain HTTP port that only sends browsers on to KASI_PUBLIC_URL, when Kasi serves TLS. None unless set.',
    example: '80',
  },
  KASI_CLAMD: {
    group: 'HTTP and TLS',
    schema: url(['tcp', 'unix']),
    sentence:
      'ClamAV’s clamd, which looks at every file that people upload; what it calls harmful is refused, and while it is away no file is taken. Unset: nobody looks.',
    example: 'unix:///run/clamav/clamd.ctl',
  },
  KASI_WEBHOOK_ALLOW_PRIVATE: {
    group: 'HTTP and TLS',
    schema: oneOf(['0', '1']),
    fallback: '0',
    sentence:
      'Whether webhooks may reach private networks and plain http (1). Anyone who may add webhooks can then call machines beside Kasi.',
  },
  KASI_OUTBOUND_HOSTS: {
    group: 'HTTP and TLS',
    schema: hosts,
    sentence:
      'The only hosts that Kasi calls at addresses that people type (webhooks, M-Pesa, gateways for messages) or browsers say (web push), `*.` for all below. Any on the Internet unless set.',
    example: 'hooks.isp.example,*.accounts.example',
  },
  DATABASE_URL: {
    group: 'Database',
    schema: secretUrl(['postgres', 'postgresql']),
    secret: 'password',
    sentence:
      'A PostgreSQL (15 or newer) of your own. Unset: Kasi starts the PostgreSQL that it brings along.',
    example: 'postgres://kasi:password@db.example/kasi?sslmode=verify-full',
  },
  KASI_DATABASE_PLAIN: {
    group: 'Database',
    schema: oneOf(['0', '1']).transform((value) => value === '1'),
    fallback: '0',
    sentence:
      'In production Kasi speaks to a database on another machine by TLS with a checked certificate only. 1: the way there is private by other means, so plain is fine.',
  },
  KASI_DATABASE_POOL: {
    group: 'Database',
    schema: wholeNumber(2, 500),
    fallback: '10',
    sentence:
      'Most database connections on which one process works. As many again only read, and five are for counters and news.',
  },
  KASI_KEYS_FILE: {
    group: 'Keys',
    schema: text,
    sentence:
      'File with the key-encryption keys (mode 0600). `keys.json` in KASI_HOME unless set. Without it no personal data can be read: keep a copy elsewhere.',
    example: '/etc/kasi/keys.json',
  },
  KASI_KEYS: {
    group: 'Keys',
    schema: secretText(40),
    secret: 'value',
    sentence:
      'The same keys without a file: 32 bytes each in base64, commas between, the current one first.',
    example: 'tPZ…=,0bF…=',
  },
  KASI_RADIUS_HOST: {
    group: 'RADIUS',
    schema: text.refine((value) => isIP(value) !== 0, 'must be an IP address of this machine'),
    fallback: '0.0.0.0',
    sentence: 'Address that RADIUS listens on.',
  },
  KASI_RADIUS_AUTH_PORT: {
    group: 'RADIUS',
    schema: port(),
    fallback: '1812',
    sentence: 'UDP port for Access-Request.',
  },
  KASI_RADIUS_ACCT_PORT: {
    group: 'RADIUS',
    schema: port(),
    fallback: '1813',
    sentence: 'UDP port for Accounting-Request.',
  },
  KASI_RADIUS_COA_PORT: {
    group: 'RADIUS',
    schema: port(),
    fallback: '3799',
    sentence: 'UDP port of routers for CoA and Disconnect, unless the router says otherwise.',
  },
  KASI_RADIUS_CHANGES_PORT: {
    group: 'RADIUS',
    schema: port(),
    sentence:
      'UDP port on which home servers of other providers may end and change the sessions of their own guests (RFC 5176). Unset: none; over RadSec they need no port.',
    example: '3799',
  },
  KASI_RADIUS_TCP_PORT: {
    group: 'RADIUS',
    schema: port(),
    sentence:
      'TCP port for RADIUS without TLS (RFC 6613), authentication and accounting alike. Only for a network that nobody else listens on; elsewhere use RadSec. Unset: none.',
    example: '1812',
  },
  KASI_RADIUS_EAP_CERT: {
    group: 'RADIUS',
    schema: readableFile(),
    sentence:
      'PEM file with the certificate and its chain that Wi-Fi devices see (PEAP, TTLS). Unset: a self-made one, kept in KASI_HOME.',
    example: '/etc/kasi/radius-fullchain.pem',
  },
  KASI_RADIUS_EAP_KEY: {
    group: 'RADIUS',
    schema: readableFile(),
    sentence: 'PEM file with the key of that certificate.',
    example: '/etc/kasi/radius-privkey.pem',
  },
  KASI_RADIUS_EAP_TLS: {
    group: 'RADIUS',
    schema: oneOf(['1.2', '1.3']),
    fallback: '1.2',
    sentence:
      'The newest TLS that Wi-Fi devices may choose in PEAP and TTLS. Some offer 1.3 and then make other keys than RFC 9427 says.',
  },
  KASI_RADSEC_PORT: {
    group: 'RADIUS',
    schema: port(),
    sentence: 'TCP port for RADIUS over TLS (RadSec), usually 2083. Unset: none.',
    example: '2083',
  },
  KASI_RADSEC_CA: {
    group: 'RADIUS',
    schema: readableFile(),
    sentence:
      'PEM file with the authority that signs the certificates of routers, and of nobody else. Unset: routers come by TLS with a key only, which their pages in Kasi make.',
    example: '/etc/kasi/routers-ca.pem',
  },
  KASI_SMTP_URL: {
    group: 'E-mail',
    schema: secretUrl(['smtp', 'smtps']),
    secret: 'password',
    sentence: 'Server that sends our e-mail. Unset: e-mail stays in the simulated mailbox.',
    example: 'smtps://kasi:password@mail.example:465',
  },
  KASI_MAIL_FROM: {
    group: 'E-mail',
    schema: text.regex(
      /^[^\r\n]*[^\s@]+@[^\s@]+$|^[^\r\n<>]*<[^\s@<>]+@[^\s@<>]+>$/,
      'must be an e-mail address',
    ),
    sentence: 'Sender of our e-mail.',
    example: 'Karen Fibre <no-reply@isp.example>',
  },
  KASI_LOG_LEVEL: {
    group: 'Logs, metrics and traces',
    schema: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
    sentence: 'Least severe line that is written.',
  },
  KASI_HEALTH_PORT: {
    group: 'Logs, metrics and traces',
    schema: port(),
    sentence:
      'Port of /healthz, /readyz and /metrics, on KASI_HTTP_HOST, in processes without the role api, such as `kasi serve --roles radius`; each process of a machine needs its own. None unless set.',
    example: '9090',
  },
  KASI_METRICS_TOKEN: {
    group: 'Logs, metrics and traces',
    schema: secretText(16),
    secret: 'value',
    sentence:
      'Bearer token for /metrics from other machines. Unset: only this machine may read /metrics.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: 'Logs, metrics and traces',
    schema: url(['http', 'https']),
    sentence: 'OpenTelemetry collector (OTLP over HTTP) for traces. Unset: no traces, and no cost.',
    example: 'http://127.0.0.1:4318',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    group: 'Logs, metrics and traces',
    schema: secretText(3),
    secret: 'value',
    sentence: 'Headers for that collector, `name=value` with commas between.',
  },
  OTEL_LOGS_EXPORTER: {
    group: 'Logs, metrics and traces',
    schema: oneOf(['none', 'otlp']),
    fallback: 'none',
    sentence:
      'otlp: `kasi serve` sends each line of its log to that collector as well, so that it lies on another machine a second later.',
  },
  OTEL_SERVICE_NAME: {
    group: 'Logs, metrics and traces',
    schema: text,
    fallback: 'kasi',
    sentence: 'Name of this copy in traces.',
  },
  KASI_PG_PORT: {
    group: 'The embedded PostgreSQL',
    schema: port(),
    sentence: 'Port on 127.0.0.1 for the embedded PostgreSQL. Any free one unless set.',
  },
  KASI_PG_OS_USER: {
    group: 'The embedded PostgreSQL',
    schema: text.regex(/^[a-z_][a-z0-9_-]*$/, 'must be the name of an OS user'),
    sentence: 'Unprivileged OS user that it runs as when Kasi is started as root.',
  },
  KASI_PG_SHARED_BUFFERS: {
    group: 'The embedded PostgreSQL',
    schema: memory,
    sentence: 'Its shared_buffers. Unless said an eighth of the memory, from 128MB to 1GB.',
    example: '1GB',
  },
  KASI_PG_MAX_CONNECTIONS: {
    group: 'The embedded PostgreSQL',
    schema: wholeNumber(10, 10_000),
    sentence: 'Its max_connections.',
  },
  KASI_PG_WORK_MEM: {
    group: 'The embedded PostgreSQL',
    schema: memory,
    sentence: 'Its work_mem.',
  },
  KASI_PG_MAINTENANCE_WORK_MEM: {
    group: 'The embedded PostgreSQL',
    schema: memory,
    sentence: 'Its maintenance_work_mem.',
  },
  KASI_PG_EFFECTIVE_CACHE_SIZE: {
    group: 'The embedded PostgreSQL',
    schema: memory,
    sentence: 'Its effective_cache_size.',
  },
  KASI_PG_MAX_WAL_SIZE: {
    group: 'The embedded PostgreSQL',
    schema: memory,
    sentence: 'Its max_wal_size.',
  },
} as const satisfies Record<string, EnvironmentSetting>

export type SettingName = keyof typeof SETTINGS
type Declared = typeof SETTINGS
/** What the environment says, parsed; optional settings may be absent. */
export type Environment = {
  [N in SettingName as Declared[N] extends { fallback: string } ? N : never]: z.output<
    Declared[N]['schema']
  >
} & {
  [N in SettingName as Declared[N] extends { fallback: string } ? never : N]?: z.output<
    Declared[N]['schema']
  >
}
