import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import { Framer } from './framer.ts'
import { identityOf, tlsOptions, type PeerIdentity, type TlsServerOptions } from './tls.ts'

/**
 * RADIUS over TCP (RFC 6613) and, with `tls`, over TLS (RFC 6614, TLS-PSK RFC 9813). Every resource that a peer can take
 * has a bound: connections, the time to shake hands, the time to be idle, and the octets that wait for a slow reader.
 */
export class StreamPort {
  private readonly server: Server
  private readonly options: StreamOptions
  private readonly connections = new Set<StreamConnection>()
  /** Sockets whose handshake is under way, oldest first, by where they come from. */
  private readonly shaking = new Map<string, Socket>()

  constructor(options: StreamOptions) {
    this.options = options
    const { tls } = options
    this.server = tls
      ? createTlsServer(tlsOptions(tls), (socket) => this.accept(socket))
      : createServer({ noDelay: true }, (socket) => this.accept(socket))
    this.server.maxConnections = options.connectionsMax ?? 1000
    this.server.on('error', options.onFault)
    if (tls) this.server.on('connection', (socket: Socket) => this.shake(socket))
    // A handshake that fails is the peer's fault, and the only thing that an operator sees of a wrong certificate.
    this.server.on('tlsClientError', (fault: Error, socket: TLSSocket) => {
      options.onRefused?.(fault, socket.remoteAddress ?? '')
      socket.destroy()
    })
  }

  async open(): Promise<void> {
    const { host = '0.0.0.0', port = 0, reusePort = false } = this.options
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.server.once('error', reject)
    this.server.listen({ port, host, reusePort }, () => {
      this.server.off('error', reject)
      resolve()
    })
    await promise
  }

  get port(): number {
    const address = this.server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.server.close(() => resolve())
    for (const connection of this.connections) connection.close()
    await promise
  }

  /**
   * Anybody can open connections and say nothing. The oldest gives way: a router shakes hands in a moment, and so gets in
   * beside any number of those who never will.
   */
  private shake(socket: Socket): void {
    const key = keyOf(socket)
    this.shaking.set(key, socket)
    socket.once('close', () => {
      if (this.shaking.get(key) === socket) this.shaking.delete(key)
    })
    if (this.shaking.size <= (this.options.shakingMax ?? 256)) return
    const [oldest] = this.shaking
    if (!oldest) return
    this.shaking.delete(oldest[0])
    this.options.onCrowded?.(oldest[1].remoteAddress ?? '')
    oldest[1].destroy()
  }

  private accept(socket: Socket): void {
    this.shaking.delete(keyOf(socket))
    const identity = socket instanceof TLSSocket ? identityOf(socket) : null
    if (identity?.by === 'nothing') {
      // Where keys are taken, TLS itself lets peers in that show neither a key nor a certificate.
      this.options.onRefused?.(new Error('the peer proved nothing'), socket.remoteAddress ?? '')
      socket.destroy()
      return
    }
    const connection = new StreamConnection(socket, identity, this.options)
    this.connections.add(connection)
    socket.once('close', () => {
      this.connections.delete(connection)
      this.options.onClosed?.(connection)
    })
    this.options.onConnection?.(connection)
  }
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

/** One peer's connection. Packets come in the order in which they were sent; answers may go in any. */
export class StreamConnection {
  readonly address: string
  readonly port: number
  /** Who the peer proved to be in its handshake; nothing over plain TCP. */
  readonly identity: PeerIdentity | null
  private readonly socket: Socket
  private readonly sendBuffer_bytes: number

  constructor(socket: Socket, identity: PeerIdentity | null, options: StreamOptions) {
    this.socket = socket
    this.address = socket.remoteAddress ?? ''
    this.port = socket.remotePort ?? 0
    this.identity = identity
    this.sendBuffer_bytes = options.sendBuffer_bytes ?? 1 << 20
    const framer = new Framer()
    socket.setNoDelay(true)
    socket.setTimeout((options.idle_s ?? 3600) * 1000, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      const { packets, broken } = framer.push(chunk)
      for (const packet of packets) options.onPacket(packet, this)
      if (broken) socket.destroy()
    })
  }

  /** Sends a sealed packet. A peer that does not read its answers is cut off rather than waited for. */
  send(packet: Uint8Array): void {
    if (this.socket.destroyed) return
    this.socket.write(packet)
    if (this.socket.writableLength > this.sendBuffer_bytes) this.socket.destroy()
  }

  close(): void {
    this.socket.destroy()
  }
}

export type StreamOptions = {
  host?: string
  port?: number
  /** Other processes of this machine listen on the same port; the kernel spreads the connections. */
  reusePort?: boolean
  /** Without it, plain TCP: only inside a network that is safe by other means (RFC 6613 §1). */
  tls?: TlsServerOptions
  connectionsMax?: number
  /** Handshakes under way at most. */
  shakingMax?: number
  idle_s?: number
  sendBuffer_bytes?: number
  onPacket: (packet: Buffer, connection: StreamConnection) => void
  onConnection?: (connection: StreamConnection) => void
  onClosed?: (connection: StreamConnection) => void
  /** A handshake that gave way to a newer one, and from where. */
  onCrowded?: (address: string) => void
  /** A TLS handshake that failed, and from where. */
  onRefused?: (fault: Error, address: string) => void
  onFault: (fault: Error) => void
}
