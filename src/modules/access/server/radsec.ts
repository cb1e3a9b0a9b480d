import { trust } from '#radius/admit.ts'
import { RADSEC_SECRET_TEXT, Secret } from '#radius/secret.ts'
import type { TunnelCertificate } from '#radius/eap/tls/tunnel.ts'
import { Code } from '#radius/codes.ts'
import { OpenQuestions } from '#radius/client/open-questions.ts'
import type { Answer, Question } from '#radius/client/question.ts'
import { plainAddress } from '#radius/transports/plain-address.ts'
import { type StreamConnection, StreamPort } from '#radius/transports/stream.ts'
import type { PeerIdentity } from '#radius/transports/tls.ts'
import { endsConnection } from './ends-connection.ts'
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
  private readonly picture: Picture
  /** Connections that stand, the newest last, with what we have asked on each. */
  private readonly lines = new Map<StreamConnection, OpenQuestions>()
  private readonly now_ms: () => number
  private toldAt_ms = -Infinity

  constructor(options: RadSecOptions) {
    const { host, port, shared, certificate, clientAuthority, picture, front, onTrouble } = options
    this.now_ms = front.now_ms
    this.picture = picture
    this.front = new Front('both', { ...front, nasOf: ({ peer }) => nasOf(peer, picture) })
    this.stream = new StreamPort({
      ...{ host, port, reusePort: shared },
      tls: {
        certificate,
        ...(clientAuthority !== undefined && { clientAuthority }),
        keyFor: (identity) => keyOf(picture.nas(identity)),
      },
      onConnection: (connection) => {
        const send = (packet: Buffer) => connection.send(packet)
        this.lines.set(connection, new OpenQuestions(send, 'stream'))
      },
      onClosed: (connection) => {
        this.lines.get(connection)?.abandon('the router has closed its connection')
        this.lines.delete(connection)
      },
      onPacket: (packet, connection) => {
        if (ANSWERS.has(packet[0] ?? 0)) {
          this.lines.get(connection)?.receive(packet)
          return
        }
        this.front.receive(packet, {
          address: plainAddress(connection.address),
          key: `${connection.address} ${connection.port}`,
          send: (reply) => connection.send(reply),
          peer: connection.identity,
          dropped: (reason) => {
            if (endsConnection(reason)) connection.close()
          },
        })
      },
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

  /** Whether this router has a connection to this process. */
  reaches(nasId: string): boolean {
    return this.lineTo(nasId) !== undefined
  }

  /**
   * Asks a router over the connection that it has opened (draft-ietf-radext-reverse-coa): the way through NAT that needs no tunnel. One
   * that does not know of it is silent.
   */
  async ask(nasId: string, question: Omit<Question, 'secret'>): Promise<Answer> {
    const line = this.lineTo(nasId)
    if (!line) return { kind: 'unreachable', why: 'the router has no connection to us' }
    if (line.isFull) return { kind: 'unreachable', why: 'too many questions are open' }
    return line.ask({ ...question, secret: SECRET })
  }

  private lineTo(nasId: string): OpenQuestions | undefined {
    const mine = [...this.lines].filter(
      ([{ identity }]) => nasOf(identity, this.picture)?.id === nasId,
    )
    return mine.at(-1)?.[1]
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
const SECRET = new Secret(RADSEC_SECRET_TEXT)
const TRUSTS = [trust(SECRET, { messageAuthenticator: 'no', limitProxyState: 'no' })]

/** What can only be an answer to something that we have asked. */
const ANSWERS = new Set<number>([
  ...[Code.CoaAck, Code.CoaNak, Code.DisconnectAck, Code.DisconnectNak],
])

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
