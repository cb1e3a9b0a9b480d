import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterAll, expect, test } from 'vitest'
import { wallClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { checkCertificate } from './certificate.ts'

const scratch = mkdtempSync(join(tmpdir(), 'kasi-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const cert = join(scratch, 'cert.pem')
const key = join(scratch, 'key.pem')
const someKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
const forName = ['-subj', '/CN=isp.example', '-addext', 'subjectAltName=DNS:isp.example']
execFileSync(
  'openssl',
  ['req', '-x509', ...someKey, '-keyout', key, '-out', cert, '-days', '90', ...forName],
  { stdio: 'pipe' },
)

function found(publicUrl: string, daysLater = 0, file = cert) {
  const config = parseConfig({
    KASI_TLS_CERT: file,
    KASI_TLS_KEY: key,
    KASI_PUBLIC_URL: publicUrl,
  })
  const now = wallClock.now().add({ hours: 24 * daysLater })
  return checkCertificate(config, { ...wallClock, now: () => now }).map(
    ({ state, said }) => `${state}: ${said}`,
  )
}

test('nothing is said where Kasi serves no TLS', () => {
  expect(checkCertificate(parseConfig({}), wallClock)).toEqual([])
})

test('a certificate that nobody signed is worrying, one for another name or past its end is bad', () => {
  const nobody = expect.stringMatching(/^worrying: No authority that browsers know/)
  expect(found('https://isp.example')).toEqual([nobody])
  expect(found('https://isp.example', 80)).toEqual([nobody, 'worrying: It ends in 9 days.'])
  expect(found('https://isp.example', 91)).toEqual([expect.stringMatching(/^bad: It ended on/)])
  expect(found('https://other.example')).toEqual([
    'bad: It is not for other.example, but for DNS:isp.example.',
  ])
})

test('a file without a certificate, or with half of one, is bad', () => {
  const file = join(scratch, 'other.pem')
  writeFileSync(file, '')
  expect(found('https://isp.example', 0, file)).toEqual([`bad: ${file} holds none.`])
  writeFileSync(file, '-----BEGIN CERTIFICATE-----\nMIIB\n')
  expect(found('https://isp.example', 0, file)[0]).toMatch(/^bad: .* cannot be read/)
})

test('one of a public authority is believed, as long as it goes', () => {
  const file = join(scratch, 'public.pem')
  const root = rootCertificates.find((pem) => pem.startsWith('-----BEGIN'))
  writeFileSync(file, root ?? '')
  const config = parseConfig({ KASI_TLS_CERT: file, KASI_TLS_KEY: key })
  expect(checkCertificate(config, wallClock)[0]).toMatchObject({ state: 'good' })
})
