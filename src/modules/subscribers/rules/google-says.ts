import { z } from 'zod'
import { email } from '#kernel/email.ts'

export const googleClaims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: email.optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  hd: z.string().optional().catch(undefined),
})
export type GoogleClaims = z.input<typeof googleClaims> | Readonly<Record<string, unknown>>

export type GoogleSays =
  | { readonly kind: 'vouched'; readonly email: string; readonly subject: string }
  | { readonly kind: 'not-vouched' }

/**
 * Whose address it is. Google speaks for its own mail and for the organisations that have theirs with it (`hd`). Any other address
 * was verified when the account was made, and may be somebody else's by now
 * (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
 */
export function whatGoogleSays(claims: GoogleClaims): GoogleSays {
  const read = googleClaims.safeParse(claims)
  if (!read.success) return { kind: 'not-vouched' }
  const { sub: subject, email: address, email_verified: isVerified, hd } = read.data
  if (address === undefined || isVerified !== true) return { kind: 'not-vouched' }
  const isTheirs = address.endsWith('@gmail.com') || (hd !== undefined && hd !== '')
  return isTheirs ? { kind: 'vouched', email: address, subject } : { kind: 'not-vouched' }
}
