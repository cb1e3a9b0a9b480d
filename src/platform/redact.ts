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
  const known = judged.get(name)
  if (known !== undefined) return known
  const isSecret = judgeName(name)
  // The names of our own fields are few; a caller may send any, and those need not be remembered.
  if (judged.size < 1000) judged.set(name, isSecret)
  return isSecret
}

const judged = new Map<string, boolean>()

function judgeName(name: string): boolean {
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
  if (typeof value === 'string') return plainText(value)
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value
  }
  if (depth >= DEPTH_MAX) return '[too deep]'
  if (Array.isArray(value)) {
    const kept = value.slice(0, ITEMS_MAX).map((item) => withoutSecrets(item, depth + 1))
    return value.length > ITEMS_MAX ? [...kept, `[${value.length - ITEMS_MAX} more]`] : kept
  }
  if (value instanceof Error) return errorChain(value, depth)
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

/**
 * Text that is safe to write down: passwords in URLs and bearer tokens hidden, and control characters
 * (line breaks, terminal escapes, characters that turn the reading direction) shown instead of obeyed, so
 * that nobody can forge a line of the log (CWE-117; ASVS 5.0 V16.4.1).
 */
export function plainText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text
  return text
    .replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, `$1:${HIDDEN}@`)
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`)
    .replaceAll(
      // oxlint-disable-next-line no-control-regex -- control characters are what it is about
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

/** Whether any of the rules of `plainText` may apply; nearly every text is an id, a name or a number and passes. */
const NEEDS_CARE = /[^ -~]|:\/\/|bearer|basic/i

/** An error with its causes: what a person needs to find it, and none of the values that libraries hang on errors. */
function errorChain(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: error.name,
    message: plainText(error.message),
    ...(code !== undefined && { code: plainText(code) }),
    stack: error.stack?.split('\n').map((line) => plainText(line)),
    ...(error.cause !== undefined &&
      depth < DEPTH_MAX && { cause: withoutSecrets(error.cause, depth + 1) }),
  }
}
