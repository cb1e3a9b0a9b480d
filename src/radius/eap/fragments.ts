import { Buffer } from 'node:buffer'

/** Flags that PEAP, TTLS and EAP-TLS share: RFC 5216 §3.1, RFC 5281 §9.1. The low three bits are a version. */
export const Flag = { Length: 0x80, More: 0x40, Start: 0x20 } as const
const VERSION_BITS = 0x07

/** A client's hello and its few inner octets; certificates come only the other way. */
const INCOMING_MAX = 16_384

/** What is still to be sent of one flight of TLS records, a piece in each packet. */
export class Outgoing {
  private readonly bytes: Buffer
  private readonly size: number
  private readonly version: number
  private at = 0

  constructor(bytes: Buffer, size: number, version: number) {
    this.bytes = bytes
    this.size = size
    this.version = version
  }

  /** Type-data of the next packet. The first of several says how long the whole is. */
  next(): Buffer {
    const first = this.at === 0
    const fits = this.bytes.length <= this.size - 1
    const header = Buffer.alloc(first && !fits ? 5 : 1)
    const part = this.bytes.subarray(this.at, this.at + this.size - header.length)
    this.at += part.length
    header[0] = this.version | (this.isDone ? 0 : Flag.More)
    if (header.length === 5) {
      header[0] |= Flag.Length
      header.writeUInt32BE(this.bytes.length, 1)
    }
    return Buffer.concat([header, part])
  }

  get isDone(): boolean {
    return this.at >= this.bytes.length
  }
}

/** What has come of the peer's flight. */
export class Incoming {
  private parts: Buffer[] = []
  private length = 0

  /** The whole flight once its last piece is here; `more` asks for the next; `undefined` is no fragment at all. */
  push(data: Buffer): Buffer | 'more' | undefined {
    const flags = data[0]
    if (flags === undefined || (flags & Flag.Start) !== 0) return undefined
    const part = data.subarray((flags & Flag.Length) === 0 ? 1 : 5)
    this.length += part.length
    if (this.length > INCOMING_MAX) return undefined
    this.parts.push(part)
    if ((flags & Flag.More) !== 0) return 'more'
    const whole = Buffer.concat(this.parts)
    this.parts = []
    this.length = 0
    return whole
  }
}

export function start(version: number): Buffer {
  return Buffer.from([Flag.Start | (version & VERSION_BITS)])
}
