import { expect, test } from 'vitest'
import { isReplyAuthentic, signatureOf } from './authenticity.ts'
import { decodeAttributes } from './dictionary/decode.ts'
import { formatPair } from './dictionary/text.ts'
import { isChapRight } from './methods/chap.ts'
import { offeredIn } from './methods/offered.ts'
import { parsePacket, type Packet } from './packet.ts'
import { Secret } from './secret.ts'

/** Packets as the RFCs print them. */
const secret = new Secret('xyzzy5461')

const nemo = packet(`01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb
  98 f4 22 7a 01 06 6e 65 6d 6f 02 12 0d be 70 8d 93 d4 13 ce 31 96 e4 3f 78 2a 0a ee
  04 06 c0 a8 01 10 05 06 00 00 00 03`)
const nemoAccepted = packet(`02 00 00 26 86 fe 22 0e 76 24 ba 2a 10 05 f6 bf
  9b 55 e0 b2 06 06 00 00 00 01 0f 06 00 00 00 00 0e 06 c0 a8 01 03`)

test('RFC 2865 §7.1: PAP, and the reply', () => {
  const offered = offeredIn(nemo, secret)
  expect(offered).toEqual({ method: 'pap', password: Buffer.from('arctangent') })
  expect(isReplyAuthentic(nemoAccepted, nemo.authenticator, secret)).toBe(true)
  expect(isReplyAuthentic(nemoAccepted, nemo.authenticator, new Secret('xyzzy5462'))).toBe(false)
  expect(lines(nemoAccepted)).toEqual([
    'Service-Type = Login-User',
    'Login-Service = Telnet',
    'Login-IP-Host = 192.168.1.3',
  ])
})

test('RFC 2865 §7.2: CHAP with the Request Authenticator as its challenge', () => {
  const request = packet(`01 01 00 47 2a ee 86 f0 8d 0d 55 96 9c a5 97 8e
    0d 33 67 a2 01 08 66 6c 6f 70 73 79 03 13 16 e9 75 57 c3 16 18 58 95 f2 93 ff 63 44 07 72 75
    04 06 c0 a8 01 10 05 06 00 00 00 14 06 06 00 00 00 02 07 06 00 00 00 01`)
  const reply = packet(`02 01 00 38 15 ef bc 7d ab 26 cf a3 dc 34 d9 c0
    3c 86 01 a4 06 06 00 00 00 02 07 06 00 00 00 01 08 06 ff ff ff fe 0a 06 00 00 00 02
    0d 06 00 00 00 01 0c 06 00 00 05 dc`)
  const offered = offeredIn(request, secret)
  expect(offered.method === 'chap' && isChapRight(offered, 'arctangent')).toBe(true)
  expect(isReplyAuthentic(reply, request.authenticator, secret)).toBe(true)
})

test('RFC 2865 §7.3: a challenge', () => {
  const request = packet(`01 02 00 39 f3 a4 7a 1f 6a 6d 76 71 0b 94 7a b9
    30 41 a0 39 01 07 6d 6f 70 73 79 02 12 33 65 75 73 77 82 89 b5 70 88 5e 15 08 48 25 c5
    04 06 c0 a8 01 10 05 06 00 00 00 07`)
  const challenge = packet(`0b 02 00 4e 36 f3 c8 76 4a e8 c7 11 57 40 3c 0c
    71 ff 9c 45 12 30 43 68 61 6c 6c 65 6e 67 65 20 33 32 37 36 39 34 33 30 2e 20 20 45 6e 74 65 72
    20 72 65 73 70 6f 6e 73 65 20 61 74 20 70 72 6f 6d 70 74 2e 18 0a 33 32 37 36 39 34 33 30`)
  expect(offeredIn(request, secret)).toEqual({ method: 'pap', password: Buffer.from('challenge') })
  expect(isReplyAuthentic(challenge, request.authenticator, secret)).toBe(true)
  expect(lines(challenge)).toEqual([
    'Reply-Message = "Challenge 32769430.  Enter response at prompt."',
    'State = 0x3332373639343330',
  ])
})

test('RFC 5997 §6: Status-Server is signed, and answered', () => {
  const request = packet(`0c da 00 26 8a 54 f4 68 6f b3 94 c5 28 66 e3 02
    18 5d 06 23 50 12 5a 66 5e 2e 1e 84 11 f3 e2 43 82 20 97 c8 4f a3`)
  const reply = packet(`02 da 00 14 ef 0d 55 2a 4b f2 d6 93 ec 2b 6f e8 b5 41 1d 66`)
  expect(signatureOf(request, request.authenticator, secret)).toBe('good')
  expect(isReplyAuthentic(reply, request.authenticator, secret)).toBe(true)

  const accounting = packet(`0c b3 00 26 92 5f 6b 66 dd 5f ed 57 1f cb 1d b7
    ad 38 82 60 50 12 e8 d6 ea bd a9 10 87 5c d9 1f da de 26 36 78 58`)
  expect(signatureOf(accounting, accounting.authenticator, secret)).toBe('good')
})

test.each([
  // RFC 6929 §9, with the attributes that FreeRADIUS' dictionary knows by name.
  ['f1 06 fe 62 6f 62', 'Attr-241.254 = 0x626f62'],
  ['f1 0c 1a 00 00 00 01 04 74 65 73 74', 'Attr-241.26.1.4 = 0x74657374'],
  ['f5 07 fe 00 62 6f 62', 'Attr-245.254 = 0x626f62'],
  ['f5 06 fe 80 61 61 f5 06 fe 00 62 62', 'Attr-245.254 = 0x61616262'],
  ['f5 0d 1a 00 00 00 00 01 06 74 65 73 74', 'Attr-245.26.1.6 = 0x74657374'],
  // More follows, it says, and nothing does: kept as it came.
  ['f5 06 fe 80 61 61', 'Attr-245 = 0xfe806161'],
  ['f1 02', 'Attr-241 = 0x'],
])('RFC 6929: %s is %s', (hex, line) => {
  const octets = hex.replaceAll(' ', '')
  const length = (20 + octets.length / 2).toString(16).padStart(4, '0')
  expect(lines(packet(`0101 ${length} ${'00'.repeat(16)} ${octets}`))).toEqual([line])
})

function lines(one: Packet): string[] {
  return decodeAttributes(one).map(formatPair)
}

function packet(hex: string): Packet {
  const parsed = parsePacket(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'))
  if (typeof parsed === 'string') throw new Error(parsed)
  return parsed
}
