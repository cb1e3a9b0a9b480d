/** What a packet is: the first octet. RFC 2865 §3, RFC 2866 §3, RFC 5176 §2.3, RFC 5997 §3, RFC 7930 §3. */
export const Code = {
  AccessRequest: 1,
  AccessAccept: 2,
  AccessReject: 3,
  AccountingRequest: 4,
  AccountingResponse: 5,
  AccessChallenge: 11,
  StatusServer: 12,
  DisconnectRequest: 40,
  DisconnectAck: 41,
  DisconnectNak: 42,
  CoaRequest: 43,
  CoaAck: 44,
  CoaNak: 45,
  ProtocolError: 52,
} as const

export type Code = (typeof Code)[keyof typeof Code]

const NAMES = new Map<number, string>([
  [Code.AccessRequest, 'Access-Request'],
  [Code.AccessAccept, 'Access-Accept'],
  [Code.AccessReject, 'Access-Reject'],
  [Code.AccountingRequest, 'Accounting-Request'],
  [Code.AccountingResponse, 'Accounting-Response'],
  [Code.AccessChallenge, 'Access-Challenge'],
  [Code.StatusServer, 'Status-Server'],
  [Code.DisconnectRequest, 'Disconnect-Request'],
  [Code.DisconnectAck, 'Disconnect-ACK'],
  [Code.DisconnectNak, 'Disconnect-NAK'],
  [Code.CoaRequest, 'CoA-Request'],
  [Code.CoaAck, 'CoA-ACK'],
  [Code.CoaNak, 'CoA-NAK'],
  [Code.ProtocolError, 'Protocol-Error'],
])

export function isCode(code: number): code is Code {
  return NAMES.has(code)
}

export function nameOfCode(code: number): string {
  return NAMES.get(code) ?? `Code-${code}`
}

/** Which replies may answer which request; a reply of another code is not an answer. */
export function mayAnswer(request: number, reply: number): boolean {
  if (reply === Code.ProtocolError) return true // RFC 7930 §4 answers any request
  switch (request) {
    case Code.AccessRequest:
      return reply === 2 || reply === 3 || reply === 11
    case Code.AccountingRequest:
      return reply === Code.AccountingResponse
    case Code.StatusServer:
      return reply === Code.AccessAccept || reply === Code.AccountingResponse
    case Code.DisconnectRequest:
      return reply === Code.DisconnectAck || reply === Code.DisconnectNak
    case Code.CoaRequest:
      return reply === Code.CoaAck || reply === Code.CoaNak
    default:
      return false
  }
}
