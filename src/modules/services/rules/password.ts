/** No 0 and O, no 1, I and l: read out on the phone and typed into a router with one finger. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password for a line: 12 characters of 32 are 60 bits, and RADIUS limits how often one may guess. */
export function makePassword(random: Uint8Array): string {
  return Array.from(random.subarray(0, 12), (byte) => LETTERS[byte % 32]).join('')
}
