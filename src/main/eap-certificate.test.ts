import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Config } from '#platform/config.ts'
import { eapCertificate } from './eap-certificate.ts'

const home = mkdtempSync(join(tmpdir(), 'eap-home-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const now = Temporal.Instant.from('2026-11-23T08:00:00Z')
const radius: Config['radius'] = {
  ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, coaPort: 3799, eapTls: 'TLSv1.2' },
}

test('a certificate is made once, kept where only we read it, and warned of', () => {
  const warned: string[] = []
  const ask = () => eapCertificate({ radius, home }, { now, warn: (what) => warned.push(what) })
  const first = ask()
  expect(ask()).toEqual(first)
  expect(statSync(join(home, 'radius-eap.pem')).mode & 0o777).toBe(0o600)
  expect(warned[0]).toContain('KASI_RADIUS_EAP_CERT')
})

test('where it cannot be kept, there is none, unless RadSec needs it', () => {
  const file = join(home, 'in-the-way')
  writeFileSync(file, '')
  const warned: string[] = []
  const ask = (more: Partial<Config['radius']>) =>
    eapCertificate(
      { radius: { ...radius, ...more }, home: join(file, 'home') },
      { now, warn: (what) => warned.push(what) },
    )
  expect(ask({})).toBeUndefined()
  expect(warned).toEqual([expect.stringContaining('PEAP and TTLS are not offered')])
  expect(() => ask({ radsec: { port: 2083, caFile: file } })).toThrow(/in the way of a file/)
})

test('a file that is no certificate is told at the start', () => {
  const file = join(home, 'broken.pem')
  writeFileSync(file, 'half a file')
  const eap = { certFile: file, keyFile: file }
  const ask = () => eapCertificate({ radius: { ...radius, eap }, home }, { now, warn: () => {} })
  expect(ask).toThrow(/certificate for EAP cannot be used/)
})
