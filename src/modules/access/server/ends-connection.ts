import type { DropReason } from '#radius/drop.ts'

/** RFC 6613 §2.6.4, which RFC 6614 keeps to: whoever sends these is not believed about where the next packet begins either. */
const ENDS_CONNECTION: ReadonlySet<DropReason> = new Set([
  ...([
    'too-short',
    'length-field',
    'attribute-length',
    'attribute-overrun',
    'unknown-nas',
  ] as const),
  ...(['authenticator-wrong', 'message-authenticator-wrong'] as const),
  ...(['message-authenticator-missing', 'message-authenticator-malformed'] as const),
  ...(['proxy-state-unsigned', 'eap-unsigned', 'status-unsigned'] as const),
])

/** Whether a packet that is thrown away for this reason ends the connection that it came by. */
export function endsConnection(reason: DropReason): boolean {
  return ENDS_CONNECTION.has(reason)
}
