/** Numbers that ASVS 5.0 V6.5.5 and V6.6.3 bound; README.md says why each is what it is. */
export const SIGN_IN_LASTS = { minutes: 10 } as const
export const CODE_LASTS = { minutes: 10 } as const
export const CODE_TRIES = 5
/** Between two codes to the same member, and how many in an hour. */
export const CODE_RESEND_S = 60
export const CODES_AN_HOUR = 5
export const CHALLENGE_LASTS = { minutes: 5 } as const
export const RECOVERY_CODES = 10
export const SET_UP_CODE_LASTS = { hours: 24 } as const

/** In how many seconds another code may be sent, given when the ones of the last hour were; 0 for now. */
export function codeWait_s(sent: readonly Temporal.Instant[], now: Temporal.Instant): number {
  const [latest] = sent
  if (!latest) return 0
  const oldest = sent.at(-1) ?? latest
  const free =
    sent.length >= CODES_AN_HOUR ? oldest.add({ hours: 1 }) : latest.add({ seconds: CODE_RESEND_S })
  return Math.max(0, Math.ceil((free.epochMilliseconds - now.epochMilliseconds) / 1000))
}
