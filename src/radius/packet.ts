import { Buffer } from 'node:buffer'
import type { DropReason } from './drop.ts'

export const HEADER_LENGTH = 20
/** RFC 2865 §3. RFC 7930 allows more over TCP and TLS; nothing in the field needs it. */
export const PACKET_LENGTH_MAX = 4096
export const VALUE_LENGTH_MAX = 253

/**
 * A received packet, looked at where it lies. Nothing is copied and no attribute becomes an object until somebody
 * asks for it, because the hot path needs six attributes of twenty. Offsets point at an attribute's type octet.
 *
 * The bytes are those of the datagram: keep the packet only as long as the datagram may not change.
 */
export class Packet {
  /** Exactly the packet: padding behind it is cut off (RFC 2865 §3). */
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  get code(): number {
    return this.bytes[0] ?? 0
  }

  get id(): number {
    return this.bytes[1] ?? 0
  }

  get authenticator(): Buffer {
    return this.bytes.subarray(4, HEADER_LENGTH)
  }

  /** Offset of the first attribute of this type at or after `from`; 0 when there is none. */
  find(type: number, from: number = HEADER_LENGTH): number {
    const { bytes } = this
    for (let at = from; at < bytes.length; at += this.lengthAt(at)) {
      if (bytes[at] === type) return at
    }
    return 0
  }

  /** Offset of the next attribute of the same type; 0 when this was the last. */
  next(at: number): number {
    return this.find(this.typeAt(at), at + this.lengthAt(at))
  }

  typeAt(at: number): number {
    return this.bytes[at] ?? 0
  }

  /** Whole length of the attribute, its two octets of header included; at least 2 once parsed. */
  lengthAt(at: number): number {
    return this.bytes[at + 1] ?? 2
  }

  valueAt(at: number): Buffer {
    return this.bytes.subarray(at + 2, at + this.lengthAt(at))
  }

  has(type: number): boolean {
    return this.find(type) > 0
  }

  /** The value of the first attribute of this type, as a view. */
  value(type: number): Buffer | undefined {
    const at = this.find(type)
    return at > 0 ? this.valueAt(at) : undefined
  }

  text(type: number): string | undefined {
    const at = this.find(type)
    return at > 0 ? this.bytes.toString('utf8', at + 2, at + this.lengthAt(at)) : undefined
  }

  /** A 32-bit number, unsigned. One of another length counts as absent: its sender does not speak RADIUS. */
  number(type: number): number | undefined {
    const at = this.find(type)
    return at > 0 && this.lengthAt(at) === 6 ? this.bytes.readUInt32BE(at + 2) : undefined
  }

  /** An IPv4 address in dotted form. */
  ipv4(type: number): string | undefined {
    const at = this.find(type)
    if (at === 0 || this.lengthAt(at) !== 6) return undefined
    const { bytes } = this
    return `${bytes[at + 2]}.${bytes[at + 3]}.${bytes[at + 4]}.${bytes[at + 5]}`
  }

  /** Values of all attributes of this type, in their order. */
  values(type: number): Buffer[] {
    const found: Buffer[] = []
    for (let at = this.find(type); at > 0; at = this.next(at)) found.push(this.valueAt(at))
    return found
  }

  /** One value that was cut into several attributes, such as EAP-Message (RFC 3579 §3.1), put together again. */
  joined(type: number): Buffer | undefined {
    const parts = this.values(type)
    return parts.length > 1 ? Buffer.concat(parts) : parts[0]
  }

  /**
   * The first value of a vendor's attribute, in the layout that RFC 2865 §5.26 recommends: one octet of type, one of
   * length, several in one Vendor-Specific allowed. Vendors of other layouts are read by way of the dictionary.
   */
  vendorValue(vendor: number, type: number): Buffer | undefined {
    const { bytes } = this
    for (let at = this.find(26); at > 0; at = this.next(at)) {
      const end = at + this.lengthAt(at)
      if (end - at < 8 || bytes.readUInt32BE(at + 2) !== vendor) continue
      let sub = at + 6
      while (sub + 2 <= end) {
        const length = this.lengthAt(sub)
        if (length < 2 || sub + length > end) break
        if (bytes[sub] === type) return bytes.subarray(sub + 2, sub + length)
        sub += length
      }
    }
    return undefined
  }

  vendorText(vendor: number, type: number): string | undefined {
    return this.vendorValue(vendor, type)?.toString('utf8')
  }

  vendorNumber(vendor: number, type: number): number | undefined {
    const value = this.vendorValue(vendor, type)
    return value?.length === 4 ? value.readUInt32BE(0) : undefined
  }
}

/**
 * Checks the frame of a packet once, so that every reader after this may trust lengths: RFC 2865 §3 and §5. Says why
 * when it is not one. Whether the sender may be believed is another question: see `admit.ts`.
 */
export function parsePacket(datagram: Uint8Array): Packet | DropReason {
  if (datagram.length < HEADER_LENGTH) return 'too-short'
  const length = ((datagram[2] ?? 0) << 8) | (datagram[3] ?? 0)
  if (length < HEADER_LENGTH || length > PACKET_LENGTH_MAX || length > datagram.length) {
    return 'length-field'
  }
  let at = HEADER_LENGTH
  while (at < length) {
    const size = at + 1 < length ? (datagram[at + 1] ?? 0) : 0
    if (size < 2) return 'attribute-length'
    at += size
  }
  if (at !== length) return 'attribute-overrun'
  return new Packet(Buffer.from(datagram.buffer, datagram.byteOffset, length))
}
