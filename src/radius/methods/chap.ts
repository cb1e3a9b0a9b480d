import { Buffer } from 'node:buffer'
import { equal } from '../crypto/equal.ts'
import { md5 } from '../crypto/md5.ts'

/** CHAP-Password (RFC 2865 §5.3): an identifier, then MD5(identifier + password + challenge) of RFC 1994 §4.1. */
export type ChapResponse = { id: number; response: Uint8Array; challenge: Uint8Array }

export function isChapRight({ id, response, challenge }: ChapResponse, password: string): boolean {
  return equal(response, chapResponse(id, password, challenge))
}

export function chapResponse(id: number, password: string, challenge: Uint8Array): Uint8Array {
  return md5(Uint8Array.of(id), Buffer.from(password, 'utf8'), challenge)
}
