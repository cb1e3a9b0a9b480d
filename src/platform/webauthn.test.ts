import { expect, test } from 'vitest'
import { optionsForNewPasskey, optionsForPasskey, passkeyOrigin } from '#platform/webauthn.ts'

test.each([
  ['http://127.0.0.1:8080', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://localhost:8080'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['https://kasi.example.co.ke', 'https://kasi.example.co.ke'],
  ['http://192.168.1.20:8080', 'http://192.168.1.20:8080'],
])('passkeys of %s are made and used at %s', async (served, at) => {
  const origin = new URL(served)
  expect(passkeyOrigin(origin).origin).toBe(at)
  expect((await optionsForPasskey({ origin })).rpId).toBe(new URL(at).hostname)
  const person = { issuer: 'ISP', ownerId: '1', account: 'a@b.co.ke', displayName: 'A' }
  const made = await optionsForNewPasskey({ origin, ...person, existing: [] })
  expect(made.rp.id).toBe(new URL(at).hostname)
})
