/** Why a packet got no answer. */
export const accessDrops = {
  'too-short': 'Fewer than the 20 octets of a header.',
  'length-field':
    'The length that it says is not the one that arrived, or none that a packet may have.',
  'attribute-length': 'An attribute says that it is shorter than its own header.',
  'attribute-overrun': 'An attribute reaches past the end of the packet.',
  'unknown-code': 'A kind of packet that this server does not know.',
  'unexpected-code': 'A kind of packet that does not belong on this port.',
  'unknown-nas': 'No router with this address is registered.',
  'authenticator-wrong': 'The authenticator does not match: most often a wrong secret.',
  'message-authenticator-wrong':
    'The Message-Authenticator does not match: a wrong secret, or a packet changed on its way.',
  'message-authenticator-missing':
    'This router must sign its requests, and this one is not signed.',
  'message-authenticator-malformed':
    'The Message-Authenticator is not 16 octets, or there are two.',
  'proxy-state-unsigned':
    'An unsigned request with Proxy-State: the shape of a BlastRADIUS attack.',
  'proxy-state-too-long': 'So much Proxy-State that no answer has room for it and anything else.',
  'eap-unsigned': 'EAP without Message-Authenticator.',
  'status-unsigned': 'Status-Server without Message-Authenticator.',
  'tls-refused': 'A TLS handshake that proved nothing, or failed.',
  'tls-crowded': 'A TLS handshake that gave way to newer ones: too many were open.',
  'duplicate-in-work': 'Sent again while the request is still being answered.',
  'given-up': 'The router has given up on this request already.',
  closing: 'This process is about to stop and takes on nothing new.',
  'over-share':
    'Its sender asks more than its part while more comes than can be answered: it is not looked at, and comes again.',
  'queue-full': 'More accounting waits than can be stored: it is refused, and comes again.',
  'reply-unexpected': 'A reply that answers no open request.',
  'reply-code': 'A reply whose kind does not answer its request.',
  'reply-authenticator-wrong': 'A reply whose authenticator does not match.',
}
