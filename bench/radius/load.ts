import { Buffer } from 'node:buffer'
import { createSocket, type Socket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopwatch } from '#platform/clock.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { chapResponse } from '#radius/methods/chap.ts'
import { challengeHash, challengeResponse, ntPasswordHash } from '#radius/methods/mschap.ts'
import { AcctStatus, Attr, Microsoft, Vendor } from '#radius/numbers.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'

/** What one request asks, for the service of a number. */
export type Kind = 'pap' | 'chap' | 'mschap2' | 'start' | 'interim' | 'stop'

export type LoadOptions = {
  readonly port: number
  readonly secret: string
  readonly password: string
  readonly services: number
  readonly kind: Kind
  readonly requests: number
}

export type Result = {
  readonly rate: number
  readonly p50_ms: number
  readonly p99_ms: number
  readonly answered: number
  readonly accepted: number
  readonly sent: number
}

/** With 256 ids each: enough for all that a storm leaves open. */
const SOCKETS = 64
const WAIT_ms = 1_000
const TRIES = 3

type Open = { sent_ms: number; tries: number; packet: Buffer }

/** A router that asks: sockets with 256 ids each, retransmission after a second, three tries. */
export class Load {
  private readonly writer = new PacketWriter()
  private readonly secret: Secret
  private readonly lanes: { socket: Socket; open: (Open | undefined)[]; next: number }[] = []
  private readonly options: LoadOptions
  private readonly taken_ms: number[] = []
  private readonly elapsed_ms = stopwatch()
  private made = 0
  private settled = 0
  private accepted = 0
  private timer: NodeJS.Timeout | undefined
  private sent = 0
  private onSettled: () => void = () => undefined

  constructor(options: LoadOptions) {
    this.options = options
    this.secret = new Secret(options.secret)
  }

  /** As fast as it is answered, with so many requests open. */
  async closed(window: number): Promise<Result> {
    await this.open()
    const done = Promise.withResolvers<void>()
    const { requests } = this.options
    this.onSettled = () => {
      if (this.made < requests) this.ask()
      else if (this.settled === requests) done.resolve()
    }
    for (let n = 0; n < Math.min(window, requests); n++) this.ask()
    await done.promise
    return this.close()
  }

  /** So many a second, whether answered or not: what a storm does. */
  async rate(perSecond: number): Promise<Result> {
    await this.open()
    const done = Promise.withResolvers<void>()
    const { requests } = this.options
    this.onSettled = () => {
      if (this.settled === requests) done.resolve()
    }
    while (this.made < requests) {
      const due = Math.min(requests, Math.floor((this.elapsed_ms() / 1_000) * perSecond))
      while (this.made < due) this.ask()
      await sleep(1)
    }
    await done.promise
    return this.close()
  }

  private async open(): Promise<void> {
    for (let n = 0; n < SOCKETS; n++) await this.addLane()
    this.timer = setInterval(() => this.retry(), 50)
  }

  private async addLane(): Promise<void> {
    const socket = createSocket({
      type: 'udp4',
      recvBufferSize: 4 << 20,
      lookup: (address, _options, done) => done(null, address, 4),
    })
    const lane = { socket, open: Array.from<Open | undefined>({ length: 256 }), next: 0 }
    socket.on('message', (reply) => this.hear(lane, reply))
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    this.lanes.push(lane)
  }

  private close(): Result {
    clearInterval(this.timer)
    const seconds = this.elapsed_ms() / 1_000
    for (const { socket } of this.lanes) socket.close()
    const sorted = this.taken_ms.toSorted((a, b) => a - b)
    const at = (share: number) =>
      Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2))
    return {
      rate: Math.round(sorted.length / seconds),
      ...{ p50_ms: at(0.5), p99_ms: at(0.99), answered: sorted.length },
      ...{ accepted: this.accepted, sent: this.sent },
    }
  }

  private ask(): void {
    const number = this.made++
    const lane = this.lanes[number % this.lanes.length]
    if (!lane) return
    let id = lane.next
    for (let n = 0; lane.open[id] && n < 256; n++) id = (id + 1) % 256
    if (lane.open[id]) throw new Error('All ids are taken: the load needs more sockets')
    lane.next = (id + 1) % 256
    const packet = this.packet(number, id)
    lane.open[id] = { sent_ms: this.elapsed_ms(), tries: 1, packet }
    this.send(lane.socket, packet)
  }

  private send(socket: Socket, packet: Buffer): void {
    this.sent++
    socket.send(packet, this.options.port, '127.0.0.1')
  }

  private hear(lane: { open: (Open | undefined)[] }, reply: Buffer): void {
    const id = reply[1] ?? 0
    const open = lane.open[id]
    if (!open) return
    lane.open[id] = undefined
    this.taken_ms.push(this.elapsed_ms() - open.sent_ms)
    if (reply[0] !== Code.AccessReject) this.accepted++
    this.settled++
    this.onSettled()
  }

  private retry(): void {
    const now_ms = this.elapsed_ms()
    for (const lane of this.lanes)
      for (const [id, open] of lane.open.entries()) {
        if (!open || now_ms - open.sent_ms < WAIT_ms * open.tries) continue
        if (open.tries < TRIES) {
          open.tries++
          this.send(lane.socket, open.packet)
        } else {
          lane.open[id] = undefined
          this.settled++
          this.onSettled()
        }
      }
  }

  private packet(number: number, id: number): Buffer {
    const { kind, services } = this.options
    const line = `line-${number % services}`
    const station = macOf(number % services)
    switch (kind) {
      case 'pap':
      case 'chap':
      case 'mschap2':
        return this.access(kind, id, line, station)
      default:
        return this.accounting(kind, id, line, station, number)
    }
  }

  private access(kind: 'pap' | 'chap' | 'mschap2', id: number, line: string, station: string) {
    const { password } = this.options
    const writer = this.writer.request(Code.AccessRequest, id)
    writer.text(Attr.UserName, line).text(Attr.CallingStationId, station)
    writer.text(Attr.NasPortId, 'ether2').number(Attr.ServiceType, 2)
    if (kind === 'pap') {
      const hidden = hidePassword(Buffer.from(password), writer.authenticator, this.secret)
      writer.bytes(Attr.UserPassword, hidden)
    } else if (kind === 'chap') {
      const response = chapResponse(id, password, CHALLENGE)
      writer.bytes(Attr.ChapPassword, Buffer.concat([Buffer.from([id]), response]))
      writer.bytes(Attr.ChapChallenge, CHALLENGE)
    } else {
      const hash = challengeHash({ name: line, challenge: CHALLENGE, peerChallenge: CHALLENGE })
      const nt = challengeResponse(hash, NT_HASHES.get(password) ?? keep(password))
      const value = Buffer.concat([Buffer.from([id, 0]), CHALLENGE, Buffer.alloc(8), nt])
      writer.vendorBytes(Vendor.Microsoft, Microsoft.ChapChallenge, CHALLENGE)
      writer.vendorBytes(Vendor.Microsoft, Microsoft.Chap2Response, value)
    }
    return writer.seal(this.secret)
  }

  private accounting(
    kind: 'start' | 'interim' | 'stop',
    id: number,
    line: string,
    station: string,
    number: number,
  ): Buffer {
    const round = Math.floor(number / this.options.services) + 1
    const writer = this.writer.request(Code.AccountingRequest, id)
    const status = { start: AcctStatus.Start, interim: AcctStatus.Interim, stop: AcctStatus.Stop }
    writer.number(Attr.AcctStatusType, status[kind]).text(Attr.UserName, line)
    writer.text(Attr.AcctSessionId, `s-${number % this.options.services}`)
    writer.text(Attr.CallingStationId, station).text(Attr.NasPortId, 'ether2')
    writer.bytes(Attr.FramedIpAddress, ipOf(number % this.options.services))
    if (kind !== 'start') {
      writer.number(Attr.AcctSessionTime, round * 300)
      writer.number(Attr.AcctInputOctets, round * 1_000_000)
      writer.number(Attr.AcctOutputOctets, round * 9_000_000)
      writer.number(Attr.AcctOutputGigawords, 0)
    }
    return writer.seal(this.secret)
  }
}

const CHALLENGE = Buffer.alloc(16, 5)
const NT_HASHES = new Map<string, Buffer>()
function keep(password: string): Buffer {
  const hash = ntPasswordHash(password)
  NT_HASHES.set(password, hash)
  return hash
}

function macOf(number: number): string {
  const hex = number.toString(16).padStart(8, '0')
  return `02:11:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}:${hex.slice(6)}`
}

function ipOf(number: number): Buffer {
  return Buffer.from([10, (number >> 16) & 255, (number >> 8) & 255, number & 255])
}
