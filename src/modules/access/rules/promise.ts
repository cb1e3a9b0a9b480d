/** So little is asked for at least: less is used up before a session has begun in earnest, and what is known of the rest may be old. */
const LEAST_bytes = 50_000_000n

/**
 * How much of what is left one of several sessions asks for: an equal part for each that may still come. A session that has
 * used its part dials again, and gets a part of what is left then.
 */
export function partOf(
  left_bytes: bigint,
  sessions: { readonly most: number; readonly open: number },
): bigint {
  const toCome = BigInt(Math.max(1, sessions.most - sessions.open))
  const part = left_bytes / toCome
  return part > LEAST_bytes ? part : LEAST_bytes
}
