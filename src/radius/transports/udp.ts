import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

/**
 * A UDP port that hands each datagram to its handler and sends what it is given. Several processes may share one port:
 * `reusePort` spreads senders over them, and one sender always meets the same process, which duplicates depend on.
 */
export class UdpPort {
  private readonly socket: Socket
  private readonly options: UdpOptions
  private readonly outgoing: Outgoing[] = []
  private isClosed = false

  constructor(options: UdpOptions) {
    this.options = options
    this.socket = createSocket({
      type: options.host?.includes(':') ? 'udp6' : 'udp4',
      reusePort: options.reusePort ?? false,
      // Storms come faster than one turn of the loop; what the kernel cannot hold is lost before we could count it.
      ...(options.receiveBuffer_bytes ? { recvBufferSize: options.receiveBuffer_bytes } : {}),
      // Addresses here are never names. Node's own look-up of an address costs a turn of the loop for each packet.
      lookup: (address, _options, done) => done(null, address, address.includes(':') ? 6 : 4),
    })
    this.socket.on('message', (datagram, from) => {
      // No port is no way back (RFC 768), and Node throws where something is sent there.
      if (from.port > 0) options.onDatagram(datagram, from)
    })
    this.socket.on('error', options.onFault)
  }

  /** Resolves when packets may come; rejects when the port is taken. */
  async open(): Promise<void> {
    const { host = '0.0.0.0', port = 0 } = this.options
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.socket.once('error', reject)
    this.socket.bind(port, host, () => {
      this.socket.off('error', reject)
      resolve()
    })
    await promise
  }

  get port(): number {
    return this.socket.address().port
  }

  /**
   * The datagram must not change until it is sent: hand over a sealed packet, which nobody writes to again. One that cannot be sent is
   * lost like any other, and its asker asks again; a callback to hear of it costs a tenth of the whole packet. What is handed over in one go, as the
   * answers of a batch are, goes out in one go: who waits for them is woken once, and not for each.
   */
  send(datagram: Uint8Array, to: Pick<RemoteInfo, 'address' | 'port'>): void {
    if (this.isClosed) return
    if (this.outgoing.push({ datagram, to }) === 1) queueMicrotask(() => this.flush())
  }

  private flush(): void {
    for (const { datagram, to } of this.outgoing) this.socket.send(datagram, to.port, to.address)
    this.outgoing.length = 0
  }

  async close(): Promise<void> {
    this.flush()
    this.isClosed = true
    const { promise, resolve } = Promise.withResolvers<void>()
    this.socket.close(resolve)
    await promise
  }
}

type Outgoing = {
  readonly datagram: Uint8Array
  readonly to: Pick<RemoteInfo, 'address' | 'port'>
}

export type UdpOptions = {
  /** An address, not a name. */
  host?: string
  /** 0 takes any that is free. */
  port?: number
  reusePort?: boolean
  receiveBuffer_bytes?: number
  onDatagram: (datagram: Buffer, from: RemoteInfo) => void
  /** The socket broke. */
  onFault: (fault: Error) => void
}
