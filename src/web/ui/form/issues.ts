import type { z } from 'zod'
import { text, type TextKey } from '#web/i18n/index.ts'

/**
 * What is wrong with a field, in the shown language. zod's own issues are said here; sentences that
 * contracts write themselves come in English and are said again where we know them.
 */
export function sayIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? text('common.form.required')
        : issue.expected === 'number' || issue.expected === 'int'
          ? text('common.form.badNumber')
          : text('common.form.wrong')
    case 'too_small':
      if (issue.origin === 'string')
        return issue.input === ''
          ? text('common.form.required')
          : text('common.form.tooShort', { count: Number(issue.minimum) })
      return issue.origin === 'array'
        ? text('common.form.tooFew', { count: Number(issue.minimum) })
        : text('common.form.tooSmall', { least: String(issue.minimum) })
    case 'too_big':
      if (issue.origin === 'string')
        return text('common.form.tooLong', { count: Number(issue.maximum) })
      return issue.origin === 'array'
        ? text('common.form.tooMany', { count: Number(issue.maximum) })
        : text('common.form.tooBig', { most: String(issue.maximum) })
    case 'invalid_value':
      return issue.input === '' || issue.input === undefined || issue.input === null
        ? text('common.form.required')
        : text('common.form.chooseOne')
    case 'invalid_format':
      if (issue.input === '') return text('common.form.required')
      if (issue.format === 'email') return text('common.form.badEmail')
      return issue.format === 'url' ? text('common.form.badLink') : text('common.form.badFormat')
    default:
      return undefined
  }
}

const KNOWN: readonly [RegExp, TextKey][] = [
  [/^Fill this in\.$/, 'common.form.required'],
  [/^A phone number such as/, 'common.form.badPhone'],
  [/^A KRA PIN is/, 'common.form.badPin'],
  [/^An e-mail address such as/, 'common.form.badEmail'],
  [/^An address such as https/, 'common.form.badLink'],
  [/^A colour such as/, 'common.field.badColour'],
  [/^Bytes as digits/, 'common.form.badBytes'],
  [/^Whole cents as digits/, 'common.form.badMoney'],
]

/** A contract's or the server's own English sentence, said again where we know it, else as it is. */
export function translateIssue(message: string, empty: boolean): string {
  if (empty) return text('common.form.required')
  const [, most] = /^At most (\d+) characters\.$/.exec(message) ?? []
  if (most) return text('common.form.tooLong', { count: Number(most) })
  const [, least] = /^At least (\d+) characters\.$/.exec(message) ?? []
  if (least) return text('common.form.tooShort', { count: Number(least) })
  const known = KNOWN.find(([sentence]) => sentence.test(message))
  // The keys above have no placeholders.
  return known ? text(known[1] as 'common.form.required') : message
}
