/** So little is promised at least, as long as it is there: less is used up before a session has begun in earnest. */
const LEAST_bytes = 50_000_000n

/**
 * How much of what is left one of several sessions is promised: an equal part for each that may still come. A session that has
 * used its part dials again, and gets a part of what is left then.
 */
export function partOf(
  left_bytes: bigint,
  sessions: { readonly most: number; readonly open: number },
): bigint {
  const toCome = BigInt(Math.max(1, sessions.most - sessions.open))
  const part = left_bytes / toCome
  const least = left_bytes < LEAST_bytes ? left_bytes : LEAST_bytes
  return part > least ? part : least
}
