import { connect, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { assert } from '#kernel/assert.ts'
import { Code } from '../codes.ts'
import type { DropReason } from '../drop.ts'
import { Framer } from '../transports/framer.ts'
import { OpenQuestions } from './open-questions.ts'
import type { Answer, Question } from './question.ts'

/** How we prove ourselves to a RadSec server, and how it must prove itself to us. */
export type TlsClientOptions = {
  /** PEM. Whose signature makes the server's certificate good; without it, that of the system's authorities. */
  authority?: string
  /** The name that its certificate must have. */
  serverName?: string
  certificate?: { cert: string; key: string }
  /** RFC 9813, instead of certificates. */
  key?: { identity: string; key: Uint8Array }
}

export type StreamClientOptions = {
  host: string
  port: number
  tls?: TlsClientOptions
  connect_ms?: number
  onDrop?: (reason: DropReason) => void
  /** What the server asks on its part, over the same connection (draft-ietf-radext-reverse-coa). */
  onRequest?: (packet: Buffer, send: (reply: Buffer) => void) => void
}

/**
 * Asks one server over TCP or TLS. Connects when something is asked and no connection stands; a connection that breaks ends what
 * was open on it, and the next question makes a new one. Fail-over is the caller's: it knows the other servers.
 */
export class StreamClient {
  private readonly options: StreamClientOptions
  private connection: Promise<Connected> | undefined
  private socket: Socket | undefined

  constructor(options: StreamClientOptions) {
    this.options = options
  }

  async ask(question: Question): Promise<Answer> {
    this.connection ??= this.connect()
    let connected: Connected
    try {
      connected = await this.connection
    } catch (fault) {
      return { kind: 'unreachable', why: fault instanceof Error ? fault.message : String(fault) }
    }
    if (connected.open.isFull) return { kind: 'unreachable', why: 'too many open requests' }
    return connected.open.ask(question)
  }

  async close(): Promise<void> {
    const connection = this.connection
    this.connection = undefined
    this.socket = undefined
    await connection?.then(
      ({ socket }) => socket.destroy(),
      () => undefined,
    )
  }

  private async connect(): Promise<Connected> {
    const { host, port, tls, connect_ms = 5000 } = this.options
    const socket = tls
      ? connectTls({ host, port, ...clientOptions(tls, host) })
      : connect({ host, port, noDelay: true })
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    socket.once(tls ? 'secureConnect' : 'connect', resolve)
    this.socket = socket
    const forget = (fault: Error) => {
      // An older socket may take its time to close; by then another one stands.
      if (this.socket === socket) this.connection = undefined
      open.abandon(fault.message)
      reject(fault)
    }
    socket.on('error', forget)
    socket.on('close', () => forget(new Error(`${host} closed the connection`)))
    const timer = setTimeout(() => socket.destroy(new Error(`${host} did not answer`)), connect_ms)
    const open = this.listen(socket)
    try {
      await promise
    } finally {
      clearTimeout(timer)
    }
    return { socket, open }
  }

  private listen(socket: Socket): OpenQuestions {
    const framer = new Framer()
    const open = new OpenQuestions((packet) => socket.write(packet), 'stream')
    socket.on('data', (chunk: Buffer) => {
      const { packets, broken } = framer.push(chunk)
      for (const packet of packets) {
        if (this.options.onRequest && REQUESTS.has(packet[0] ?? 0)) {
          this.options.onRequest(packet, (reply) => socket.write(reply))
          continue
        }
        const reason = open.receive(packet)
        if (reason) this.options.onDrop?.(reason)
      }
      if (broken) socket.destroy(new Error('what came is not RADIUS'))
    })
    return open
  }
}

/** What can be no answer to a question of ours. */
const REQUESTS = new Set<number>([Code.CoaRequest, Code.DisconnectRequest])

type Connected = { socket: Socket; open: OpenQuestions }

function clientOptions(tls: TlsClientOptions, host: string): ConnectionOptions {
  const { authority, certificate, key, serverName } = tls
  if (key) {
    assert(key.key.length >= 16, 'a TLS-PSK has 16 octets or more (RFC 9813 §4.1)')
    return {
      minVersion: 'TLSv1.2',
      // A key proves both sides; there is no certificate to look at.
      checkServerIdentity: () => undefined,
      ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-PSK-CHACHA20-POLY1305:ECDHE-PSK-AES128-CBC-SHA256',
      pskCallback: () => ({ psk: key.key, identity: key.identity }),
    }
  }
  return {
    minVersion: 'TLSv1.2',
    ...(authority ? { ca: authority } : {}),
    ...certificate,
    ...(/^[\d.]+$|:/.test(host) && !serverName ? {} : { servername: serverName ?? host }),
  }
}
