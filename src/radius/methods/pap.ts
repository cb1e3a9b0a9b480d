import { Buffer } from 'node:buffer'
import { equal } from '../crypto/equal.ts'

/** Whether the revealed User-Password is this one. The time taken tells the length and nothing else. */
export function isPapRight(given: Uint8Array, password: string): boolean {
  return equal(given, Buffer.from(password, 'utf8'))
}
