import { Attr } from './numbers.ts'
import { Code } from './codes.ts'
import { equalAt } from './crypto/equal.ts'
import { Md5 } from './crypto/md5.ts'
import { HEADER_LENGTH, type Packet } from './packet.ts'
import type { Secret } from './secret.ts'

/** Sixteen zero octets: the authenticator that a request is hashed with (RFC 2866 §3, RFC 5176 §2.3). */
export const NO_AUTHENTICATOR = new Uint8Array(16)

const md5 = new Md5()
const computed = new Uint8Array(16)

/**
 * MD5(Code + ID + Length + given authenticator + attributes + secret): the Response Authenticator of RFC 2865 §3 when given the
 * request's, and the Request Authenticator of RFC 2866 §3 when given zeros.
 */
export function authenticatorInto(
  out: Uint8Array,
  offset: number,
  packet: Uint8Array,
  given: Uint8Array,
  secret: Secret,
): void {
  md5
    .reset()
    .update(packet, 0, 4)
    .update(given, 0, 16)
    .update(packet, HEADER_LENGTH)
    .update(secret.bytes)
    .digestInto(out, offset)
}

/** Whether a request that carries its own hash (accounting, CoA, Disconnect) was made with this secret. */
export function isRequestAuthentic(packet: Packet, secret: Secret): boolean {
  authenticatorInto(computed, 0, packet.bytes, NO_AUTHENTICATOR, secret)
  return equalAt(computed, 0, packet.bytes, 4, 16)
}

/** Whether a reply answers the request with this authenticator, and was made with this secret. */
export function isReplyAuthentic(reply: Packet, requestAuthenticator: Uint8Array, secret: Secret) {
  authenticatorInto(computed, 0, reply.bytes, requestAuthenticator, secret)
  return equalAt(computed, 0, reply.bytes, 4, 16)
}

/**
 * HMAC-MD5 over the packet with 16 zeros in place of the Message-Authenticator, and with the given authenticator in place
 * of its own: RFC 3579 §3.2, RFC 5176 §3.6 for CoA, RFC 5997 §3 for Status-Server.
 * `at` is the offset of the attribute.
 */
export function messageAuthenticatorInto(
  out: Uint8Array,
  offset: number,
  packet: Uint8Array,
  given: Uint8Array,
  at: number,
  secret: Secret,
): void {
  secret.hmac
    .begin()
    .update(packet, 0, 4)
    .update(given, 0, 16)
    .update(packet, HEADER_LENGTH, at + 2)
    .update(NO_AUTHENTICATOR)
    .update(packet, at + 18)
  secret.hmac.finishInto(out, offset)
}

export type Signature = 'good' | 'wrong' | 'missing' | 'malformed'

/**
 * Looks at a packet's Message-Authenticator. `given` is the authenticator that its sender hashed with: its own for
 * Access-Request and Status-Server, zeros for accounting, CoA and Disconnect, and the request's for every reply.
 */
export function signatureOf(packet: Packet, given: Uint8Array, secret: Secret): Signature {
  const at = packet.find(Attr.MessageAuthenticator)
  if (at === 0) return 'missing'
  if (packet.lengthAt(at) !== 18 || packet.next(at) > 0) return 'malformed'
  messageAuthenticatorInto(computed, 0, packet.bytes, given, at, secret)
  return equalAt(computed, 0, packet.bytes, at + 2, 16) ? 'good' : 'wrong'
}

/** The authenticator that a request of this kind is signed with. */
export function signedWith(request: Packet): Uint8Array {
  const { code } = request
  return code === Code.AccessRequest || code === Code.StatusServer
    ? request.authenticator
    : NO_AUTHENTICATOR
}
