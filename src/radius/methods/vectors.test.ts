import { createDecipheriv, createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { desUnderKeys } from '../crypto/des.ts'
import { md4 } from '../crypto/md4.ts'
import { sha1 } from '../crypto/sha1.ts'
import { chapResponse, isChapRight } from './chap.ts'
import { masterKey, mppeKeys } from './mppe.ts'
import {
  authenticatorResponse,
  challengeHash,
  challengeResponse,
  isMsChap2Right,
  ntPasswordHash,
} from './mschap.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')

test.each([
  // RFC 1320 §A.5
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
])('the MD4 of %j', (text, digest) => {
  expect(md4(Buffer.from(text)).toString('hex')).toBe(digest)
})

test('SHA-1 agrees with OpenSSL, however its input is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), (parts) => {
      const expected = createHash('sha1').update(Buffer.concat(parts)).digest('hex')
      expect(sha1(...parts).toString('hex')).toBe(expected)
    }),
  )
})

test('DES: what it encrypts, triple DES with one key three times decrypts', () => {
  for (let round = 0; round < 200; round++) {
    const [block, key] = [randomBytes(8), randomBytes(7)]
    const bits = [...key].map((octet) => octet.toString(2).padStart(8, '0')).join('')
    const withParity = Buffer.from(
      bits.match(/.{7}/g)!.map((seven) => Number.parseInt(`${seven}0`, 2)),
    )
    const triple = Buffer.concat([withParity, withParity, withParity])
    const decipher = createDecipheriv('des-ede3-ecb', triple, null).setAutoPadding(false)
    expect(decipher.update(desUnderKeys(block, [key])).toString('hex')).toBe(block.toString('hex'))
  }
})

// RFC 2759 §9.2
const given = {
  id: 0,
  name: 'User',
  challenge: hex('5B 5D 7C 7D 7B 3F 2F 3E 3C 2C 60 21 32 26 26 28'),
  peerChallenge: hex('21 40 23 24 25 5E 26 2A 28 29 5F 2B 3A 33 7C 7E'),
  ntResponse: hex('82 30 9E CD 8D 70 8B 5E A0 8F AA 39 81 CD 83 54 42 33 11 4A 3D 85 D6 DF'),
}
const ntHash = ntPasswordHash('clientPass')

test('MS-CHAPv2 as in RFC 2759 §9.2', () => {
  expect(challengeHash(given)).toEqual(hex('D0 2E 43 86 BC E9 12 26'))
  expect(ntHash).toEqual(hex('44 EB BA 8D 53 12 B8 D6 11 47 44 11 F5 69 89 AE'))
  expect(md4(ntHash)).toEqual(hex('41 C0 0C 58 4B D2 D9 1C 40 17 A2 A1 2F A5 9F 3F'))
  expect(challengeResponse(challengeHash(given), ntHash)).toEqual(given.ntResponse)
  expect(authenticatorResponse(given, ntHash)).toBe('S=407A5589115FD0D6209F510FE9C04566932CDA56')
  expect(isMsChap2Right(given, ntHash)).toBe(true)
  expect(isMsChap2Right({ ...given, name: 'WORK\\User' }, ntHash)).toBe(true)
  expect(isMsChap2Right({ ...given, name: 'user' }, ntHash)).toBe(false)
  expect(isMsChap2Right(given, ntPasswordHash('clientpass'))).toBe(false)
})

test('MPPE keys as in RFC 3079 §3.5.3', () => {
  expect(masterKey(ntHash, given.ntResponse)).toEqual(
    hex('FD EC E3 71 7A 8C 83 8C B3 88 E5 27 AE 3C DD 31'),
  )
  expect(mppeKeys(ntHash, given.ntResponse).send).toEqual(
    hex('8B 7C DC 14 9B 99 3A 1B A1 18 CB 15 3F 56 DC CB'),
  )
})

test('MS-CHAP as in RFC 2433 §B.2', () => {
  const hash = ntPasswordHash('MyPw')
  expect(hash).toEqual(hex('FC 15 6A F7 ED CD 6C 0E DD E3 33 7D 42 7F 4E AC'))
  expect(challengeResponse(hex('10 2D B5 DF 08 5D 30 41'), hash)).toEqual(
    hex('4E 9D 3C 8F 9C FD 38 5D 5B F4 D3 24 67 91 95 6C A4 C3 51 AB 40 9A 3D 61'),
  )
})

test('CHAP: another password, challenge or identifier is another response', () => {
  const challenge = Buffer.alloc(16, 3)
  const response = chapResponse(5, 'lamp', challenge)
  expect(isChapRight({ id: 5, response, challenge }, 'lamp')).toBe(true)
  expect(isChapRight({ id: 6, response, challenge }, 'lamp')).toBe(false)
  expect(isChapRight({ id: 5, response, challenge }, 'Lamp')).toBe(false)
  expect(isChapRight({ id: 5, response: response.subarray(1), challenge }, 'lamp')).toBe(false)
})
