import { Buffer } from 'node:buffer'
import { md4 } from '../crypto/md4.ts'
import { sha1 } from '../crypto/sha1.ts'

/** Keys that encrypt the PPP link after MS-CHAP: RFC 3079 §3, handed to the NAS by RFC 2548 §2.4. */

const MAGIC_1 = Buffer.from('This is the MPPE Master Key', 'latin1')
const MAGIC_2 = Buffer.from(
  'On the client side, this is the send key; on the server side, it is the receive key.',
  'latin1',
)
const MAGIC_3 = Buffer.from(
  'On the client side, this is the receive key; on the server side, it is the send key.',
  'latin1',
)
const PAD_1 = Buffer.alloc(40)
const PAD_2 = Buffer.alloc(40, 0xf2)

export type MppeKeys = { send: Buffer; receive: Buffer }

/** The 128-bit keys from the server's, that is the NAS's, point of view: RFC 3079 §3.3 and §3.4. */
export function mppeKeys(ntHash: Uint8Array, ntResponse: Uint8Array): MppeKeys {
  const master = masterKey(ntHash, ntResponse)
  return {
    send: sha1(master, PAD_1, MAGIC_3, PAD_2).subarray(0, 16),
    receive: sha1(master, PAD_1, MAGIC_2, PAD_2).subarray(0, 16),
  }
}

export function masterKey(ntHash: Uint8Array, ntResponse: Uint8Array): Buffer {
  return sha1(md4(ntHash), ntResponse, MAGIC_1).subarray(0, 16)
}

/**
 * The value of MS-CHAP-MPPE-Keys for version 1 (RFC 2548 §2.4.1): eight octets of LAN Manager key, which we never have, and
 * the NT key, which is the hash of the hash.
 */
export function msChapMppeKeys(ntHash: Uint8Array): Buffer {
  return Buffer.concat([Buffer.alloc(8), md4(ntHash)])
}
