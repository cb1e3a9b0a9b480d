import { describe, expect, test } from 'vitest'
import { searchFor, tokensOf, wordsOf } from './search.ts'

const nothing = { names: [], phones: [], emails: [], papers: [], pin: null }

test.each([
  ["Ng'ang'a wa Njoroge", ['nganga', 'wa', 'njoroge']],
  ['Wanjirũ–Kamau', ['wanjiru', 'kamau']],
  ['Acme (EA) Ltd.', ['acme', 'ea', 'ltd']],
  ['محمد علي', ['محمد', 'علي']],
  ['  ', []],
])('%s has the words %j', (name, words) => {
  expect(wordsOf(name)).toEqual(words)
})

function finds(typed: string, findable: Partial<Parameters<typeof tokensOf>[0]>): boolean {
  const tokens = tokensOf({ ...nothing, ...findable })
  return searchFor(typed).anyOf.some((all) => all.every((token) => tokens.includes(token)))
}

describe('who types', () => {
  const wanjiku = {
    names: ['Grace Wanjiku Mwangi'],
    phones: ['+254712345678'],
    emails: ['grace@example.co.ke'],
    papers: ['23456789'],
    pin: 'A012345678Z',
  }
  test.each([
    'wan',
    'WANJ',
    'Wanjiku Grace',
    'mwangi gra',
    '0712 345 678',
    '254712345678',
    'Grace@Example.co.ke',
    '23456789',
    '2345 6789',
    'a012345678z',
  ])('%s finds her', (typed) => {
    expect(finds(typed, wanjiku)).toBe(true)
  })
  test.each(['wa', 'kamau', 'grace kamau', '0712 345 67', 'race', '2345678', 'grace@', ''])(
    '%s does not',
    (typed) => {
      expect(finds(typed, wanjiku)).toBe(false)
    },
  )
  test('a short word finds who is called so', () => {
    expect(finds('Wu', { names: ['Li Wu'] })).toBe(true)
    expect(finds('Wu', { names: ['Wuornos Abel'] })).toBe(false)
  })
})

test('digits may be the beginning of an account number', () => {
  expect(searchFor('1000 00').numberPrefix).toBe('100000')
  expect(searchFor('0712').numberPrefix).toBeNull()
})
