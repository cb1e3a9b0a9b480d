import { describe, expect, test } from 'vitest'
import { plainSms } from '#kernel/message.ts'
import { howToPayWords, momentWords, moneyWords, outageWords, offerWords } from './words.ts'

const at = Temporal.Instant.from('2026-12-03T18:00:00+03:00')

test('money and moments are said shortly, in both languages', () => {
  expect(plainSms(moneyWords(250_000n, 'en'))).toBe('KES 2,500')
  expect(plainSms(moneyWords(250_050n, 'en'))).toBe('KES 2,500.50')
  expect(plainSms(momentWords(at, 'Africa/Nairobi', 'en'))).toMatch(/^Thu,? 3 Dec, 18:00$/)
  expect(momentWords(at, 'Africa/Nairobi', 'sw')).toMatch(/18:00$/)
})

test('how to pay names the till or the paybill with the account, or nothing', () => {
  expect(howToPayWords({ kind: 'paybill', number: '600100' }, '100427', 'en')).toMatch(
    /600100.*100427/,
  )
  expect(howToPayWords({ kind: 'till', number: '5551' }, '100427', 'sw')).not.toMatch('100427')
  expect(howToPayWords(undefined, '100427', 'en')).toBe('')
})

test.each(['begun', 'planned', 'over'] as const)(
  'an outage that is %s is said with and without a time',
  (what) => {
    for (const language of ['en', 'sw'] as const) {
      const about = { zone: 'Africa/Nairobi', language }
      expect(outageWords(what, null, about)).not.toMatch(/undefined|18:00/)
      if (what !== 'over') expect(outageWords(what, at, about)).toMatch(/18:00/)
    }
  },
)

describe('an offer', () => {
  const line = { words: { en: 'Home 20', sw: '' }, taxed: { gross: 299_900n } }
  const lines = [
    { ...line, charged: 'each-period' as const },
    { words: { en: 'Router', sw: 'Ruta' }, taxed: { gross: 580_000n }, charged: 'once' as const },
  ]
  test.each([
    ['text', 'en', lines.slice(0, 1), 'Home 20'],
    ['text', 'sw', lines, 'Home 20 na vingine 1'],
    [
      'letter',
      'sw',
      lines,
      '\n\n- Home 20: KES 2,999, kila kipindi\n- Ruta: KES 5,800, mara moja\n\nKodi zimo ndani',
    ],
  ] as const)('as a %s in %s', (form, language, of, said) => {
    expect(offerWords(of, { form, language })).toBe(said)
  })
})
