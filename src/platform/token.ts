import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits in URL-safe base64: session tokens, links, API keys. Stored only as `hashToken`. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in hex. Enough for tokens: nobody searches 112 random bits or more (ASVS 5.0 V6.5.2). */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** `digits` random decimal digits, each value equally likely. */
export function newDigits(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}

/** Crockford's base32: no I, L, O or U, so that nobody reads a 1 as an l. Five random bits a letter. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function newLetters(count: number): string {
  return Array.from({ length: count }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
}

/** What people make of such letters when they type them: small, with dashes, O for 0, I and L for 1. */
export function readLetters(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}
