import { expect, test } from 'vitest'
import { lengthOf, longText, text } from '#kernel/text.ts'

/** Strings that break programs; every one is somebody's real name or an attack that must stay plain text. */
const HOSTILE = [
  "O'Brien",
  '"; drop table site; --',
  '<script>alert(1)</script>',
  '${7*7} {{7*7}} %s %n',
  '../../etc/passwd',
  'مرحبا بالعالم',
  'עברית \u202Eltr\u202C',
  '👨‍👩‍👧‍👦🇰🇪',
  'Zoë e\u0301',
  '\\u0000 \\x00',
  'null',
  '=1+1',
]

test.each(HOSTILE)('%s stays exactly as it was typed', (typed) => {
  expect(text({ max: 60 }).parse(`  ${typed} `)).toBe(typed)
})

test.each([
  ['\u0000', 'control'],
  ['a\u0007b', 'control'],
  ['a\nb', 'control'],
  ['\ud83d', 'broken'],
  ['', 'Fill'],
  ['   ', 'Fill'],
  ['a'.repeat(61), 'At most 60'],
])('%j is refused in words', (typed, sentence) => {
  const wrong = text({ max: 60 }).safeParse(typed)
  expect(wrong.success).toBe(false)
  expect(wrong.error?.issues[0]?.message).toContain(sentence)
})

test('length is what a person counts', () => {
  expect(lengthOf('👨‍👩‍👧‍👦🇰🇪')).toBe(2)
  expect(text({ max: 2 }).safeParse('👨‍👩‍👧‍👦🇰🇪').success).toBe(true)
})

test('one letter under a thousand accents is not one letter', () => {
  expect(text({ max: 1 }).safeParse(`a${'\u0301'.repeat(1000)}`).success).toBe(false)
})

test('notes keep their lines, with one kind of line break', () => {
  expect(longText({ max: 20 }).parse('a\r\n\tb\n')).toBe('a\n\tb')
  expect(longText({ max: 20 }).parse('')).toBe('')
  expect(longText({ max: 20 }).safeParse('a\u0000').success).toBe(false)
})
