import { Buffer } from 'node:buffer'
import { desUnderKeys } from '../crypto/des.ts'
import { equal } from '../crypto/equal.ts'
import { md4 } from '../crypto/md4.ts'
import { sha1 } from '../crypto/sha1.ts'

/** MS-CHAP of RFC 2433 and its second version of RFC 2759. What is kept of a password is its NT hash, or the password. */

/** RFC 2759 §8.3: MD4 over the password in UTF-16. Whoever has it needs no password, so that it is as secret. */
export function ntPasswordHash(password: string): Buffer {
  return md4(Buffer.from(password, 'utf16le'))
}

/** RFC 2759 §8.5: the challenge under three DES keys, cut from the hash and five zeros. */
export function challengeResponse(challenge: Uint8Array, ntHash: Uint8Array): Buffer {
  const key = new Uint8Array(21)
  key.set(ntHash)
  return desUnderKeys(challenge, [key.subarray(0, 7), key.subarray(7, 14), key.subarray(14, 21)])
}

/** RFC 2548 §2.1.3. The LAN Manager half is never used: it gives the password away. */
export type MsChapResponse = { id: number; challenge: Uint8Array; ntResponse: Uint8Array }

export function isMsChapRight(given: MsChapResponse, ntHash: Uint8Array): boolean {
  return equal(given.ntResponse, challengeResponse(given.challenge, ntHash))
}

/** RFC 2548 §2.3.2; `name` is User-Name as the peer typed it. */
export type MsChap2Response = {
  id: number
  name: string
  challenge: Uint8Array
  peerChallenge: Uint8Array
  ntResponse: Uint8Array
}

export function isMsChap2Right(given: MsChap2Response, ntHash: Uint8Array): boolean {
  return equal(given.ntResponse, challengeResponse(challengeHash(given), ntHash))
}

/** RFC 2759 §8.2. The name is hashed without the domain before its backslash (§4). */
export function challengeHash({
  name,
  challenge,
  peerChallenge,
}: Omit<MsChap2Response, 'ntResponse' | 'id'>): Buffer {
  const bare = name.slice(name.lastIndexOf('\\') + 1)
  return sha1(peerChallenge, challenge, Buffer.from(bare, 'utf8')).subarray(0, 8)
}

const MAGIC_1 = Buffer.from('Magic server to client signing constant', 'latin1')
const MAGIC_2 = Buffer.from('Pad to make it do more than one iteration', 'latin1')

/** RFC 2759 §8.7: our proof to the peer that we know the password, too: `S=` and 40 digits. */
export function authenticatorResponse(given: MsChap2Response, ntHash: Uint8Array): string {
  const digest = sha1(md4(ntHash), given.ntResponse, MAGIC_1)
  return `S=${sha1(digest, challengeHash(given), MAGIC_2).toString('hex').toUpperCase()}`
}

/**
 * MS-CHAP-Error (RFC 2548 §2.1.5, RFC 2759 §6): 691 is a wrong password, 648 an expired one, 649 no permission. The peer may
 * not retry, because a retry would need a challenge that the NAS remembers.
 */
export function msChapError(
  id: number,
  code: 691 | 648 | 649,
  challenge: Uint8Array,
  text: string,
): Buffer {
  const hex = Buffer.from(challenge).toString('hex').toUpperCase()
  const message = `E=${code} R=0 C=${hex} V=3 M=${text}`
  return Buffer.concat([Buffer.from([id]), Buffer.from(message, 'utf8')])
}
