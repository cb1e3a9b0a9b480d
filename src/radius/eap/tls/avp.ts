import { Buffer } from 'node:buffer'

/** Attributes inside TTLS have Diameter's form: RFC 5281 §10.1. */
export type Avp = { vendor: number; code: number; data: Buffer }

const VENDOR_FLAG = 0x80
const MANDATORY_FLAG = 0x40

/** All of them, or nothing when they do not add up, or when one must be understood that has a number which no RADIUS has. */
export function parseAvps(bytes: Buffer): Avp[] | undefined {
  const avps: Avp[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return undefined
    const code = bytes.readUInt32BE(at)
    const flags = bytes[at + 4] ?? 0
    const length = bytes.readUIntBE(at + 5, 3)
    const header = (flags & VENDOR_FLAG) === 0 ? 8 : 12
    if (length < header || at + length > bytes.length) return undefined
    if (code > 255 && (flags & MANDATORY_FLAG) !== 0) return undefined
    const vendor = header === 12 ? bytes.readUInt32BE(at + 8) : 0
    avps.push({ vendor, code, data: bytes.subarray(at + header, at + length) })
    // Each begins at a multiple of four; some peers leave the padding of the last one out.
    at += Math.ceil(length / 4) * 4
  }
  return avps
}

export function avp({ vendor, code, data }: Avp): Buffer {
  const header = vendor === 0 ? 8 : 12
  const bytes = Buffer.alloc(Math.ceil((header + data.length) / 4) * 4)
  bytes.writeUInt32BE(code)
  bytes[4] = MANDATORY_FLAG | (vendor === 0 ? 0 : VENDOR_FLAG)
  bytes.writeUIntBE(header + data.length, 5, 3)
  if (vendor !== 0) bytes.writeUInt32BE(vendor, 8)
  bytes.set(data, header)
  return bytes
}
