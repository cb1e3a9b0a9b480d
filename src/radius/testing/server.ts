import type { RemoteInfo } from 'node:dgram'
import { admit, trust, type Trust } from '../admit.ts'
import { Code } from '../codes.ts'
import { newDropCounts, type DropCounts } from '../drop.ts'
import type { EapEngine } from '../eap/engine.ts'
import { offeredIn } from '../methods/offered.ts'
import {
  verdictOn,
  writeFailure,
  writeMppeKeys,
  writeSuccess,
  type Known,
} from '../methods/proof.ts'
import { Attr, ErrorCause } from '../numbers.ts'
import { parsePacket, type Packet } from '../packet.ts'
import { Secret } from '../secret.ts'
import { UdpPort } from '../transports/udp.ts'
import { PacketWriter } from '../writer.ts'

export type TestServerOptions = {
  secret: string
  subscribers: Record<string, Known>
  eap?: EapEngine
  trust?: Partial<Omit<Trust, 'secret'>>
  /** Appends to every Access-Accept. */
  accept?: (writer: PacketWriter) => void
  /** Appends to every Accounting-Response. */
  account?: (writer: PacketWriter, request: Packet) => void
}

/** The least that is a RADIUS server: every method, no policy. Clients that we did not write are tried against it. */
export class TestServer {
  readonly drops: DropCounts = newDropCounts()
  /** What came, in its order. */
  readonly requests: Packet[] = []
  /** Who was accepted, by which method. */
  readonly accepted: string[] = []
  /** Why somebody was not. */
  readonly refused: string[] = []
  private readonly options: TestServerOptions
  private readonly nas: Trust
  private readonly udp: UdpPort
  private readonly writer = new PacketWriter()

  constructor(options: TestServerOptions) {
    this.options = options
    this.nas = trust(new Secret(options.secret), options.trust)
    this.udp = new UdpPort({
      host: '127.0.0.1',
      onDatagram: (datagram, from) => void this.receive(datagram, from),
      onFault: (fault) => {
        throw fault
      },
    })
  }

  static async open(options: TestServerOptions): Promise<TestServer> {
    const server = new TestServer(options)
    await server.udp.open()
    return server
  }

  get port(): number {
    return this.udp.port
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.udp.close()
  }

  private async receive(datagram: Buffer, from: RemoteInfo): Promise<void> {
    const request = parsePacket(datagram)
    const drop = typeof request === 'string' ? request : admit(request, this.nas)
    if (typeof request === 'string' || drop) {
      this.drops[drop ?? 'too-short'] += 1
      return
    }
    this.requests.push(request)
    const reply = await this.answer(request)
    if (reply) this.udp.send(reply, from)
  }

  private async answer(request: Packet): Promise<Buffer | undefined> {
    const { writer } = this
    const { secret } = this.nas
    switch (request.code) {
      case Code.AccessRequest:
        return this.access(request)
      case Code.AccountingRequest:
        writer.reply(Code.AccountingResponse, request)
        this.options.account?.(writer, request)
        return writer.seal(secret)
      case Code.StatusServer:
        return writer.reply(Code.AccessAccept, request).seal(secret)
      case Code.CoaRequest:
        return writer.reply(Code.CoaAck, request).seal(secret)
      case Code.DisconnectRequest:
        return writer
          .reply(Code.DisconnectNak, request)
          .number(Attr.ErrorCause, ErrorCause.SessionContextNotFound)
          .seal(secret)
      default:
        return undefined
    }
  }

  private async access(request: Packet): Promise<Buffer | undefined> {
    const { writer } = this
    const { secret } = this.nas
    const offered = offeredIn(request, secret)
    if (offered.method === 'eap') return this.eap(request, offered.message)

    const name = request.text(Attr.UserName) ?? ''
    const known = this.options.subscribers[name]
    const verdict = known ? verdictOn(offered, known) : 'unknown'
    if (!known || verdict !== 'right') {
      this.refused.push(`${name} ${offered.method} ${verdict}`)
      writeFailure(writer.reply(Code.AccessReject, request), offered, 'Wrong name or password')
      return writer.seal(secret)
    }
    this.accepted.push(`${name} ${offered.method}`)
    writer.reply(Code.AccessAccept, request)
    writeSuccess(writer, offered, known, secret)
    this.options.accept?.(writer)
    return writer.seal(secret)
  }

  private async eap(request: Packet, message: Buffer): Promise<Buffer | undefined> {
    const { writer } = this
    const { secret } = this.nas
    const state = request.value(Attr.State)
    const framedMtu = request.number(Attr.FramedMtu)
    const answer = await this.options.eap?.answer({ message, state, framedMtu }, performance.now())
    switch (answer?.kind) {
      case 'challenge':
        writer.reply(Code.AccessChallenge, request).bytes(Attr.State, answer.state)
        return writer.split(Attr.EapMessage, answer.message).seal(secret)
      case 'proven':
        this.accepted.push(`${answer.identity} ${answer.method}`)
        writer.reply(Code.AccessAccept, request).split(Attr.EapMessage, answer.message)
        if (answer.keys) writeMppeKeys(writer, answer.keys, secret)
        return writer.seal(secret)
      case 'failed':
        this.refused.push(`${answer.identity} ${answer.because}`)
        writer.reply(Code.AccessReject, request).split(Attr.EapMessage, answer.message)
        return writer.seal(secret)
      case 'ignored':
      case undefined:
        return undefined
    }
  }
}
