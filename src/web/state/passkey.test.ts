import { expect, test } from 'vitest'
import { passkeyHome } from './passkey.ts'

test.each([
  ['http://127.0.0.1:8080/account/security', 'http://localhost:8080/account/security'],
  ['http://[::1]:8080/sign-in', 'http://localhost:8080/sign-in'],
  ['http://localhost:8080/sign-in', 'here'],
  ['https://kasi.example.co.ke/', 'here'],
  ['http://192.168.1.20:8080/', undefined],
  ['https://[2001:db8::1]/', undefined],
])('passkeys of %s are at %s', (href, home) => {
  expect(passkeyHome(href)).toBe(home)
})
