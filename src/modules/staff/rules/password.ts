/** A password guarded by a second factor may be shorter (NIST SP 800-63B-4 §3.1.1.2; ASVS 5.0 V6.2.1). */
export const LENGTH_WITH_SECOND_FACTOR = 8
export const LENGTH_ALONE = 15

/** Words that a guesser tries first here; the ISP's own name and the member's are added (ASVS 5.0 V6.1.2). */
const HOUSE_WORDS = [
  'kasi',
  'password',
  'admin',
  'owner',
  'internet',
  'radius',
  'router',
  'mikrotik',
  'hotspot',
  'wifi',
  'fibre',
  'fiber',
  'mpesa',
  'safaricom',
  'kenya',
  'nairobi',
]

/** Fewer guesses than this would be tried in an afternoon, online delays or not. */
const GUESSES_LOG10_MIN = 8

export type PasswordFacts = {
  readonly password: string
  /** Name of the ISP, name and e-mail address of the member. */
  readonly about: readonly string[]
  /** A second factor is asked for at every sign-in. */
  readonly guarded: boolean
  /** Among the breached passwords that we know. */
  readonly breached: boolean
  /** Estimated, as a power of ten. */
  readonly guesses_log10: number
}

/**
 * Is a new password good enough? No rules of composition, no cutting, no changing of case (ASVS 5.0
 * V6.2.5, V6.2.8): only length, known breaches, words that anybody would try here, and guessability.
 */
export function judgePassword(
  facts: PasswordFacts,
): { kind: 'fine' } | { kind: 'weak'; why: string } {
  const least = facts.guarded ? LENGTH_WITH_SECOND_FACTOR : LENGTH_ALONE
  if (Array.from(facts.password).length < least) return weak(`Use at least ${least} characters.`)
  if (facts.breached) return weak('This password has leaked from other sites. Choose another.')
  if (isMadeOf(facts.password, contextWords(facts.about)))
    return weak('This password is made of names that anybody would try here. Choose another.')
  if (facts.guesses_log10 < GUESSES_LOG10_MIN)
    return weak('This password would be guessed quickly. Add an unusual word or two.')
  return { kind: 'fine' }
}

function weak(why: string) {
  return { kind: 'weak', why } as const
}

/** The house's words and the parts of what is known about the member, in small letters, three letters or more. */
export function contextWords(about: readonly string[]): string[] {
  const parts = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return [...HOUSE_WORDS, ...parts].filter((word) => word.length >= 3)
}

/** Nothing is left worth guessing once the words and any digits and signs around them are taken out. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  let rest = password.toLowerCase()
  const before = rest
  for (const word of longestFirst) rest = rest.replaceAll(word, ' ')
  return rest !== before && rest.replaceAll(/[^\p{L}]/gu, '').length < 4
}
