import { expect, test } from 'vitest'
import { fillText, placeholdersIn, plainSms, smsSize } from './message.ts'

test.each([
  ['', 'gsm-7', 0, 1, 160],
  ['a'.repeat(160), 'gsm-7', 160, 1, 0],
  ['a'.repeat(161), 'gsm-7', 161, 2, 145],
  ['a'.repeat(306), 'gsm-7', 306, 2, 0],
  ['a'.repeat(307), 'gsm-7', 307, 3, 152],
  ['€'.repeat(80), 'gsm-7', 160, 1, 0],
  // The escape and its letter stay together: 76 fit into a part of 153.
  ['€'.repeat(153), 'gsm-7', 306, 3, 153],
  ['Karibu: KES 1,000 [Home 20]', 'gsm-7', 29, 1, 131],
  ['ŋ'.repeat(70), 'ucs-2', 70, 1, 0],
  ['ŋ'.repeat(71), 'ucs-2', 71, 2, 63],
  ['🦒'.repeat(35), 'ucs-2', 70, 1, 0],
  // 33 giraffes fit into 67, not 33.5.
  ['🦒'.repeat(67), 'ucs-2', 134, 3, 67],
])('%j is %s of %i letters in %i parts', (text, alphabet, letters, parts, left) => {
  expect(smsSize(text)).toMatchObject({ alphabet, letters, parts, left })
})

test('the letters that make a text dear are named', () => {
  expect(smsSize('Asante – karibu tena 🦒🦒').odd).toEqual(['–', '🦒'])
})

test('signs of typographers cost nothing more', () => {
  expect(plainSms('‘Home’ “20” – ends… now\u00a0•')).toBe(`'Home' "20" - ends... now -`)
  expect(smsSize(plainSms('Your plan’s end – soon…')).alphabet).toBe('gsm-7')
})

test('placeholders are found once and filled; unknown ones stay to be seen', () => {
  expect(placeholdersIn('Hi {name}, {amount} from {name}')).toEqual(['name', 'amount'])
  expect(fillText('Hi {name}, {amount}', { name: '{amount}' })).toBe('Hi {amount}, {amount}')
})
