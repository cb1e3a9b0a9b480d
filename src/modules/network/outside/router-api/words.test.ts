import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeSentence, SentenceReader } from './words.ts'

/** First and last length of each form, as the manual lists them. */
test.each([
  [0, '00'],
  [0x7f, '7f'],
  [0x80, '8080'],
  [0x3fff, 'bfff'],
  [0x4000, 'c04000'],
  [0x1f_ffff, 'dfffff'],
  [0x20_0000, 'e0200000'],
])('a word of %d octets begins with %s', (length, prefix) => {
  const written = encodeSentence(['x'.repeat(length)])
  expect(written.subarray(0, prefix.length / 2).toString('hex')).toBe(prefix)
})

test('what is written is read, wherever the network cuts it', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  const sentences = fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { maxLength: 5 })
  fc.assert(
    fc.property(sentences, fc.integer({ min: 1, max: 700 }), (given, size) => {
      const bytes = Buffer.concat(given.map(encodeSentence))
      const reader = new SentenceReader()
      const read = []
      for (let at = 0; at < bytes.length; at += size)
        read.push(...reader.push(bytes.subarray(at, at + size)))
      expect(read).toEqual(given)
    }),
  )
})

test.each([
  ['an undefined control octet', 'f8'],
  ['a word of three gigabytes', 'f0c0000000'],
  ['a word of two megabytes', 'e0200000'],
])('%s is refused before anything is kept for it', (_, hex) => {
  expect(() => new SentenceReader().push(Buffer.from(hex, 'hex'))).toThrow('a word')
})
