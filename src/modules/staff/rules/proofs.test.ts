import { expect, test } from 'vitest'
import { mayRemoveFactor, proofsOf } from './proofs.ts'

test.each([
  [false, 0, ['password']],
  [true, 0, ['password-and-code']],
  [false, 1, ['passkey']],
  [true, 2, ['passkey', 'password-and-code']],
])('app %s, %i passkeys: %j', (totp, passkeys, proofs) => {
  expect(proofsOf({ totp, passkeys })).toEqual(proofs)
})

test.each([
  [true, true, 0, false],
  [true, false, 1, false],
  [true, true, 1, true],
  [true, false, 2, true],
  [false, true, 0, true],
])('role asks %s, app %s, %i passkeys: may one go? %s', (requiresMfa, totp, passkeys, may) => {
  expect(mayRemoveFactor({ requiresMfa, totp, passkeys })).toBe(may)
})
