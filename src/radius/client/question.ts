import { isReplyAuthentic, NO_AUTHENTICATOR, type Signature, signatureOf } from '../authenticity.ts'
import { Code, mayAnswer } from '../codes.ts'
import type { DropReason } from '../drop.ts'
import type { Packet } from '../packet.ts'
import type { Secret } from '../secret.ts'
import type { PacketWriter } from '../writer.ts'

/** What we ask another server or NAS: CoA, Disconnect, a forwarded request, Status-Server, a test. */
export type Question = {
  code: Code
  secret: Secret
  /** Appends the attributes. Values that are hidden are hidden with `writer.authenticator`. */
  write: (writer: PacketWriter) => void
  /** Refuse replies without Message-Authenticator, which CVE-2024-3596 can forge. Old servers and most NASes send none. */
  signedReplyOnly?: boolean
  /** How often it is sent at most, and how long the first waits for an answer; each next waits twice as long. */
  tries?: number
  wait_ms?: number
}

export type Answer =
  | { kind: 'reply'; reply: Packet; request: Packet; tries: number; took_ms: number }
  /** Nobody answered in time. `dropped` is why the last wrong reply was not taken for one: often the wrong secret. */
  | { kind: 'silence'; tries: number; took_ms: number; dropped?: DropReason }
  /** It could not be sent at all. */
  | { kind: 'unreachable'; why: string }

/** Whether a reply is to be believed as the answer to this request: nothing, or why not. */
export function faultOfReply(
  reply: Packet,
  request: Packet,
  { secret, signedReplyOnly = false }: Pick<Question, 'secret' | 'signedReplyOnly'>,
): DropReason | undefined {
  if (!mayAnswer(request.code, reply.code)) return 'reply-code'
  if (!isReplyAuthentic(reply, request.authenticator, secret)) return 'reply-authenticator-wrong'
  // The authenticator above proves an accounting reply, and what a signature in it is made of nobody agrees on.
  if (request.code === Code.AccountingRequest) return undefined
  switch (signatureOfReply(reply, request, secret)) {
    case 'good':
      return undefined
    case 'wrong':
      return 'message-authenticator-wrong'
    case 'malformed':
      return 'message-authenticator-malformed'
    case 'missing':
      return signedReplyOnly ? 'message-authenticator-missing' : undefined
  }
}

/** RFC 5176 §3.6 signs with the request's authenticator, as all replies are; FreeRADIUS 3 signs answers to CoA and Disconnect with zeros. */
function signatureOfReply(reply: Packet, request: Packet, secret: Secret): Signature {
  const signature = signatureOf(reply, request.authenticator, secret)
  if (signature !== 'wrong' || request.code === Code.AccessRequest) return signature
  return signatureOf(reply, NO_AUTHENTICATOR, secret)
}
