/** What Google's token says of an account, as far as it could be read. */
export type GoogleClaims = {
  readonly subject: string
  /** In small letters. */
  readonly email: string | undefined
  readonly isVerified: boolean
  /** The organisation that has its mail at Google (`hd`). */
  readonly domain: string | undefined
}

export type GoogleSays =
  | { readonly kind: 'vouched'; readonly email: string; readonly subject: string }
  | { readonly kind: 'not-vouched' }

/**
 * Whose address it is. Google speaks for its own mail and for the organisations that have theirs with it (`hd`). Any other address
 * was verified when the account was made, and may be somebody else's by now
 * (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
 */
export function whatGoogleSays(claims: GoogleClaims): GoogleSays {
  const { subject, email, isVerified, domain } = claims
  if (email === undefined || !isVerified) return { kind: 'not-vouched' }
  const isTheirs = email.endsWith('@gmail.com') || domain !== undefined
  return isTheirs ? { kind: 'vouched', email, subject } : { kind: 'not-vouched' }
}
