import { Buffer } from 'node:buffer'
import { randomInt } from 'node:crypto'
import { admit, trust } from '#radius/admit.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import type { Answer } from '#radius/client/question.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { chapResponse } from '#radius/methods/chap.ts'
import { AcctStatus, Attr, ErrorCause } from '#radius/numbers.ts'
import { type Packet, parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { UdpPort } from '#radius/transports/udp.ts'
import { PacketWriter } from '#radius/writer.ts'
import { type Cause, CAUSES, endsItself, type Kind, saidBy, type SimSession } from './session.ts'

export type SimRouterOptions = {
  readonly name: string
  /** It speaks from there; any of 127.0.0.0/8 is on this machine. */
  readonly address: string
  readonly secret: string
  readonly server: {
    readonly address: string
    readonly authPort: number
    readonly acctPort: number
  }
  /** Where it takes changes; any free port unless said. */
  readonly coaPort?: number
  readonly now_ms: () => number
  /** How long it waits for the first answer before it asks again; a second unless said. */
  readonly wait_ms?: number
  /** How often it asks at most. */
  readonly tries?: number
}

/** What goes wrong with it, until somebody sets it right. */
export type Faults = {
  /** `silent` drops changes; `refuses` answers them with a NAK; `lies` confirms and does nothing. */
  changes: 'well' | 'silent' | 'refuses' | 'lies'
  /** `hangs` takes connections and says nothing, `refuses` knows no login, `hides` shows no lists to this one. */
  api: 'well' | 'hangs' | 'refuses' | 'hides'
  /** How far its clock is off. */
  clockOff_s: number
  /** `lost` sends records that never arrive. */
  accounting: 'well' | 'lost'
}

export type Caller = {
  readonly userName: string
  readonly password: string
  readonly station: string
  readonly kind?: Kind
  readonly proof?: 'pap' | 'chap'
}

type Refused = { readonly kind: 'rejected'; readonly said: string } | { readonly kind: 'silence' }
export type Dialled = { readonly kind: 'online'; readonly session: SimSession } | Refused
export type Authorized =
  | {
      readonly kind: 'accepted'
      readonly reply: Packet
      readonly ipv4: string | null
      /** Of its own, from which it is to choose. */
      readonly pool: string | null
    }
  | Refused

/**
 * A router of the simulated town, a MikroTik in what it says: asks who may be served, accounts for them, obeys changes or not. It moves
 * no packets of anybody; how much was moved is said to it.
 */
export class SimRouter {
  readonly faults: Faults = { changes: 'well', api: 'well', clockOff_s: 0, accounting: 'well' }
  readonly options: SimRouterOptions
  private readonly online = new Map<string, SimSession>()
  private readonly secret: Secret
  private readonly client: UdpClient
  private readonly changes: UdpPort
  private readonly writer = new PacketWriter()
  private counter = randomInt(0xffff)
  private addresses = 0

  constructor(options: SimRouterOptions) {
    this.options = options
    this.secret = new Secret(options.secret)
    this.client = new UdpClient({ host: options.address })
    this.changes = new UdpPort({
      ...{ host: options.address, port: options.coaPort ?? 0 },
      onDatagram: (datagram, from) => {
        const reply = this.change(datagram)
        if (reply) this.changes.send(reply, from)
      },
      onFault: () => undefined,
    })
  }

  async open(): Promise<void> {
    await this.changes.open()
  }

  /** Tells that it has come up: whatever was open on it is over (RFC 2866 §5.1). */
  async comeUp(): Promise<void> {
    await this.ask(Code.AccountingRequest, (writer) => {
      writer.number(Attr.AcctStatusType, AcctStatus.On).text(Attr.NasIdentifier, this.options.name)
      writer.number(Attr.EventTimestamp, Math.floor(this.options.now_ms() / 1_000))
    })
  }

  get coaPort(): number {
    return this.changes.port
  }

  get sessions(): readonly SimSession[] {
    return [...this.online.values()]
  }

  /** Hangs everybody up, telling of it, and closes its sockets. */
  async close(): Promise<void> {
    await Promise.all(this.sessions.map((session) => this.hangUp(session, 'NAS-Reboot')))
    await this.cut()
  }

  /** The power is gone: nobody is told anything. */
  async cut(): Promise<void> {
    this.online.clear()
    await this.client.close()
    await this.changes.close()
  }

  async dial(caller: Caller): Promise<Dialled> {
    const asked = await this.authorize(caller)
    if (asked.kind !== 'accepted') return asked
    const session = this.begin(caller, asked.reply)
    await this.account(session, AcctStatus.Start)
    return { kind: 'online', session }
  }

  /** Asks, and goes no further: what it would be told. */
  async authorize(caller: Caller): Promise<Authorized> {
    const answer = await this.ask(Code.AccessRequest, (writer) => this.introduce(writer, caller))
    if (answer.kind !== 'reply') return { kind: 'silence' }
    const { reply } = answer
    if (reply.code !== Code.AccessAccept)
      return { kind: 'rejected', said: reply.text(Attr.ReplyMessage) ?? '' }
    const pool = reply.text(Attr.FramedPool) ?? null
    return { kind: 'accepted', reply, ipv4: reply.ipv4(Attr.FramedIpAddress) ?? null, pool }
  }

  /** So much was moved in this session; the router ends it where it was told a limit. */
  async moves(session: SimSession, { up, down }: { up: bigint; down: bigint }): Promise<void> {
    session.up += up
    session.down += down
    await this.look(session)
  }

  /** Reports what is due, and ends what is over. */
  async look(session: SimSession): Promise<void> {
    const now_ms = this.options.now_ms()
    const cause = endsItself(session, now_ms)
    if (cause) return this.hangUp(session, cause)
    const due_ms = session.reportedAt_ms + (session.interim_s ?? Infinity) * 1_000
    if (now_ms >= due_ms) await this.report(session)
  }

  async report(session: SimSession): Promise<void> {
    session.reportedAt_ms = this.options.now_ms()
    await this.account(session, AcctStatus.Interim)
  }

  async hangUp(session: SimSession, cause: Cause): Promise<void> {
    if (!this.online.delete(session.number)) return
    await this.account(session, AcctStatus.Stop, CAUSES[cause])
  }

  private introduce(writer: PacketWriter, caller: Caller): void {
    const { userName, password, station, kind = 'pppoe', proof = 'chap' } = caller
    writer.text(Attr.UserName, userName).text(Attr.CallingStationId, station)
    writer.text(Attr.NasIdentifier, this.options.name)
    writer.number(Attr.ServiceType, kind === 'pppoe' ? FRAMED : LOGIN)
    writer.text(Attr.NasPortId, `${kind}-in`)
    const octets = Buffer.from(password, 'utf8')
    if (proof === 'pap') {
      const hidden = hidePassword(octets, writer.authenticator, this.secret)
      writer.bytes(Attr.UserPassword, hidden)
      return
    }
    const response = chapResponse(1, password, writer.authenticator)
    writer.bytes(Attr.ChapPassword, Buffer.concat([Buffer.of(1), response]))
  }

  private begin({ userName, station, kind = 'pppoe' }: Caller, accepted: Packet): SimSession {
    const now_ms = this.options.now_ms()
    const number = (0x8100_0000 + ++this.counter).toString(16)
    const session: SimSession = {
      ...{ number, kind, userName, station, startedAt_ms: now_ms, reportedAt_ms: now_ms },
      class: accepted.value(Attr.Class),
      interim_s: accepted.number(Attr.AcctInterimInterval) ?? null,
      ipv4: accepted.ipv4(Attr.FramedIpAddress) ?? this.ownAddress(),
      prefix: accepted.value(Attr.DelegatedIpv6Prefix),
      delegatedPrefix: prefixOf(accepted.value(Attr.DelegatedIpv6Prefix)),
      ...{ rate: null, addressList: null, ends_s: null, limits: NO_LIMITS, up: 0n, down: 0n },
      ...saidBy(accepted),
    }
    this.online.set(number, session)
    return session
  }

  /** From its own pool, where nobody says which. */
  private ownAddress(): string {
    const place = ++this.addresses
    return `10.77.${(place >> 8) & 255}.${place & 255}`
  }

  private async account(session: SimSession, status: number, cause?: number): Promise<void> {
    if (this.faults.accounting === 'lost') return
    const now_ms = this.options.now_ms()
    await this.ask(Code.AccountingRequest, (writer) => {
      writer.number(Attr.AcctStatusType, status).text(Attr.AcctSessionId, session.number)
      writer.text(Attr.UserName, session.userName).text(Attr.CallingStationId, session.station)
      writer.text(Attr.NasIdentifier, this.options.name).text(Attr.NasPortId, `${session.kind}-in`)
      writer.bytes(Attr.FramedIpAddress, Buffer.from(session.ipv4.split('.').map(Number)))
      if (session.prefix) writer.bytes(Attr.DelegatedIpv6Prefix, session.prefix)
      if (session.class) writer.bytes(Attr.Class, session.class)
      const clock_ms = now_ms + this.faults.clockOff_s * 1_000
      writer.number(Attr.EventTimestamp, Math.floor(clock_ms / 1_000))
      if (status === AcctStatus.Start) return
      const seconds = Math.floor((now_ms - session.startedAt_ms) / 1_000)
      writer.number(Attr.AcctSessionTime, seconds)
      octets(writer, session.up, Attr.AcctInputOctets, Attr.AcctInputGigawords)
      octets(writer, session.down, Attr.AcctOutputOctets, Attr.AcctOutputGigawords)
      if (cause !== undefined) writer.number(Attr.AcctTerminateCause, cause)
    })
  }

  private ask(code: Code, write: (writer: PacketWriter) => void): Promise<Answer> {
    const { address, authPort, acctPort } = this.options.server
    const port = code === Code.AccessRequest ? authPort : acctPort
    const { tries = 3, wait_ms = 1_000 } = this.options
    const question = { code, secret: this.secret, write, tries, wait_ms }
    return this.client.ask(question, { address, port })
  }

  // ─────────────────────────────────────────── obeying

  private change(datagram: Buffer): Buffer | undefined {
    const request = parsePacket(datagram)
    if (typeof request === 'string' || admit(request, trust(this.secret))) return undefined
    if (this.faults.changes === 'silent') return undefined
    const isEnd = request.code === Code.DisconnectRequest
    if (!isEnd && request.code !== Code.CoaRequest) return undefined
    const [yes, no] = isEnd ? [Code.DisconnectAck, Code.DisconnectNak] : [Code.CoaAck, Code.CoaNak]
    const refuse = (cause: number) =>
      this.writer.reply(no, request).number(Attr.ErrorCause, cause).seal(this.secret)
    if (this.faults.changes === 'refuses') return refuse(ErrorCause.AdministrativelyProhibited)
    const session = this.meantBy(request)
    if (!session) return refuse(ErrorCause.SessionContextNotFound)
    if (this.faults.changes === 'well') {
      if (isEnd) void this.hangUp(session, 'Admin-Reset')
      else Object.assign(session, saidBy(request))
    }
    return this.writer.reply(yes, request).seal(this.secret)
  }

  /** All that is said must fit (RFC 5176 §3). */
  private meantBy(request: Packet): SimSession | undefined {
    const name = request.text(Attr.UserName)
    const number = request.text(Attr.AcctSessionId)
    const address = request.ipv4(Attr.FramedIpAddress)
    if (name === undefined && number === undefined && address === undefined) return undefined
    return this.sessions.find(
      (session) =>
        (name === undefined || session.userName === name) &&
        (number === undefined || session.number === number) &&
        (address === undefined || session.ipv4 === address),
    )
  }
}

const FRAMED = 2
const LOGIN = 1
const NO_LIMITS = { up: null, down: null, total: null }

function octets(writer: PacketWriter, count: bigint, low: number, high: number): void {
  writer.number(low, Number(count & 0xffff_ffffn)).number(high, Number(count >> 32n))
}

/** Delegated-IPv6-Prefix (RFC 4818 §3): a zero, a length, the octets of the prefix. */
function prefixOf(value: Buffer | undefined): string | null {
  if (!value || value.length < 2) return null
  const octets = Buffer.alloc(16)
  value.copy(octets, 0, 2)
  const groups = Array.from({ length: 8 }, (_, place) =>
    octets.readUInt16BE(place * 2).toString(16),
  )
  return `${groups.join(':')}/${value[1] ?? 0}`
}
