import { expect, test } from 'vitest'
import { firstLanguage } from '#web/portal/texts.ts'

test.each([
  ['en', ['sw-KE'], 'en'],
  ['sw', ['en-GB'], 'sw'],
  [null, ['sw-TZ', 'en'], 'sw'],
  [null, ['en-KE', 'sw'], 'en'],
  ['"fr"', [], 'en'],
])('chosen before %j, the browser asks for %j: %s', (kept, asked, shown) => {
  expect(firstLanguage(kept, asked)).toBe(shown)
})
