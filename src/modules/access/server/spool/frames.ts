import { Buffer } from 'node:buffer'
import { crc32 } from 'node:zlib'

/** What one write made durable: so many entries, the first of which has this number in its spool. */
export type Frame = { readonly at: number; readonly count: number; readonly sealed: string }

/** Length and checksum of what follows, the number of the first entry, how many there are. */
const HEADER_bytes = 18
const AT = 8
const COUNT = 14

export function encodeFrame({ at, count, sealed }: Frame): Buffer {
  const frame = Buffer.alloc(HEADER_bytes + Buffer.byteLength(sealed))
  frame.writeUInt32BE(frame.length - HEADER_bytes, 0)
  frame.writeUIntBE(at, AT, 6)
  frame.writeUInt32BE(count, COUNT)
  frame.write(sealed, HEADER_bytes)
  frame.writeUInt32BE(crc32(frame.subarray(AT)), 4)
  return frame
}

/**
 * The frames of a file. `torn`: it ends in one that was not finished, which nobody was told of as stored, or in one
 * that the disk has changed; either way nothing can be read behind it.
 */
export function decodeFrames(file: Buffer): { frames: Frame[]; torn: boolean } {
  const frames: Frame[] = []
  let from = 0
  while (from < file.length) {
    const rest = file.subarray(from)
    const whole_bytes = rest.length < HEADER_bytes ? Infinity : HEADER_bytes + rest.readUInt32BE(0)
    if (rest.length < whole_bytes) return { frames, torn: true }
    const frame = rest.subarray(0, whole_bytes)
    if (crc32(frame.subarray(AT)) !== frame.readUInt32BE(4)) return { frames, torn: true }
    frames.push({
      at: frame.readUIntBE(AT, 6),
      count: frame.readUInt32BE(COUNT),
      sealed: frame.toString('utf8', HEADER_bytes),
    })
    from += whole_bytes
  }
  return { frames, torn: false }
}
