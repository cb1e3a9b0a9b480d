import { base32 } from '@better-auth/utils/base32'
import { expect, test } from 'vitest'
import { newTotpSecret, totpCode, totpStep, totpUri } from '#platform/totp.ts'

/** RFC 6238 appendix B, SHA-1; its eight digits cut to the six that apps show. */
const SECRET = base32.encode('12345678901234567890', { padding: false })
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i s the code is %s', async (seconds, code) => {
  expect(await totpCode(SECRET, at(seconds))).toBe(code)
  expect(await totpStep(SECRET, code, at(seconds), null)).toBe(BigInt(Math.floor(seconds / 30)))
})

test('a code opens one step early and late, and no further', async () => {
  const code = await totpCode(SECRET, at(3000))
  const opens = async (seconds: number) =>
    (await totpStep(SECRET, code, at(seconds), null)) !== undefined
  expect(await opens(2969)).toBe(false)
  expect(await opens(2970)).toBe(true)
  expect(await opens(3059)).toBe(true)
  expect(await opens(3060)).toBe(false)
})

test('a step that was used, and any before it, opens nothing', async () => {
  const code = await totpCode(SECRET, at(3000))
  expect(await totpStep(SECRET, code, at(3000), 99n)).toBe(100n)
  expect(await totpStep(SECRET, code, at(3000), 100n)).toBeUndefined()
  expect(await totpStep(SECRET, code, at(3000), 101n)).toBeUndefined()
})

test.each(['', '28708', '2870821', '28708٢', '🦒🦒🦒'])('%j is no code', async (code) => {
  expect(await totpStep(SECRET, code, at(59), null)).toBeUndefined()
})

test('a secret has 160 bits, and apps are told issuer, account and parameters', () => {
  const secret = newTotpSecret()
  expect(base32.decode(secret)).toHaveLength(20)
  expect(totpUri(secret, { issuer: 'Baraka & Sons', account: 'a@b.ke' })).toBe(
    `otpauth://totp/Baraka%20%26%20Sons:a%40b.ke?secret=${secret}&issuer=Baraka+%26+Sons&digits=6&period=30`,
  )
})
