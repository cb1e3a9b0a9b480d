import { expect, test } from 'vitest'
import { md4, ntHash } from './nt-hash.ts'

/** RFC 1320 §A.5. */
test.each([
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    'e33b4ddc9c38f2199c3e7b164fcc0536',
  ],
])('MD4 of %j', (text, digest) => {
  expect(Buffer.from(md4(Buffer.from(text))).toString('hex')).toBe(digest)
})

/** RFC 2759 §9.2. */
test('the NT hash of clientPass', () => {
  expect(ntHash('clientPass')).toBe('44ebba8d5312b8d611474411f56989ae')
})
