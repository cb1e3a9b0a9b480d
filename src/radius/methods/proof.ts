import { Buffer } from 'node:buffer'
import { assert } from '#kernel/assert.ts'
import { hidePassword, hideSalted } from '../hidden.ts'
import { Microsoft, Vendor } from '../numbers.ts'
import type { Secret } from '../secret.ts'
import type { PacketWriter } from '../writer.ts'
import { isChapRight } from './chap.ts'
import { mppeKeys, msChapMppeKeys, type MppeKeys } from './mppe.ts'
import {
  authenticatorResponse,
  isMsChap2Right,
  isMsChapRight,
  msChapError,
  ntPasswordHash,
} from './mschap.ts'
import type { Offered } from './offered.ts'
import { isPapRight } from './pap.ts'

/** What we know of a subscriber's password. With the NT hash alone, CHAP cannot be checked. */
export type Known = { password: string } | { ntHash: Uint8Array }

export type Verdict = 'right' | 'wrong' | 'cannot-be-checked'

/** Whether the proof offered fits what we know. EAP takes several packets and has a place of its own. */
export function verdictOn(offered: Offered, known: Known): Verdict {
  switch (offered.method) {
    case 'pap':
      return 'password' in known
        ? verdict(isPapRight(offered.password, known.password))
        : verdict(ntPasswordHash(offered.password.toString('utf8')).equals(known.ntHash))
    case 'chap':
      return 'password' in known
        ? verdict(isChapRight(offered, known.password))
        : 'cannot-be-checked'
    case 'mschap':
      return verdict(isMsChapRight(offered, ntHashOf(known)))
    case 'mschap2':
      return verdict(isMsChap2Right(offered, ntHashOf(known)))
    case 'eap':
    case 'none':
    case 'malformed':
      return 'cannot-be-checked'
  }
}

function verdict(right: boolean): Verdict {
  return right ? 'right' : 'wrong'
}

export function ntHashOf(known: Known): Uint8Array {
  return 'ntHash' in known ? known.ntHash : ntPasswordHash(known.password)
}

/** What an Access-Accept owes to the method: MS-CHAP's proof back, and the keys of the link's encryption. */
export function writeSuccess(
  writer: PacketWriter,
  offered: Offered,
  known: Known,
  secret: Secret,
): void {
  if (offered.method === 'mschap') {
    const keys = hidePassword(msChapMppeKeys(ntHashOf(known)), writer.authenticator, secret)
    writer.vendorBytes(Vendor.Microsoft, Microsoft.ChapMppeKeys, keys)
    writeMppePolicy(writer)
  }
  if (offered.method === 'mschap2') {
    const ntHash = ntHashOf(known)
    const proof = Buffer.from(authenticatorResponse(offered, ntHash), 'latin1')
    const value = Buffer.concat([Buffer.from([offered.id]), proof])
    writer.vendorBytes(Vendor.Microsoft, Microsoft.Chap2Success, value)
    writeMppeKeys(writer, mppeKeys(ntHash, offered.ntResponse), secret)
    writeMppePolicy(writer)
  }
}

/** What an Access-Reject owes to the method, so that the peer shows a wrong password as one. */
export function writeFailure(writer: PacketWriter, offered: Offered, text: string): void {
  if (offered.method !== 'mschap' && offered.method !== 'mschap2') return
  const value = msChapError(offered.id, 691, offered.challenge, text)
  writer.vendorBytes(Vendor.Microsoft, Microsoft.ChapError, value)
}

/** MS-MPPE-Send-Key and -Recv-Key (RFC 2548 §2.4.2 and §2.4.3), hidden with a salt each; the salts must differ. */
export function writeMppeKeys(writer: PacketWriter, keys: MppeKeys, secret: Secret): void {
  const { authenticator } = writer
  const send = hideSalted(keys.send, authenticator, secret)
  let receive = hideSalted(keys.receive, authenticator, secret)
  while (receive?.readUInt16BE(0) === send?.readUInt16BE(0)) {
    receive = hideSalted(keys.receive, authenticator, secret)
  }
  assert(send && receive, 'an MPPE key fits into an attribute')
  writer.vendorBytes(Vendor.Microsoft, Microsoft.MppeSendKey, send)
  writer.vendorBytes(Vendor.Microsoft, Microsoft.MppeRecvKey, receive)
}

/** Encryption allowed, not required; 128 bits. RFC 2548 §2.4.4 and §2.4.5: RC4 with 40 or 56 bits is never offered. */
function writeMppePolicy(writer: PacketWriter): void {
  writer.vendorNumber(Vendor.Microsoft, Microsoft.MppeEncryptionPolicy, 1)
  writer.vendorNumber(Vendor.Microsoft, Microsoft.MppeEncryptionTypes, 4)
}
