import { trust } from '#radius/admit.ts'
import { RADSEC_SECRET_TEXT, Secret } from '#radius/secret.ts'
import type { TunnelCertificate } from '#radius/eap/tls/tunnel.ts'
import { StreamPort } from '#radius/transports/stream.ts'
import type { PeerIdentity } from '#radius/transports/tls.ts'
import { Front, type FrontOptions } from './front.ts'
import type { AccessNas, Picture } from './picture.ts'

export type RadSecOptions = {
  readonly host: string
  readonly port: number
  readonly shared: boolean
  readonly certificate: TunnelCertificate
  /** Signs routers and nothing else: whoever has its signature is the router of that name. Without it, routers come with keys. */
  readonly clientAuthority?: string
  readonly picture: Picture
  readonly front: Omit<FrontOptions<AccessNas>, 'nasOf'>
  readonly onTrouble: (what: string, error: unknown) => void
}

/**
 * RADIUS over TLS (RFC 6614), for routers whose packets cross other people's networks. Who a router is says its
 * certificate or its own key (RFC 9813), wherever it comes from; its secret plays no part.
 */
export class RadSec {
  readonly front: Front<AccessNas>
  private readonly stream: StreamPort
  private readonly now_ms: () => number
  private toldAt_ms = -Infinity

  constructor(options: RadSecOptions) {
    const { host, port, shared, certificate, clientAuthority, picture, front, onTrouble } = options
    this.now_ms = front.now_ms
    this.front = new Front('both', { ...front, nasOf: ({ peer }) => nasOf(peer, picture) })
    this.stream = new StreamPort({
      ...{ host, port, reusePort: shared },
      tls: {
        certificate,
        ...(clientAuthority !== undefined && { clientAuthority }),
        keyFor: (identity) => keyOf(picture.nas(identity)),
      },
      onPacket: (packet, connection) =>
        this.front.receive(packet, {
          address: connection.address,
          key: `${connection.address} ${connection.port}`,
          send: (reply) => connection.send(reply),
          peer: connection.identity,
        }),
      onCrowded: (address) => this.front.refuse('tls-crowded', address),
      onRefused: (fault, address) => {
        this.front.refuse('tls-refused', address)
        // Who is gone already has no address any more.
        if (this.mayTell()) onTrouble(`RadSec refused a peer${address && ` at ${address}`}`, fault)
      },
      onFault: (fault) => onTrouble('The port of RadSec is in trouble', fault),
    })
  }

  /** All are counted; the log need not be filled by whoever wants to. */
  private mayTell(): boolean {
    const now_ms = this.now_ms()
    if (now_ms - this.toldAt_ms < TOLD_EVERY_ms) return false
    this.toldAt_ms = now_ms
    return true
  }

  get port(): number {
    return this.stream.port
  }

  open(): Promise<void> {
    return this.stream.open()
  }

  close(): Promise<void> {
    return this.stream.close()
  }
}

const TOLD_EVERY_ms = 60_000

/** RFC 6614 §2.3: the secret is the same for all, and TLS is what protects; so no packet need be signed once more. */
const TRUSTS = [
  trust(new Secret(RADSEC_SECRET_TEXT), { messageAuthenticator: 'no', limitProxyState: 'no' }),
]

function keyOf(nas: AccessNas | undefined): Uint8Array | undefined {
  return nas?.tlsKey ? Buffer.from(nas.tlsKey.reveal(), 'hex') : undefined
}

/** The router whose key it is, or that has the name or address in this certificate; nobody when it names two of them. */
function nasOf(peer: PeerIdentity | null | undefined, picture: Picture): AccessNas | undefined {
  if (peer?.by === 'key') {
    const nas = picture.nas(peer.identity)
    // A key that has been taken away proves nothing any more, though its connection stands.
    return nas?.tlsKey ? { ...nas, trusts: TRUSTS } : undefined
  }
  if (peer?.by !== 'certificate') return undefined
  const found = new Set(namesIn(peer).map((name) => picture.nasNamed(name) ?? picture.nasAt(name)))
  found.delete(undefined)
  const [nas] = found
  return nas && found.size === 1 ? { ...nas, trusts: TRUSTS } : undefined
}

/** Its alternative names; the common name only where there are none (RFC 6125 §6.4.4). */
function namesIn({ names, subject }: PeerIdentity & { by: 'certificate' }): string[] {
  // Node quotes a name with a comma in it, which might have been taken for two.
  if (names.some((name) => name.includes('"'))) return []
  if (names.length > 0) return names.map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
  const common = /^CN=(.*)$/m.exec(subject)?.[1]
  return common === undefined ? [] : [common]
}
