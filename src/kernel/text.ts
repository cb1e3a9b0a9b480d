import { z } from 'zod'

/**
 * Text typed by people. Kept exactly as typed but for the blanks around it: quotes, emoji and
 * right-to-left scripts go to the database and come back the same. Refused are only the characters that
 * no keyboard means: NUL (PostgreSQL cannot hold it), other control characters, and halves of surrogate
 * pairs, which have no UTF-8 form.
 */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Of these each is one grapheme by itself; most texts have no others, and cutting graphemes is slow. */
const PRINTABLE_ASCII = /^[ -~]*$/

/** Length as a person counts it: a flag emoji or a letter with its accents is one. */
export function lengthOf(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

/** One grapheme may be many code units (families, stacked accents); beyond this a text is an attack. */
const UNITS_PER_GRAPHEME_MAX = 16

// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
// oxlint-disable-next-line no-control-regex -- the same, but line breaks and tabs are meant
const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/

/** What is wrong with a text, as a sentence for the person who typed it; nothing when it is fine. */
function wrongWith(given: string, rule: { min: number; max: number; control: RegExp }) {
  if (!given.isWellFormed()) return 'This text has a broken character. Type it again.'
  if (rule.control.test(given)) {
    return 'This text has an invisible control character. Type it instead of pasting it.'
  }
  const length = given.length > rule.max * UNITS_PER_GRAPHEME_MAX ? Infinity : lengthOf(given)
  if (length > rule.max) return `At most ${rule.max} characters.`
  if (length < rule.min)
    return rule.min === 1 ? 'Fill this in.' : `At least ${rule.min} characters.`
  return undefined
}

/** One line of text, at least one character long unless `min` says otherwise. */
export function text(rule: { max: number; min?: number }) {
  return z
    .string()
    .trim()
    .superRefine(check({ min: rule.min ?? 1, max: rule.max, control: CONTROL }))
}

/** Several lines: line breaks and tabs are kept. May be empty. */
export function longText(rule: { max: number }) {
  return z
    .string()
    .overwrite((given) => given.replaceAll('\r\n', '\n'))
    .trim()
    .superRefine(check({ min: 0, max: rule.max, control: CONTROL_BUT_LINES }))
}

function check(rule: { min: number; max: number; control: RegExp }) {
  return (given: string, context: z.RefinementCtx<string>) => {
    const wrong = wrongWith(given, rule)
    if (wrong) context.addIssue({ code: 'custom', message: wrong })
  }
}
