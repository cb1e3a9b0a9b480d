import { Buffer } from 'node:buffer'
import { assert } from '#kernel/assert.ts'
import { authenticatorInto, messageAuthenticatorInto, NO_AUTHENTICATOR } from './authenticity.ts'
import { Code } from './codes.ts'
import { randomOctets } from './crypto/random.ts'
import { Attr } from './numbers.ts'
import { HEADER_LENGTH, PACKET_LENGTH_MAX, VALUE_LENGTH_MAX, type Packet } from './packet.ts'
import type { Secret } from './secret.ts'

/**
 * Packets that we make are signed, and signed first: draft-ietf-radext-deprecating-radius §5.2, against CVE-2024-3596. Not accounting:
 * RFC 2866 and RFC 2869 give it no Message-Authenticator, its request proves itself (so that no reply can be forged), and
 * FreeRADIUS computes one in an Accounting-Response from zeros, others from the request's authenticator.
 */
const SIGNATURE_AT = HEADER_LENGTH

/**
 * Builds one packet after the other in the same buffer. `reply` or `request` begins, the attribute methods append, `seal`
 * signs and hands out a copy that the writer no longer touches.
 *
 * A value that does not fit is a fault of the caller, who knows what it writes; nothing is cut off in silence.
 */
export class PacketWriter {
  private readonly buffer = Buffer.alloc(PACKET_LENGTH_MAX)
  /** What the packet is hashed with: the request's authenticator in a reply. */
  private readonly given = Buffer.alloc(16)
  private length = HEADER_LENGTH
  private signed = false

  /** Begins a reply to this request, with its id, its authenticator and, in its order, every Proxy-State (RFC 2865 §5.33). */
  reply(code: Code, request: Packet): this {
    this.begin(code, request.id, request.code !== Code.AccountingRequest)
    request.bytes.copy(this.given, 0, 4, HEADER_LENGTH)
    return this.copy(Attr.ProxyState, request)
  }

  /**
   * Begins a request. Access-Request and Status-Server carry a random authenticator, which passwords are hidden with; the
   * others carry a hash that `seal` computes, and hide with zeros (RFC 5176 §2.3).
   */
  request(code: Code, id: number): this {
    this.begin(code, id, code !== Code.AccountingRequest)
    if (code === Code.AccessRequest || code === Code.StatusServer) {
      randomOctets(16).copy(this.given)
    } else this.given.fill(0)
    return this
  }

  private begin(code: Code, id: number, signed: boolean): void {
    this.buffer[0] = code
    this.buffer[1] = id
    this.length = HEADER_LENGTH
    this.signed = signed
    if (signed) this.bytes(Attr.MessageAuthenticator, NO_AUTHENTICATOR)
  }

  /** The authenticator that this packet's hidden values are hidden with. */
  get authenticator(): Buffer {
    return this.given
  }

  bytes(type: number, value: Uint8Array): this {
    const at = this.header(type, value.length)
    this.buffer.set(value, at)
    return this
  }

  text(type: number, value: string): this {
    const at = this.header(type, Buffer.byteLength(value))
    this.buffer.write(value, at, 'utf8')
    return this
  }

  number(type: number, value: number): this {
    this.buffer.writeUInt32BE(value >>> 0, this.header(type, 4))
    return this
  }

  /** One value over as many attributes as it needs, such as EAP-Message (RFC 3579 §3.1). An empty one is one empty attribute. */
  split(type: number, value: Uint8Array): this {
    let from = 0
    do {
      this.bytes(type, value.subarray(from, from + VALUE_LENGTH_MAX))
      from += VALUE_LENGTH_MAX
    } while (from < value.length)
    return this
  }

  /** A vendor's attribute in the recommended layout (RFC 2865 §5.26); other layouts come from the dictionary. */
  vendorBytes(vendor: number, type: number, value: Uint8Array): this {
    this.buffer.set(value, this.vendorHeader(vendor, type, value.length))
    return this
  }

  vendorText(vendor: number, type: number, value: string): this {
    this.buffer.write(value, this.vendorHeader(vendor, type, Buffer.byteLength(value)), 'utf8')
    return this
  }

  vendorNumber(vendor: number, type: number, value: number): this {
    this.buffer.writeUInt32BE(value >>> 0, this.vendorHeader(vendor, type, 4))
    return this
  }

  /** Attributes that were encoded before, headers and all: a plan's part of each answer is encoded once, not each time. */
  encoded(attributes: Uint8Array): this {
    assert(this.length + attributes.length <= PACKET_LENGTH_MAX, 'the packet is full')
    this.buffer.set(attributes, this.length)
    this.length += attributes.length
    return this
  }

  /** Copies every attribute of this type from another packet, in its order: State, Class, Proxy-State. */
  copy(type: number, from: Packet): this {
    for (let at = from.find(type); at > 0; at = from.next(at)) {
      this.encoded(from.bytes.subarray(at, at + from.lengthAt(at)))
    }
    return this
  }

  /** Octets left for attributes. */
  get room(): number {
    return PACKET_LENGTH_MAX - this.length
  }

  /** Signs the packet and hands out a copy of it. Message-Authenticator first, then the authenticator over all of it. */
  seal(secret: Secret): Buffer {
    const packet = Buffer.from(this.buffer.subarray(0, this.length))
    packet.writeUInt16BE(this.length, 2)
    if (this.signed) {
      messageAuthenticatorInto(packet, SIGNATURE_AT + 2, packet, this.given, SIGNATURE_AT, secret)
    }
    const code = packet[0]
    if (code === Code.AccessRequest || code === Code.StatusServer) packet.set(this.given, 4)
    else authenticatorInto(packet, 4, packet, this.given, secret)
    return packet
  }

  /** Writes type and length; says where the value goes. */
  private header(type: number, length: number): number {
    assert(length <= VALUE_LENGTH_MAX, `${length} octets do not fit into attribute ${type}`)
    const at = this.length
    assert(at + 2 + length <= PACKET_LENGTH_MAX, 'the packet is full')
    this.buffer[at] = type
    this.buffer[at + 1] = length + 2
    this.length = at + 2 + length
    return at + 2
  }

  private vendorHeader(vendor: number, type: number, length: number): number {
    const at = this.header(Attr.VendorSpecific, length + 6)
    this.buffer.writeUInt32BE(vendor, at)
    this.buffer[at + 4] = type
    this.buffer[at + 5] = length + 2
    return at + 6
  }
}
