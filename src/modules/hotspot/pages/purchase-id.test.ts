import { expect, test } from 'vitest'
import { id } from '#kernel/id.ts'
import { isFormId, purchaseIdOf } from './purchase-id.ts'

const FORM = '01a20b33-a194-70e3-9356-e8c788f0364a'

test('the same wishes by the same form are one purchase; another phone, package, form or turn is another', () => {
  const first = purchaseIdOf(FORM, ['hour', '+254712345678'], 0)
  expect(purchaseIdOf(FORM, ['hour', '+254712345678'], 0)).toBe(first)
  expect(id.parse(first)).toBe(first)
  const others = [
    purchaseIdOf(FORM, ['hour', '+254712345679'], 0),
    purchaseIdOf(FORM, ['day', '+254712345678'], 0),
    purchaseIdOf(FORM.replace(/a$/, 'b'), ['hour', '+254712345678'], 0),
    purchaseIdOf(FORM, ['hour', '+254712345678'], 1),
  ]
  expect(new Set([first, ...others]).size).toBe(5)
})

test.each([
  [FORM, true],
  [FORM.toUpperCase(), false],
  ['', false],
  [`${FORM}0`, false],
])('%s is of a form of ours: %s', (given, expected) => {
  expect(isFormId(given)).toBe(expected)
})
