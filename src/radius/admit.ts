import { isRequestAuthentic, signatureOf, signedWith } from './authenticity.ts'
import { Code } from './codes.ts'
import type { DropReason } from './drop.ts'
import { Attr } from './numbers.ts'
import type { Packet } from './packet.ts'
import type { Secret } from './secret.ts'

/**
 * What we ask of one NAS before we believe its packets. CVE-2024-3596 (BlastRADIUS) forges replies to unsigned
 * Access-Requests, so a request should be signed; but accel-ppp, ocserv and OpenVPN never sign, so it cannot be
 * asked of all. `auto` asks for it from the first packet on that proves the NAS able to.
 */
export type Trust = {
  secret: Secret
  messageAuthenticator: 'yes' | 'no' | 'auto'
  /**
   * An attack hides in Proxy-State. `yes` drops unsigned requests that carry one; `auto` does so too, unless the first
   * unsigned packet from this NAS had one, which is how a proxy that cannot sign looks.
   */
  limitProxyState: 'yes' | 'no' | 'auto'
  /** What `auto` has learnt. Keep it with the NAS: a latch that opens at each restart protects nobody. */
  learnt: Learnt
}

export type Learnt = {
  signs?: true
  proxies?: boolean
  /** Of two secrets that stand while one is being changed, what it signed last was signed with the one before. */
  usesOld?: boolean
}

export function trust(secret: Secret, asked: Partial<Omit<Trust, 'secret'>> = {}): Trust {
  return { secret, messageAuthenticator: 'auto', limitProxyState: 'auto', learnt: {}, ...asked }
}

/**
 * Whether a request is to be believed: `undefined`, or the reason to drop it. Checks every Message-Authenticator that is
 * there, wanted or not (RFC 3579 §3.2), and remembers in `learnt` what `auto` is to ask for next time.
 */
export function admit(request: Packet, nas: Trust): DropReason | undefined {
  const signature = signatureOf(request, signedWith(request), nas.secret)
  if (signature === 'malformed') return 'message-authenticator-malformed'
  if (signature === 'wrong') return 'message-authenticator-wrong'

  switch (request.code) {
    case Code.AccessRequest:
      if (signature === 'good') nas.learnt.signs = true
      return signature === 'good' ? undefined : unsignedAccess(request, nas)
    case Code.StatusServer:
      return signature === 'good' ? undefined : 'status-unsigned'
    case Code.AccountingRequest:
    case Code.CoaRequest:
    case Code.DisconnectRequest:
      return isRequestAuthentic(request, nas.secret) ? undefined : 'authenticator-wrong'
    default:
      return 'unexpected-code'
  }
}

/** Nothing proves who sent an unsigned Access-Request; only its password will tell, when it comes out as rubbish. */
function unsignedAccess(request: Packet, nas: Trust): DropReason | undefined {
  if (request.has(Attr.EapMessage)) return 'eap-unsigned'
  if (nas.messageAuthenticator === 'yes') return 'message-authenticator-missing'
  if (nas.messageAuthenticator === 'auto' && nas.learnt.signs)
    return 'message-authenticator-missing'

  const proxied = request.has(Attr.ProxyState)
  nas.learnt.proxies ??= proxied
  const limited =
    nas.limitProxyState === 'yes' || (nas.limitProxyState === 'auto' && !nas.learnt.proxies)
  return limited && proxied ? 'proxy-state-unsigned' : undefined
}
