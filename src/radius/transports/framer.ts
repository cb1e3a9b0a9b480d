import { Buffer } from 'node:buffer'
import { HEADER_LENGTH, PACKET_LENGTH_MAX } from '../packet.ts'

/**
 * Cuts a stream into packets by their length fields (RFC 6613 §2.1). Holds at most one unfinished packet, whoever sends
 * it and however slowly.
 */
export class Framer {
  private held = Buffer.alloc(0)

  /**
   * The packets that these octets complete. `broken` means that the stream has no packets in it any more and must be
   * closed (RFC 6613 §2.6.4): once a length is wrong, so is every one after it.
   */
  push(chunk: Uint8Array): { packets: Buffer[]; broken: boolean } {
    const bytes = this.held.length > 0 ? Buffer.concat([this.held, chunk]) : Buffer.from(chunk)
    const packets: Buffer[] = []
    let at = 0
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt16BE(at + 2)
      if (length < HEADER_LENGTH || length > PACKET_LENGTH_MAX) return { packets, broken: true }
      if (bytes.length - at < length) break
      packets.push(bytes.subarray(at, at + length))
      at += length
    }
    this.held = bytes.subarray(at)
    return { packets, broken: false }
  }
}
