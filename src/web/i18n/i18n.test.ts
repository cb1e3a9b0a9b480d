import { expect, test } from 'vitest'
import { en } from '#web/i18n/en/index.ts'
import { preferredLanguage } from '#web/i18n/index.ts'
import { sw } from '#web/i18n/sw/index.ts'

/** `common.form.tooShort` → its text. */
function flat(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] => {
    const key = path ? `${path}.${name}` : name
    return typeof text === 'string' ? [[key, text]] : flat(text as object, key)
  })
}

const english = flat(en)
/** English refusals stand at the server; `refusals.test.ts` compares those. */
const swahili = new Map(flat(sw).filter(([key]) => !key.startsWith('refusals.')))
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()

test('Swahili says everything that English says, and nothing else', () => {
  expect([...swahili.keys()].toSorted()).toEqual(english.map(([key]) => key).toSorted())
})

test('both languages have the same placeholders', () => {
  const different = english.filter(([key, text]) => {
    // "1 row" may leave the number out in one language and not in the other.
    const names = placeholders(text).filter((name) => name !== 'count')
    const theirs = placeholders(swahili.get(key) ?? '').filter((name) => name !== 'count')
    return names.join() !== theirs.join()
  })
  expect(different).toEqual([])
})

test('no text is empty, and every plural has both forms', () => {
  const keys = new Set(english.map(([key]) => key))
  expect([...english, ...swahili].filter(([, text]) => text.trim() === '')).toEqual([])
  const halves = [...keys].filter(
    (key) =>
      (key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other'))) ||
      (key.endsWith('_other') && !keys.has(key.replace(/_other$/, '_one'))),
  )
  expect(halves).toEqual([])
})

/** Names of things and forms that are the same in both languages. */
const SAME =
  /^(?:style\.|.*(?:english|swahili|csv|product|live\.on|kraPin|airtelMoney|airtel|quickbooks|zoho)$)/

test('what is the same in both languages is a name, not a forgotten translation', () => {
  const same = english.filter(
    ([key, text]) =>
      swahili.get(key) === text && /[a-z]{3,}\s+[a-z]{3,}/i.test(text) && !SAME.test(key),
  )
  expect(same).toEqual([])
})

test.each([
  ['sw', ['en-KE'], 'sw'],
  ['en', ['sw-KE'], 'en'],
  [null, ['sw-KE', 'en'], 'sw'],
  [null, ['de', 'sw'], 'sw'],
  [null, ['de'], 'en'],
  ['klingon', [], 'en'],
])('kept %s and asked for %j, the language is %s', (kept, asked, language) => {
  expect(preferredLanguage(kept, asked)).toBe(language)
})
