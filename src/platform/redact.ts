import { Secret } from '#platform/secret.ts'

/** What a hidden value prints as, in logs and in the audit trail. */
export const HIDDEN = '[secret]'

/**
 * Names of fields whose values are never written down, whatever their type: what people prove
 * themselves with, and what machines do. Matched as whole words of the name, so `pin` hides `pin`
 * and `mpesaPin`, not `shipping`.
 */
const SECRET_WORDS = new Set([
  'password',
  'passwords',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'tokens',
  'authorization',
  'cookie',
  'cookies',
  'pin',
  'otp',
  'totp',
  'cvv',
  'credential',
  'credentials',
  'keys',
  'signature',
])
/** Pairs of words that mean a secret only together. */
const SECRET_PAIRS =
  /(api|private|session|recovery|backup|shared|encryption|bearer)_?(key|code|codes|id)$/i
/** The tax number is called KRA PIN and is no secret to those who may read it. */
const NOT_SECRET = /^(kra|tax)_?pin$/i

export function isSecretName(name: string): boolean {
  if (NOT_SECRET.test(name)) return false
  if (SECRET_PAIRS.test(name)) return true
  return wordsOf(name).some((word) => SECRET_WORDS.has(word))
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

const DEPTH_MAX = 12
const ITEMS_MAX = 1_000

/**
 * A copy that may be written down: secrets hidden by type and by name, times and big numbers as text,
 * depth and length bounded so that a hostile input cannot make a line without end.
 */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (value instanceof Secret) return HIDDEN
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value
  }
  if (depth >= DEPTH_MAX) return '[too deep]'
  if (Array.isArray(value)) {
    const kept = value.slice(0, ITEMS_MAX).map((item) => withoutSecrets(item, depth + 1))
    return value.length > ITEMS_MAX ? [...kept, `[${value.length - ITEMS_MAX} more]`] : kept
  }
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (value instanceof Set) return withoutSecrets([...value], depth)
  if (value instanceof Map) return withoutSecrets(Object.fromEntries(value), depth)
  // Temporal values, URLs and money know how to write themselves.
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return withoutSecrets(value.toJSON(), depth + 1)
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, ITEMS_MAX)
      .map(([name, inner]) => [
        name,
        isSecretName(name) ? HIDDEN : withoutSecrets(inner, depth + 1),
      ]),
  )
}
