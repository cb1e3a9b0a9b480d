import { Buffer } from 'node:buffer'

/** EAP packets, RFC 3748 §4. Their length field is checked here; what follows the type is the method's. */
export const EapCode = { Request: 1, Response: 2, Success: 3, Failure: 4 } as const

/** RFC 3748 §5, and the IANA registry of method types. */
export const EapType = {
  Identity: 1,
  Nak: 3,
  Md5: 4,
  Ttls: 21,
  Peap: 25,
  MsChapV2: 26,
  /** Extensions of PEAPv0, [MS-PEAP] §2.2.8. */
  Tlv: 33,
} as const

export type EapPacket = { code: number; id: number; type: number; data: Buffer }

const HEADER_LENGTH = 4

/** Success and Failure have no type and no data; theirs is 0. */
export function parseEap(bytes: Buffer): EapPacket | undefined {
  if (bytes.length < HEADER_LENGTH) return undefined
  const length = bytes.readUInt16BE(2)
  if (length < HEADER_LENGTH || length > bytes.length) return undefined
  const code = bytes[0] ?? 0
  const isTyped = code === EapCode.Request || code === EapCode.Response
  if (isTyped !== length > HEADER_LENGTH) return undefined
  return { code, id: bytes[1] ?? 0, type: bytes[4] ?? 0, data: bytes.subarray(5, length) }
}

export function eapPacket({ code, id, type, data }: EapPacket): Buffer {
  const bytes = Buffer.alloc(5 + data.length)
  bytes[0] = code
  bytes[1] = id
  bytes.writeUInt16BE(bytes.length, 2)
  bytes[4] = type
  bytes.set(data, 5)
  return bytes
}

export function eapSuccess(id: number): Buffer {
  return Buffer.from([EapCode.Success, id, 0, HEADER_LENGTH])
}

export function eapFailure(id: number): Buffer {
  return Buffer.from([EapCode.Failure, id, 0, HEADER_LENGTH])
}
