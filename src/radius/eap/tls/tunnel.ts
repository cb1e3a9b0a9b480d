import { constants } from 'node:crypto'
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls'
import { Wire } from './wire.ts'

/** Our certificate with its chain, and its key, in PEM. */
export type TunnelCertificate = { cert: string; key: string }

/** Our certificate with its chain, its key, and the newest TLS that is spoken; 1.2 unless said. */
export type TunnelContext = TunnelCertificate & { newest?: 'TLSv1.2' | 'TLSv1.3' }

/**
 * TLS 1.3 only where it is asked for: PEAP and TTLS derive other keys in it (RFC 9427), and there are devices that offer it and derive
 * the old ones; every peer of today speaks 1.2. No resumption: a resumed session would skip the proof inside.
 */
export function tunnelContext({ cert, key, newest = 'TLSv1.2' }: TunnelContext): SecureContext {
  return createSecureContext({
    cert,
    key,
    minVersion: 'TLSv1.2',
    maxVersion: newest,
    secureOptions: constants.SSL_OP_NO_TICKET,
  })
}

/** What the keys of all methods are named after since TLS 1.3 (RFC 9427 §2.1). */
const AFTER_1_2 = 'EXPORTER_EAP_TLS_Key_Material'

/** Turns of the event loop without anything new after which TLS has said all that it has to say. */
const QUIET_TURNS = 4
/** TLS here waits for nobody: no disk, no network. More turns than this mean that it waits for the peer. */
const TURNS_MAX = 64

/** The server's end of one TLS session, spoken over EAP: a flight in, a flight out. */
export class Tunnel {
  private readonly wire = new Wire()
  private readonly socket: TLSSocket
  private clear: Buffer[] = []
  private events = 0
  private secured = false
  private fault: Error | undefined

  constructor(context: SecureContext) {
    this.socket = new TLSSocket(this.wire, { isServer: true, secureContext: context })
    this.socket.on('secure', () => {
      this.secured = true
      this.events += 1
    })
    this.socket.on('data', (chunk: Buffer) => {
      this.clear.push(chunk)
      this.events += 1
    })
    this.socket.on('error', (fault) => {
      this.fault = fault
      this.events += 1
    })
    this.wire.on('error', () => undefined)
  }

  /** Hands a flight of the peer to TLS, and gives what TLS answers and what the peer said inside. */
  async receive(flight: Buffer): Promise<{ flight: Buffer; clear: Buffer }> {
    this.wire.push(flight)
    await this.quiet()
    return { flight: this.wire.flight(), clear: Buffer.concat(this.clear.splice(0)) }
  }

  async send(clear: Buffer): Promise<Buffer> {
    this.socket.write(clear)
    await this.quiet()
    return this.wire.flight()
  }

  get isSecure(): boolean {
    return this.secured
  }

  /** Also when the peer has said goodbye: without a session there are no keys to export. In TLS 1.3, OpenSSL hands out tickets unasked. */
  get isBroken(): boolean {
    return this.fault !== undefined || this.socket.destroyed || this.socket.isSessionReused()
  }

  /** The key of the session for an EAP method: RFC 9427 §2.1 in TLS 1.3, by the method's own label before. */
  sessionKey(before: string, method: number): Buffer {
    if (this.socket.getProtocol() !== 'TLSv1.3') return this.exportKey(before, 64)
    // Of the 128 octets that are exported the first half counts; 64 alone would be others.
    return this.socket.exportKeyingMaterial(128, AFTER_1_2, Buffer.of(method)).subarray(0, 64)
  }

  /** RFC 5705, without a context, as PEAP and TTLS want it. */
  exportKey(label: string, length: number): Buffer {
    // @ts-expect-error: the type asks for a context, which Node does not, and leaving it out gives another key than an empty one
    return this.socket.exportKeyingMaterial(length, label)
  }

  close(): void {
    this.socket.destroy()
    this.wire.destroy()
  }

  /** Node does not say when a flight is complete. But everything happens in this process, a few turns after its cause. */
  private async quiet(): Promise<void> {
    let seen = -1
    let quiet = 0
    for (let turn = 0; turn < TURNS_MAX && quiet < QUIET_TURNS; turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      const now = this.events + this.wire.writes
      quiet = now === seen ? quiet + 1 : 0
      seen = now
    }
  }
}
