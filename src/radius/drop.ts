/**
 * Why a packet was thrown away without an answer. RADIUS drops in silence (RFC 2865 §3), so these counts are the
 * only trace that a wrong secret or a hostile sender leaves: each is told apart, and each is counted.
 */
export const DROP_REASONS = {
  'too-short': 'fewer than the 20 octets of a header',
  'length-field': 'the length field says less than 20, more than 4096, or more than arrived',
  'attribute-length': 'an attribute says that it is shorter than its own header',
  'attribute-overrun': 'an attribute reaches past the end of the packet',
  'unknown-code': 'a packet code that this server does not know',
  'unexpected-code': 'a known code that does not belong on this port',
  'unknown-nas': 'no NAS with this address is registered',
  'authenticator-wrong': 'the Request Authenticator does not match: most often a wrong secret',
  'message-authenticator-wrong':
    'the Message-Authenticator does not match: a wrong secret, or a packet changed on its way',
  'message-authenticator-missing': 'this NAS must sign its requests, and this one is unsigned',
  'message-authenticator-malformed':
    'a Message-Authenticator that is not 16 octets, or two of them',
  'proxy-state-unsigned': 'an unsigned request with Proxy-State: the shape of a BlastRADIUS attack',
  'proxy-state-too-long': 'so much Proxy-State that no answer has room for it and anything else',
  'eap-unsigned': 'EAP-Message without Message-Authenticator (RFC 3579 §3.2)',
  'status-unsigned': 'Status-Server without Message-Authenticator (RFC 5997 §2)',
  'tls-refused': 'a TLS handshake that proved nothing, or failed',
  'tls-crowded':
    'a TLS handshake that gave way to newer ones: more were open than the bound allows',
  'duplicate-in-work': 'a retransmission of a request that is still being answered',
  'given-up': 'the NAS has given up on this request already',
  closing: 'this process is about to stop and takes on nothing new',
  'over-share':
    'its sender asks more than its part while more comes than can be answered: it is not looked at, and comes again',
  'queue-full': 'more accounting waits than can be stored: it is refused, and comes again',
  'reply-unexpected': 'a reply that answers no open request',
  'reply-code': 'a reply whose code does not answer its request',
  'reply-authenticator-wrong': 'a reply whose Response Authenticator does not match',
} as const

export type DropReason = keyof typeof DROP_REASONS

export type DropCounts = Record<DropReason, number>

export function newDropCounts(): DropCounts {
  const entries = Object.keys(DROP_REASONS).map((reason) => [reason, 0])
  return Object.fromEntries(entries) as DropCounts // the keys are exactly those of the table
}
