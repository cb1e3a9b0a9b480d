/**
 * Whether two stretches of octets are equal, in a time that does not depend on where they differ. node:crypto's
 * timingSafeEqual wants two views of equal length, and making them costs more than this loop over 16 octets.
 */
export function equalAt(
  a: Uint8Array,
  aOffset: number,
  b: Uint8Array,
  bOffset: number,
  length: number,
): boolean {
  if (aOffset + length > a.length || bOffset + length > b.length) return false
  let difference = 0
  // Both bounds were checked above.
  for (let n = 0; n < length; n++) difference |= a[aOffset + n]! ^ b[bOffset + n]!
  return difference === 0
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && equalAt(a, 0, b, 0, a.length)
}
