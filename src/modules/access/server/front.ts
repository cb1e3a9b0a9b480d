import { admit, type Trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { newDropCounts, type DropReason } from '#radius/drop.ts'
import { Attr } from '#radius/numbers.ts'
import { parsePacket, type Packet } from '#radius/packet.ts'
import type { Secret } from '#radius/secret.ts'
import type { PeerIdentity } from '#radius/transports/tls.ts'
import { PacketWriter } from '#radius/writer.ts'
import { Duplicates } from './duplicates.ts'
import { Shares } from './shares.ts'

/** A NAS as the front must know it. Several secrets stand while one is being changed; the first that fits is it. */
export type FrontNas = { readonly id: string; readonly trusts: readonly Trust[] }

/** Where a datagram came from, and the way back. `key` tells one sending port from another. */
export type Sender = {
  readonly address: string
  readonly key: string
  readonly send: (reply: Buffer) => void
  /** Who it proved to be, where the transport knows it. */
  readonly peer?: PeerIdentity | null
  /** Told why something of its own is thrown away, where that is the end of a connection. */
  readonly dropped?: (reason: DropReason) => void
}

/** Fills the reply to a request that is believed; returns what to do after it is decided, or nothing for no answer. */
export type Answer = { readonly code: Code; readonly fill: (writer: PacketWriter) => void }

export type FrontOptions<Nas extends FrontNas> = {
  /** Without a request where what came is none. */
  readonly nasOf: (sender: Sender, request?: Packet) => Nas | undefined
  readonly authorize: (
    request: Packet,
    nas: Nas,
    trust: Trust,
  ) => Answer | Promise<Answer | undefined>
  /** Calls one of the two, once: after the record is stored, or when it never will be; with a reason where that is to be counted. */
  readonly account: (
    request: Packet,
    nas: Nas,
    trust: Trust,
    then: { stored: () => void; refused: (why?: DropReason) => void },
  ) => void
  readonly now_ms: () => number
  /** How busy this process was since it was asked last, 0 to 1. Without it nothing is too much: on a stream, what is thrown away never comes again. */
  readonly load?: () => number
  /** Told of what is dropped, for counts and for the screen that shows why a router gets no answer. */
  readonly onDrop?: (dropped: Dropped<Nas>) => void
  /** Told of each answer, retransmitted ones aside. `took_ms` is from the arrival of the request. */
  readonly onReply?: (replied: Replied<Nas>) => void
  readonly onFault: (error: unknown) => void
}

export type Dropped<Nas> = {
  readonly reason: DropReason
  readonly address: string
  readonly nas: Nas | undefined
  readonly datagram: Uint8Array
}

export type Replied<Nas> = {
  readonly request: Packet
  readonly reply: Buffer
  readonly nas: Nas
  readonly address: string
  readonly took_ms: number
}

/**
 * What stands between sockets and decisions: is this a packet, from whom, is it believed, was it asked before?
 * In the order of what it costs, because in a storm most packets end early. One for each port and transport,
 * so that an id of one is never taken for an id of the other.
 */
export class Front<Nas extends FrontNas> {
  readonly drops = newDropCounts()
  private readonly duplicates = new Duplicates()
  private readonly shares: Shares
  private readonly writer = new PacketWriter()
  private readonly takes: ReadonlySet<number>
  private readonly options: FrontOptions<Nas>
  private isClosing = false

  constructor(port: keyof typeof TAKES, options: FrontOptions<Nas>) {
    this.options = options
    this.takes = TAKES[port]
    this.shares = new Shares({ now_ms: options.now_ms, load: options.load ?? idle })
  }

  receive(datagram: Uint8Array, sender: Sender): void {
    const { address } = sender
    const from = this.options.nasOf(sender)
    if (!this.shares.takes(from ? from.id : null))
      return this.count({ reason: 'over-share', address, nas: from, datagram })

    const request = parsePacket(datagram)
    const nas = typeof request === 'string' ? from : this.options.nasOf(sender, request)
    const drop = (reason: DropReason) => {
      this.count({ reason, address, nas, datagram })
      sender.dropped?.(reason)
    }
    if (typeof request === 'string') return drop(request)
    if (!nas) return drop('unknown-nas')
    if (!this.takes.has(request.code)) return drop('unexpected-code')
    if (this.isClosing) return drop('closing')
    if (hasTooMuchState(request)) return drop('proxy-state-too-long')

    const before = this.duplicates.look(sender.key, request, this.options.now_ms())
    if (before === 'in-work') return drop('duplicate-in-work')
    if (before !== 'new') return sender.send(before)

    const trust = believed(request, nas.trusts)
    if (typeof trust === 'string') return drop(trust)
    this.duplicates.take(sender.key, request, this.options.now_ms())
    this.answer(request, nas, trust, sender)
  }

  private count(dropped: Dropped<Nas>): void {
    this.drops[dropped.reason]++
    this.options.onDrop?.(dropped)
  }

  /** A sender who did not get as far as a packet. */
  refuse(reason: DropReason, address: string): void {
    this.count({ reason, address, nas: undefined, datagram: NO_DATAGRAM })
  }

  /** What comes from now on is for another process, which the NAS finds when it asks again. */
  takeNoMore(): void {
    this.isClosing = true
  }

  /** To be called now and then. */
  sweep(): void {
    this.duplicates.sweep(this.options.now_ms())
  }

  private answer(request: Packet, nas: Nas, trust: Trust, sender: Sender): void {
    const began_ms = performance.now()
    const reply = ({ code, fill }: Answer) => {
      const writer = this.writer.reply(code, request)
      fill(writer)
      const bytes = writer.seal(trust.secret)
      this.duplicates.answered(sender.key, request, bytes)
      sender.send(bytes)
      const took_ms = performance.now() - began_ms
      this.options.onReply?.({ request, reply: bytes, nas, address: sender.address, took_ms })
    }
    const giveUp = () => this.duplicates.forget(sender.key, request)
    const fail = (error: unknown) => {
      giveUp()
      this.options.onFault(error)
    }
    try {
      if (request.code === Code.StatusServer) return reply(this.alive())
      if (request.code === Code.AccountingRequest) {
        const stored = () => reply({ code: Code.AccountingResponse, fill: nothing })
        const refused = (reason?: DropReason) => {
          giveUp()
          const { address } = sender
          if (reason) this.count({ reason, address, nas, datagram: request.bytes })
        }
        return this.options.account(request, nas, trust, { stored, refused })
      }
      const answer = this.options.authorize(request, nas, trust)
      if (!(answer instanceof Promise)) return reply(answer)
      answer.then((late) => (late ? reply(late) : giveUp())).catch(fail)
    } catch (error) {
      // One packet that we cannot handle must not be the end of the process that answers all others.
      fail(error)
    }
  }

  /** RFC 5997 §3: the accounting port answers as it does to accounting, others accept. */
  private alive(): Answer {
    const code = this.takes.has(Code.AccessRequest) ? Code.AccessAccept : Code.AccountingResponse
    return { code, fill: nothing }
  }
}

const TAKES = {
  authorize: new Set<number>([Code.AccessRequest, Code.StatusServer]),
  account: new Set<number>([Code.AccountingRequest, Code.StatusServer]),
  changes: new Set<number>([Code.CoaRequest, Code.DisconnectRequest]),
  both: new Set<number>([Code.AccessRequest, Code.AccountingRequest, Code.StatusServer]),
} as const

/** Eight proxies at their longest; a circle is noticed long before. It all goes back (RFC 2865 §5.33), and an answer is no longer than a request. */
const PROXY_STATE_MAX_bytes = 2_048

function hasTooMuchState(request: Packet): boolean {
  if (request.bytes.length <= PROXY_STATE_MAX_bytes) return false
  let bytes = 0
  for (let at = request.find(Attr.ProxyState); at > 0; at = request.next(at))
    bytes += request.lengthAt(at)
  return bytes > PROXY_STATE_MAX_bytes
}

const NO_DATAGRAM = new Uint8Array(0)
const nothing = () => undefined
const idle = () => 0

/** The first trust that believes it; if none does, why the first does not. */
function believed(request: Packet, trusts: readonly Trust[]): Trust | DropReason {
  const [newest, old] = trusts
  let reason: DropReason | undefined
  // A login that is not signed fits any secret, and is read with the one that its router was last seen to have.
  for (const trust of old && newest?.learnt.usesOld ? [old, newest] : trusts) {
    const why = admit(request, trust)
    if (!why) {
      trust.learnt.usesOld = trust === old
      return trust
    }
    reason ??= why
  }
  return reason ?? 'unknown-nas'
}

/** The secret that a NAS has now, as far as it has shown. */
export function secretOf({ trusts }: Pick<FrontNas, 'trusts'>): Secret | undefined {
  const [newest, old] = trusts
  return (newest?.learnt.usesOld ? old : newest)?.secret ?? newest?.secret
}
