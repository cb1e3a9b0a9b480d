import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HmacMd5 } from './hmac-md5.ts'
import { md5 } from './md5.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test.each([
  // RFC 1321 §A.5
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', '0cc175b9c0f1b6a831c399e269772661'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
  ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
])('the MD5 of %j', (text, digest) => {
  expect(hex(md5(Buffer.from(text)))).toBe(digest)
})

test('MD5 agrees with OpenSSL whatever the length and however it is cut', () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 })
  fc.assert(
    fc.property(parts, (given) => {
      const expected = createHash('md5').update(Buffer.concat(given)).digest('hex')
      expect(hex(md5(...given))).toBe(expected)
    }),
  )
})

test.each([
  // RFC 2202 §2
  [Buffer.alloc(16, 0x0b), Buffer.from('Hi There'), '9294727a3638bb1c13f48ef8158bfc9d'],
  [
    Buffer.from('Jefe'),
    Buffer.from('what do ya want for nothing?'),
    '750c783e6ab0b503eaa86e310a5db738',
  ],
  [Buffer.alloc(16, 0xaa), Buffer.alloc(50, 0xdd), '56be34521d144c88dbb8c733f0e8b3f6'],
  [
    Buffer.alloc(80, 0xaa),
    Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
    '6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd',
  ],
])('HMAC-MD5 with key %j', (key, data, digest) => {
  expect(hex(hmac(key, data))).toBe(digest)
})

test('HMAC-MD5 agrees with OpenSSL for every length of key and data', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 150 }),
      fc.uint8Array({ maxLength: 300 }),
      (key, data) => {
        expect(hex(hmac(key, data))).toBe(createHmac('md5', key).update(data).digest('hex'))
      },
    ),
  )
})

function hmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  const one = new HmacMd5(key)
  const digest = new Uint8Array(16)
  one.begin().update(data)
  one.finishInto(digest, 0)
  return digest
}
