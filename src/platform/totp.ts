import { randomBytes, timingSafeEqual } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'

/** RFC 6238 with the parameters that every authenticator app knows: SHA-1, six digits, 30 seconds. */
const STEP_MS = 30_000
const DIGITS = 6
/** One step either way: phones' clocks are off, and people type slowly. */
const STEPS_AROUND = [0, -1, 1]

/** 160 random bits (RFC 4226 §4, requirement 6) in base32, as people type it into an app. */
export function newTotpSecret(): string {
  return base32.encode(new Uint8Array(randomBytes(20)), { padding: false })
}

/** What a QR code for authenticator apps says (Key Uri Format). */
export function totpUri(secret: string, about: { issuer: string; account: string }): string {
  return otp(secret).url(about.issuer, about.account)
}

/**
 * The time step whose code this is, or undefined when it is none of the current ones. A step at or
 * before `usedStep` is never accepted again (RFC 6238 §5.2), so each code opens once.
 */
export async function totpStep(
  secret: string,
  code: string,
  now: Temporal.Instant,
  usedStep: bigint | null,
): Promise<bigint | undefined> {
  const current = Math.floor(now.epochMilliseconds / STEP_MS)
  let found: bigint | undefined
  for (const around of STEPS_AROUND) {
    const step = current + around
    if (isSame(await otp(secret).hotp(step), code)) found ??= BigInt(step)
  }
  return found !== undefined && found > (usedStep ?? -1n) ? found : undefined
}

/** The code of a moment: what an authenticator app shows. For the demo's phones and for tests. */
export function totpCode(secret: string, at: Temporal.Instant): Promise<string> {
  return otp(secret).hotp(Math.floor(at.epochMilliseconds / STEP_MS))
}

function otp(secret: string) {
  return createOTP(base32.decode(secret), { digits: DIGITS, period: STEP_MS / 1000 })
}

/** Of letters outside ASCII the same number takes more bytes, and such a code is wrong anyway. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
