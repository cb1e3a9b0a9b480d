import { ipv6ToBytes, ipv6ToText } from '../dictionary/addresses.ts'
import type { DropReason } from '../drop.ts'
import { UdpPort } from '../transports/udp.ts'
import { OpenQuestions } from './open-questions.ts'
import type { Answer, Question } from './question.ts'

export type Destination = { address: string; port: number }

export type UdpClientOptions = {
  /** The address to ask from, where a NAS listens to one only. */
  host?: string
  /** Each socket has 256 ids for each destination; no more than this many sockets are opened. */
  socketsMax?: number
  onDrop?: (reason: DropReason, from: Destination) => void
}

/**
 * Asks NASes and servers over UDP. Sockets are opened when all ids towards a destination are taken, and shared by all
 * destinations.
 */
export class UdpClient {
  private lanes: Lane[] = []
  private readonly options: UdpClientOptions
  private closed = false

  constructor(options: UdpClientOptions = {}) {
    this.options = options
  }

  async ask(question: Question, to: Destination): Promise<Answer> {
    const lane = this.freeLane(to)
    if (!lane) {
      return { kind: 'unreachable', why: `${to.address} has too many open requests already` }
    }
    try {
      await lane.ready
    } catch (fault) {
      this.lanes = this.lanes.filter((one) => one !== lane)
      return { kind: 'unreachable', why: messageOf(fault) }
    }
    // Others may have asked meanwhile.
    if (this.closed) return { kind: 'unreachable', why: 'this client is closed' }
    if (lane.isFull(to)) return this.ask(question, to)
    return lane.ask(question, to)
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.all(this.lanes.splice(0).map((lane) => lane.close()))
  }

  private freeLane(to: Destination): Lane | undefined {
    const family = familyOf(this.options.host ?? to.address)
    const free = this.lanes.find((lane) => lane.family === family && !lane.isFull(to))
    if (free || this.closed || this.lanes.length >= (this.options.socketsMax ?? 16)) return free
    const lane = new Lane(family, this.options)
    this.lanes.push(lane)
    return lane
  }
}

/** One socket, with what is open on it by destination. */
class Lane {
  readonly ready: Promise<void>
  readonly family: Family
  private readonly socket: UdpPort
  private readonly open = new Map<string, OpenQuestions>()

  constructor(family: Family, { host, onDrop }: UdpClientOptions) {
    this.family = family
    this.socket = new UdpPort({
      host: host ?? (family === 6 ? '::' : '0.0.0.0'),
      onDatagram: (datagram, from) => {
        const known = this.open.get(keyOf(from))
        const reason = known ? known.receive(datagram) : 'reply-unexpected'
        if (reason) onDrop?.(reason, from)
      },
      // An unreachable destination shows itself as silence; ICMP can be forged.
      onFault: () => undefined,
    })
    this.ready = this.socket.open()
    // Whoever asks first sees why it failed.
    this.ready.catch(() => undefined)
  }

  isFull(to: Destination): boolean {
    return this.open.get(keyOf(to))?.isFull ?? false
  }

  async ask(question: Question, to: Destination): Promise<Answer> {
    const key = keyOf(to)
    const open =
      this.open.get(key) ?? new OpenQuestions((packet) => this.socket.send(packet, to), 'datagrams')
    this.open.set(key, open)
    const answer = await open.ask(question)
    if (open.size === 0) this.open.delete(key)
    return answer
  }

  async close(): Promise<void> {
    for (const open of this.open.values()) open.abandon('this client is closed')
    await this.ready.then(
      () => this.socket.close(),
      () => undefined,
    )
  }
}

type Family = 4 | 6

function familyOf(address: string): Family {
  return address.includes(':') ? 6 : 4
}

/** An IPv6 address has many spellings; the kernel names the sender of a reply by one of them. */
function keyOf({ address, port }: Destination): string {
  const bytes = familyOf(address) === 6 ? ipv6ToBytes(address) : undefined
  return `${bytes ? ipv6ToText(bytes) : address} ${port}`
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}
