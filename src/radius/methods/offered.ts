import { Buffer } from 'node:buffer'
import { revealPassword } from '../hidden.ts'
import { Attr, Microsoft, Vendor } from '../numbers.ts'
import type { Packet } from '../packet.ts'
import type { Secret } from '../secret.ts'
import type { ChapResponse } from './chap.ts'
import type { MsChap2Response, MsChapResponse } from './mschap.ts'

/** What an Access-Request offers as proof of who is asking. Which proofs are good enough is not decided here. */
export type Offered =
  | { method: 'pap'; password: Buffer }
  | ({ method: 'chap' } & ChapResponse)
  | ({ method: 'mschap' } & MsChapResponse)
  | ({ method: 'mschap2' } & MsChap2Response)
  | { method: 'eap'; message: Buffer }
  | { method: 'none' }
  /** A proof that is there, but has no form of its kind. */
  | { method: 'malformed'; attribute: string }

/** Reads the proof. RFC 2865 §4.1 forbids two of them; should there be, the first of this order counts, and the others prove nothing. */
export function offeredIn(request: Packet, secret: Secret): Offered {
  if (request.has(Attr.EapMessage)) {
    const message = request.joined(Attr.EapMessage) ?? Buffer.alloc(0)
    return { method: 'eap', message }
  }
  const hidden = request.value(Attr.UserPassword)
  if (hidden) {
    const password = revealPassword(hidden, request.authenticator, secret)
    return password ? { method: 'pap', password } : malformed('User-Password')
  }
  if (request.has(Attr.ChapPassword)) return chapIn(request)
  return request.has(Attr.VendorSpecific) ? msChapIn(request) : { method: 'none' }
}

function chapIn(request: Packet): Offered {
  const value = request.value(Attr.ChapPassword)
  if (value?.length !== 17) return malformed('CHAP-Password')
  // Without the attribute, the Request Authenticator is the challenge (RFC 2865 §5.40).
  const challenge = request.value(Attr.ChapChallenge) ?? request.authenticator
  return { method: 'chap', id: value[0] ?? 0, response: value.subarray(1), challenge }
}

function msChapIn(request: Packet): Offered {
  const second = request.vendorValue(Vendor.Microsoft, Microsoft.Chap2Response)
  const first = second ?? request.vendorValue(Vendor.Microsoft, Microsoft.ChapResponse)
  if (!first) return { method: 'none' }
  const challenge = request.vendorValue(Vendor.Microsoft, Microsoft.ChapChallenge)
  if (challenge?.length !== (second ? 16 : 8)) return malformed('MS-CHAP-Challenge')
  // Identifier, flags, 24 octets of which RFC 2548 says two different things, 24 octets of NT response.
  if (first.length !== 50) return malformed(second ? 'MS-CHAP2-Response' : 'MS-CHAP-Response')
  const id = first[0] ?? 0
  const ntResponse = first.subarray(26)
  if (!second) {
    // Flag 1: the NT response is there. The other one, LAN Manager's, is not taken.
    return first[1] === 1
      ? { method: 'mschap', id, challenge, ntResponse }
      : malformed('MS-CHAP-Response')
  }
  const name = request.text(Attr.UserName) ?? ''
  return {
    method: 'mschap2',
    id,
    name,
    challenge,
    peerChallenge: first.subarray(2, 18),
    ntResponse,
  }
}

function malformed(attribute: string): Offered {
  return { method: 'malformed', attribute }
}
