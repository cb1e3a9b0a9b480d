import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { describeConfig, parseConfig } from '#platform/config.ts'
import { settingsPage } from '#platform/config/settings-page.ts'
import { SETTINGS } from '#platform/config/settings.ts'
import { Trouble } from '#platform/trouble.ts'

const scratch = mkdtempSync(join(tmpdir(), 'kasi-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const pem = join(scratch, 'some.pem')
writeFileSync(pem, '')

function refused(env: Record<string, string>): string {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof Trouble) return error.message
    throw error
  }
  return ''
}

test('an empty environment is a development copy on this machine', () => {
  const config = parseConfig({ PATH: '/bin', HOME: '/root' })
  expect(config).toMatchObject({
    env: 'development',
    http: { host: '127.0.0.1', port: 8080, trustedProxies: [] },
    radius: { authPort: 1812, acctPort: 1813, coaPort: 3799 },
    log: { level: 'info' },
  })
  expect(config.home).toMatch(/^\/.*\.kasi$/)
  expect(config.keys.file).toBe(`${config.home}/keys.json`)
  expect(config.database.url).toBeUndefined()
})

test('a production environment is taken as it is meant', () => {
  const config = parseConfig({
    KASI_ENV: 'production',
    KASI_HOME: '/var/lib/kasi',
    KASI_HTTP_HOST: '0.0.0.0',
    KASI_HTTP_PORT: '443',
    KASI_PUBLIC_URL: 'https://isp.example',
    KASI_TLS_CERT: pem,
    KASI_TLS_KEY: pem,
    KASI_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::/32',
    DATABASE_URL: 'postgres://kasi:pw@db/kasi?sslmode=verify-full',
    KASI_DATABASE_POOL: '20',
    KASI_SMTP_URL: 'smtps://a:b@mail',
    KASI_MAIL_FROM: 'Karen Fibre <no-reply@isp.example>',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    KASI_LOG_LEVEL: '',
  })
  expect(config.http.publicUrl?.origin).toBe('https://isp.example')
  expect(config.http.trustedProxies).toEqual(['loopback', '10.0.0.0/8', '2001:db8::/32'])
  expect(config.database.url?.reveal()).toBe('postgres://kasi:pw@db/kasi?sslmode=verify-full')
  expect(config.log.level).toBe('info')
})

describe('what cannot be used is refused, with its name and what to do', () => {
  test.each([
    ['KASI_HTTP_PORT', '80800', 'must be a port number from 0 to 65535'],
    ['KASI_HTTP_PORT', '0x50', 'must be a port number'],
    ['KASI_HTTP_PORT', '-1', 'must be a port number'],
    ['KASI_HTTP_HOST', 'a b', 'must be an address or a host name'],
    ['KASI_ENV', 'prod', 'must be one of development, production, test'],
    ['KASI_PUBLIC_URL', 'isp.example', 'must be a URL that starts with http:// or https://'],
    ['KASI_PUBLIC_URL', 'https://isp.example/kasi', 'must be an origin only'],
    ['KASI_PUBLIC_URL', 'javascript://x', 'must be a URL that starts with'],
    [
      'KASI_TLS_CERT',
      '/nonexistent.pem',
      'names a file that does not exist or that Kasi may not read',
    ],
    ['KASI_TRUSTED_PROXIES', '10.0.0.0/33', 'must be addresses or networks'],
    ['KASI_TRUSTED_PROXIES', 'proxy.example', 'must be addresses or networks'],
    [
      'DATABASE_URL',
      'mysql://a:hunter2@b/c',
      'must be a URL that starts with postgres:// or postgresql://',
    ],
    ['KASI_DATABASE_POOL', '1', 'must be a whole number from 2 to 500'],
    ['KASI_METRICS_TOKEN', 'short', 'is too short: it must have at least 16 characters'],
    ['KASI_RADIUS_HOST', 'localhost', 'must be an IP address'],
    ['KASI_MAIL_FROM', 'nobody', 'must be an e-mail address'],
    ['KASI_MAIL_FROM', 'a@b\r\nBcc: c@d', 'must be an e-mail address'],
    ['KASI_PG_SHARED_BUFFERS', '1 gig', 'must be an amount of memory such as 256MB'],
    ['KASI_LOG_LEVEL', 'verbose', 'must be one of trace, debug'],
  ])('%s=%j', (name, value, sentence) => {
    expect(refused({ [name]: value })).toContain(`${name} is `)
    expect(refused({ [name]: value })).toContain(sentence)
  })

  test.each([
    [
      { KASI_HTTP_PROT: '80' },
      'KASI_HTTP_PROT is not a setting of Kasi (did you mean KASI_HTTP_PORT?)',
    ],
    [{ KASI_COLOUR: 'red' }, 'KASI_COLOUR is not a setting of Kasi; remove it'],
    [{ KASI_TLS_CERT: pem }, 'KASI_TLS_CERT is set and KASI_TLS_KEY is not'],
    [{ KASI_TLS_KEY: pem }, 'KASI_TLS_KEY is set and KASI_TLS_CERT is not'],
    [{ KASI_RADSEC_CA: pem }, 'KASI_RADSEC_CA is set and KASI_RADSEC_PORT is not'],
    [{ KASI_RADIUS_TCP_PORT: '2083', KASI_RADSEC_PORT: '2083' }, 'are both 2083: give each'],
    [{ KASI_RADIUS_EAP_KEY: pem }, 'only one is set: set both or neither'],
    [
      { KASI_TLS_CERT: pem, KASI_TLS_KEY: pem, KASI_PUBLIC_URL: 'http://isp.example' },
      'starts with http:// while Kasi serves TLS',
    ],
    [{ KASI_ENV: 'production' }, 'KASI_PUBLIC_URL is not set, and production needs it'],
    [
      { KASI_ENV: 'production', KASI_PUBLIC_URL: 'http://isp.example' },
      'production asks for https',
    ],
    [
      { KASI_ENV: 'production', KASI_PUBLIC_URL: 'https://isp.example', KASI_HTTP_HOST: '0.0.0.0' },
      'which other machines reach without TLS',
    ],
    [
      { KASI_KEYS: 'x'.repeat(44), KASI_KEYS_FILE: '/etc/kasi/keys.json' },
      'KASI_KEYS and KASI_KEYS_FILE are both set',
    ],
    [{ KASI_RADIUS_AUTH_PORT: '1812', KASI_RADIUS_ACCT_PORT: '1812' }, 'are both 1812'],
    [
      { KASI_ENV: 'production', DATABASE_URL: 'postgres://db.example/kasi?sslmode=require' },
      'DATABASE_URL leads to db.example without sslmode=verify-full',
    ],
    [
      { KASI_ENV: 'production', DATABASE_URL: 'postgres:///kasi?host=db.example' },
      'without sslmode=verify-full',
    ],
    [
      { KASI_ENV: 'production', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces.example:4318' },
      'OTEL_EXPORTER_OTLP_ENDPOINT leads to traces.example by http://',
    ],
    [{ KASI_OUTBOUND_HOSTS: 'https://hooks.example' }, 'must be host names or addresses'],
    [{ OTEL_LOGS_EXPORTER: 'otlp' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not set'],
    [{ KASI_CLAMD: '/run/clamd.ctl' }, 'must be a URL that starts with tcp:// or unix://'],
    [
      { KASI_ENV: 'production', KASI_CLAMD: 'tcp://av.example:3310' },
      'KASI_CLAMD leads to av.example, and clamd speaks no TLS',
    ],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'a=b' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not'],
  ])('%j', (env, sentence) => {
    expect(refused(env)).toContain(sentence)
  })

  test.each([
    { DATABASE_URL: 'postgres://db.example/kasi?sslmode=verify-full' },
    { DATABASE_URL: 'postgres://db.example/kasi', KASI_DATABASE_PLAIN: '1' },
    { DATABASE_URL: 'postgres://127.0.0.1/kasi' },
    { DATABASE_URL: 'postgres://[::1]:5432/kasi' },
    { DATABASE_URL: 'postgres:///kasi?host=/run/postgresql' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
  ])('but not what stays here, or is meant so: %j', (env) => {
    const usual = { KASI_ENV: 'production', KASI_PUBLIC_URL: 'https://isp.example' }
    expect(refused({ ...usual, ...env })).toBe('')
  })

  test('all at once', () => {
    const text = refused({
      KASI_ENV: 'prod',
      KASI_HTTP_PORT: 'x',
      KASI_NOISE: '1',
      KASI_TLS_CERT: pem,
    })
    expect(text.split('\n  - ')).toHaveLength(5)
  })

  test('without showing a secret', () => {
    const env = {
      DATABASE_URL: 'mysql://a:hunter2@b/c',
      KASI_KEYS: 'hunter2',
      KASI_METRICS_TOKEN: 'hunter2',
      KASI_SMTP_URL: 'hunter2 is no url',
    }
    expect(refused(env).split('\n  - ')).toHaveLength(5)
    expect(refused(env)).not.toContain('hunter2')
  })

  test('but a name of the test bench is nobody’s business', () => {
    expect(refused({ KASI_TEST_DATABASE_URL: 'postgres://x' })).toBe('')
  })
})

test('what was chosen is told with its source, secrets masked', () => {
  const told = describeConfig(
    parseConfig({
      KASI_HTTP_PORT: '9000',
      DATABASE_URL: 'postgres://kasi:hunter2@db/kasi?sslpassword=hunter2',
      KASI_METRICS_TOKEN: 'hunter2-hunter2-',
    }),
  )
  expect(told).toContain('KASI_HTTP_PORT="9000"\n')
  expect(told).toContain('KASI_HTTP_HOST=127.0.0.1  (default)')
  expect(told).toContain('DATABASE_URL=postgres://kasi:secret@db/kasi')
  expect(told).toContain('KASI_METRICS_TOKEN=[secret]')
  expect(told).not.toContain('hunter2')
})

test('every default is a value that the setting itself accepts', () => {
  for (const setting of Object.values(SETTINGS)) {
    if ('fallback' in setting) expect(setting.schema.safeParse(setting.fallback).success).toBe(true)
  }
})

test('docs/operating/settings.md tells the same as the table (npm run docs:settings)', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operating/settings.md'), 'utf8')
  expect(page).toBe(settingsPage())
})
