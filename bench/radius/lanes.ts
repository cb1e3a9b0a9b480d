import type { Buffer } from 'node:buffer'
import { createSocket, type Socket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopwatch } from '#platform/clock.ts'
import { isReplyAuthentic } from '#radius/authenticity.ts'
import { parsePacket, type Packet } from '#radius/packet.ts'
import type { Secret } from '#radius/secret.ts'

/** What a router does that gets no answer: asks again each second, three times in all. */
const WAIT_ms = 1_000
const TRIES = 3
/** One reply of so many is checked: all of them would cost the generator more than the sending. */
const CHECKED_EACH = 16
const IDS = 256

type Open = { number: number; began_ms: number; tries: number; packet: Buffer }
type Lane = { readonly socket: Socket; readonly open: (Open | undefined)[] }

export type LanesOptions = {
  readonly port: number
  readonly secret: Secret
  /** Sockets, with 256 ids each. */
  readonly sockets: number
  /** Told of each answer, from the first sending on. */
  readonly onAnswer?: (number: number, reply: Packet, took_ms: number) => void
  /** Three tries went unanswered. */
  readonly onLost?: (number: number) => void
}

/** The sockets of a router, towards one port of one server. */
export class Lanes {
  sent = 0
  /** Replies that are not what the server's secret makes of the request. */
  wrong = 0
  private readonly lanes: Lane[] = []
  private readonly options: LanesOptions
  private readonly elapsed_ms = stopwatch()
  private answers = 0
  private isRepeating = false
  private timer: NodeJS.Timeout | undefined

  constructor(options: LanesOptions) {
    this.options = options
  }

  async open(): Promise<this> {
    for (let n = 0; n < this.options.sockets; n++) await this.addLane()
    this.timer = setInterval(() => this.retry(), 50)
    return this
  }

  close(): void {
    clearInterval(this.timer)
    for (const { socket } of this.lanes) socket.close()
  }

  /** Resolves when nothing is open: all is answered or lost. */
  async idle(): Promise<void> {
    while (this.lanes.some(({ open }) => open.some(Boolean))) await sleep(20)
  }

  /** The id that a request of this number has unless it is taken, for those who make packets beforehand. */
  idOf(number: number): number {
    return Math.floor(number / this.options.sockets) % IDS
  }

  ask(number: number, packetOf: (id: number) => Buffer): void {
    const lane = this.lanes[number % this.lanes.length]
    if (!lane) throw new Error('The lanes are not open')
    let id = this.idOf(number)
    for (let n = 0; lane.open[id] && n < IDS; n++) id = (id + 1) % IDS
    if (lane.open[id]) throw new Error('All ids are taken: the load needs more sockets')
    const packet = packetOf(id)
    lane.open[id] = { number, began_ms: this.elapsed_ms(), tries: 1, packet }
    this.send(lane, packet)
  }

  private send({ socket }: Lane, packet: Buffer): void {
    this.sent++
    socket.send(packet)
  }

  /** Connected: the kernel then knows the way, and a port that nobody listens on is no end of the world. */
  private async addLane(): Promise<void> {
    const socket = createSocket({
      type: 'udp4',
      recvBufferSize: 4 << 20,
      lookup: (address, _options, done) => done(null, address, 4),
    })
    const lane: Lane = { socket, open: Array.from<Open | undefined>({ length: IDS }) }
    socket.on('message', (reply) => this.hear(lane, reply))
    socket.on('error', () => undefined)
    await new Promise<void>((resolve) =>
      socket.bind(0, '127.0.0.1', () => socket.connect(this.options.port, '127.0.0.1', resolve)),
    )
    this.lanes.push(lane)
  }

  private hear(lane: Lane, datagram: Buffer): void {
    const id = datagram[1] ?? 0
    const open = lane.open[id]
    const reply = parsePacket(datagram)
    if (!open || typeof reply === 'string') return
    // Once something was asked twice, an answer may be the second one to a request whose id has another by now.
    if (this.isRepeating || this.answers % CHECKED_EACH === 0) {
      const asked = open.packet.subarray(4, 20)
      // A bare echo sends back the request itself.
      const isEcho = reply.code === open.packet[0]
      const isRight = isEcho || isReplyAuthentic(reply, asked, this.options.secret)
      if (!isRight && !this.isRepeating) this.wrong++
      if (!isRight) return
    }
    this.answers++
    lane.open[id] = undefined
    const took_ms = this.elapsed_ms() - open.began_ms
    this.options.onAnswer?.(open.number, reply, took_ms)
  }

  private retry(): void {
    const now_ms = this.elapsed_ms()
    for (const lane of this.lanes)
      for (const [id, open] of lane.open.entries()) {
        if (!open || now_ms - open.began_ms < WAIT_ms * open.tries) continue
        if (open.tries < TRIES) {
          open.tries++
          this.isRepeating = true
          this.send(lane, open.packet)
        } else {
          lane.open[id] = undefined
          this.options.onLost?.(open.number)
        }
      }
  }
}
