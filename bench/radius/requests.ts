import { Buffer } from 'node:buffer'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { chapResponse } from '#radius/methods/chap.ts'
import { challengeHash, challengeResponse, ntPasswordHash } from '#radius/methods/mschap.ts'
import { AcctStatus, Attr, Microsoft, Vendor } from '#radius/numbers.ts'
import type { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { PASSWORD } from './town.ts'

export type AccessKind = 'pap' | 'chap' | 'mschap2'
export type AccountingKind = 'start' | 'interim' | 'stop'
export type Kind = AccessKind | AccountingKind

/** What a session tells of itself. Services are those of `town.ts`; a session belongs to one of them. */
export type Stay = {
  readonly service: number
  /** Acct-Session-Id. */
  readonly session: string
  readonly seconds?: number
  readonly down_bytes?: bigint
  /** From the Access-Accept, as real routers send it back. */
  readonly class?: Buffer | undefined
}

const writer = new PacketWriter()

/** An Access-Request as a router of a PPPoE line sends it, with a Message-Authenticator. */
export function accessRequest(kind: AccessKind, service: number, id: number, secret: Secret) {
  const line = `line-${service}`
  writer.request(Code.AccessRequest, id)
  describe(line, service)
  writer.number(Attr.ServiceType, 2)
  if (kind === 'pap') {
    const hidden = hidePassword(PASSWORD_BYTES, writer.authenticator, secret)
    writer.bytes(Attr.UserPassword, hidden)
  } else if (kind === 'chap') {
    const response = chapResponse(id, PASSWORD, CHALLENGE)
    writer.bytes(Attr.ChapPassword, Buffer.concat([Buffer.from([id]), response]))
    writer.bytes(Attr.ChapChallenge, CHALLENGE)
  } else {
    const hash = challengeHash({ name: line, challenge: CHALLENGE, peerChallenge: CHALLENGE })
    const nt = challengeResponse(hash, NT_HASH)
    const value = Buffer.concat([Buffer.from([id, 0]), CHALLENGE, Buffer.alloc(8), nt])
    writer.vendorBytes(Vendor.Microsoft, Microsoft.ChapChallenge, CHALLENGE)
    writer.vendorBytes(Vendor.Microsoft, Microsoft.Chap2Response, value)
  }
  return writer.seal(secret)
}

export function accountingRequest(kind: AccountingKind, stay: Stay, id: number, secret: Secret) {
  const { service, session, seconds = 300, down_bytes = 9_000_000n } = stay
  writer.request(Code.AccountingRequest, id).number(Attr.AcctStatusType, STATUS[kind])
  describe(`line-${service}`, service)
  writer.text(Attr.AcctSessionId, session).bytes(Attr.FramedIpAddress, ipOf(service))
  if (stay.class) writer.bytes(Attr.Class, stay.class)
  if (kind !== 'start') {
    writer.number(Attr.AcctSessionTime, seconds).number(Attr.AcctInputOctets, 1_000_000)
    writer.number(Attr.AcctOutputOctets, Number(down_bytes & 0xffff_ffffn))
    writer.number(Attr.AcctOutputGigawords, Number(down_bytes >> 32n))
  }
  return writer.seal(secret)
}

/** Which router, which port, whose line: RFC 2866 §4.1 wants NAS-IP-Address or NAS-Identifier. */
function describe(line: string, service: number): void {
  writer.text(Attr.UserName, line).bytes(Attr.NasIpAddress, LOCALHOST)
  writer.text(Attr.CallingStationId, macOf(service)).text(Attr.NasPortId, 'ether2')
}

const STATUS = { start: AcctStatus.Start, interim: AcctStatus.Interim, stop: AcctStatus.Stop }
const CHALLENGE = Buffer.alloc(16, 5)
const PASSWORD_BYTES = Buffer.from(PASSWORD)
const NT_HASH = ntPasswordHash(PASSWORD)
const LOCALHOST = Buffer.from([127, 0, 0, 1])

function macOf(service: number): string {
  const hex = service.toString(16).toUpperCase().padStart(8, '0')
  return `02:11:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}:${hex.slice(6)}`
}

function ipOf(service: number): Buffer {
  return Buffer.from([10, (service >> 16) & 255, (service >> 8) & 255, service & 255])
}
