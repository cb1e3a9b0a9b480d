import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPhone, isKenyanMobile, parsePhone, phone } from '#kernel/phone.ts'

test.each([
  ['0712345678', '+254712345678'],
  ['0712 345 678', '+254712345678'],
  ['0112-345-678', '+254112345678'],
  ['712345678', '+254712345678'],
  ['254712345678', '+254712345678'],
  ['+254712345678', '+254712345678'],
  ['+254 (0)712 345 678', '+254712345678'],
  ['00254712345678', '+254712345678'],
  ['+254\u00a0712\u2011345\u2011678', '+254712345678'],
  ['020 271 1234', '+254202711234'],
  ['0800 221 333', '+254800221333'],
  ['+44 7911 123456', '+447911123456'],
  ['+1 (415) 555-0134', '+14155550134'],
  ['0044 7911 123456', '+447911123456'],
])('%s is %s', (typed, expected) => {
  expect(parsePhone(typed)).toBe(expected)
})

test.each([
  '',
  '12345',
  '07123456789',
  '071234567',
  '0912345678',
  '+2547123456789',
  '+0712345678',
  'call me',
  '+12345',
  '+1234567890123456',
  '07123 45678 ext 2',
  '٠٧١٢٣٤٥٦٧٨',
])('%j is no phone number', (typed) => {
  expect(parsePhone(typed)).toBeUndefined()
  expect(phone.safeParse(typed).success).toBe(false)
})

test('every way of writing a Kenyan mobile number is the same number', () => {
  const national = fc
    .tuple(fc.constantFrom('7', '1'), fc.integer({ min: 0, max: 99_999_999 }))
    .map(([first, rest]) => first + String(rest).padStart(8, '0'))
  fc.assert(
    fc.property(national, (number) => {
      const e164 = `+254${number}`
      for (const typed of [`0${number}`, number, `254${number}`, e164, formatPhone(e164)]) {
        expect(parsePhone(typed)).toBe(e164)
      }
      expect(isKenyanMobile(e164)).toBe(true)
    }),
  )
})

test('the contract answers with E.164', () => {
  expect(phone.parse('0712 345 678')).toBe('+254712345678')
  expect(formatPhone('+254712345678')).toBe('0712 345 678')
  expect(formatPhone('+254202711234')).toBe('020 2711234')
  expect(formatPhone('+447911123456')).toBe('+447911123456')
})
