import { expect, test } from 'vitest'
import { factorsAfterPassword, standingOf } from './sign-in-step.ts'

const none = { totp: false, passkeys: 0, recoveryCodesLeft: 0, emailCodes: true }

test.each([
  ['nothing enrolled', none, ['email-code']],
  ['nothing enrolled, no e-mail codes', { ...none, emailCodes: false }, []],
  ['an app: never by e-mail', { ...none, totp: true }, ['totp']],
  ['an app and codes', { ...none, totp: true, recoveryCodesLeft: 3 }, ['totp', 'recovery-code']],
  ['two passkeys', { ...none, passkeys: 2 }, ['passkey']],
  ['both', { ...none, totp: true, passkeys: 1 }, ['totp', 'passkey']],
  ['codes without a factor open nothing', { ...none, recoveryCodesLeft: 3 }, ['email-code']],
])('%s', (_, facts, factors) => {
  expect(factorsAfterPassword(facts)).toEqual(factors)
})

test.each([
  [true, false, 'enrolling'],
  [true, true, 'whole'],
  [false, false, 'whole'],
  [false, true, 'whole'],
])('role asks %s, strong factor %s: %s', (requiresMfa, strongFactor, standing) => {
  expect(standingOf({ requiresMfa, strongFactor })).toBe(standing)
})
