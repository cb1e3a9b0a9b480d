import { createPrivateKey, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { selfMadeCertificate } from './self-made.ts'

test.each([
  ['2026-11-23T08:00:00Z', '2036-11-20T08:00:00.000Z'],
  ['2045-01-01T00:00:00Z', '2054-12-30T00:00:00.000Z'],
])('what OpenSSL reads in a certificate made at %s', (now, until) => {
  const { cert, key } = selfMadeCertificate('radius.example', Temporal.Instant.from(now))
  const read = new X509Certificate(cert)
  expect(read.verify(read.publicKey)).toBe(true)
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true)
  expect(read.checkHost('radius.example')).toBe('radius.example')
  expect(read).toMatchObject({
    subject: 'CN=radius.example',
    issuer: 'CN=radius.example',
    ca: true,
  })
  expect(read.validToDate.toISOString()).toBe(until)
  expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
})
