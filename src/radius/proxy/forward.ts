import { Buffer } from 'node:buffer'
import { Code } from '../codes.ts'
import type { Attribute } from '../dictionary/attribute.ts'
import { decodeAttributes } from '../dictionary/decode.ts'
import { encodePair } from '../dictionary/encode.ts'
import { dictionary } from '../dictionary/load.ts'
import type { Key, Pair } from '../dictionary/pair.ts'
import { hidePassword, revealPassword } from '../hidden.ts'
import { Attr, Vendor } from '../numbers.ts'
import { HEADER_LENGTH, Packet } from '../packet.ts'
import type { PacketWriter } from '../writer.ts'

/**
 * Copies a request for another server, attribute by attribute and octet for octet: what we do not understand is theirs to
 * understand (RFC 2865 §2.3). What was hidden with the NAS's secret is hidden with the server's, and our Proxy-State comes last.
 */
export function writeForward(
  writer: PacketWriter,
  request: Packet,
  nas: Key,
  home: Key,
  proxyState: Uint8Array,
): void {
  for (let at = HEADER_LENGTH; at < request.bytes.length; at += request.lengthAt(at)) {
    const type = request.typeAt(at)
    if (type === Attr.MessageAuthenticator) continue
    if (type === Attr.UserPassword) {
      const clear = revealPassword(request.valueAt(at), nas.authenticator, nas.secret)
      if (clear) writer.bytes(type, hidePassword(clear, home.authenticator, home.secret))
    } else writeAgain(writer, request, at, nas, home)
  }
  // The authenticator is another one now, and it may have been the challenge (RFC 2865 §5.40).
  if (request.has(Attr.ChapPassword) && !request.has(Attr.ChapChallenge)) {
    writer.bytes(Attr.ChapChallenge, nas.authenticator)
  }
  writer.bytes(Attr.ProxyState, proxyState)
}

/** Which attributes pass, by type, and of those of vendors by vendor. */
export type Passes = (type: number, vendor: number | undefined) => boolean

/** Copies a reply for the NAS. Its own Proxy-States are in the reply already; those of the home server's reply are not for it. */
export function writeBack(
  writer: PacketWriter,
  reply: Packet,
  home: Key,
  nas: Key,
  passes: Passes = () => true,
): void {
  for (let at = HEADER_LENGTH; at < reply.bytes.length; at += reply.lengthAt(at)) {
    const type = reply.typeAt(at)
    if (type === Attr.MessageAuthenticator || type === Attr.ProxyState) continue
    if (passes(type, vendorAt(reply, at))) writeAgain(writer, reply, at, home, nas)
  }
}

/** Whose attribute of a vendor's this is. */
export function vendorAt(packet: Packet, at: number): number | undefined {
  const value = packet.typeAt(at) === Attr.VendorSpecific ? packet.valueAt(at) : undefined
  return value && value.length >= 4 ? value.readUInt32BE(0) : undefined
}

/**
 * What proves a session and bounds it, and nothing that says what our routers do with it: addresses, routes, VLANs and speeds of
 * our network are not for others to choose (RFC 7593 §2.1).
 */
export const OF_SESSION: Passes = (type, vendor) =>
  vendor === undefined ? SESSION_TYPES.has(type) : vendor === Vendor.Microsoft

const SESSION_TYPES: ReadonlySet<number> = new Set([
  ...[Attr.UserName, Attr.ReplyMessage, Attr.State, Attr.Class, Attr.EapMessage],
  ...[Attr.SessionTimeout, Attr.IdleTimeout, Attr.TerminationAction, Attr.AcctInterimInterval],
  ...[Attr.ChargeableUserIdentity, Attr.EapKeyName, Attr.ErrorCause],
])

/** How many servers may stand behind each other: a loop grows by one Proxy-State each time round. */
export const PROXIES_MAX = 8

export function isLooping(request: Packet): boolean {
  return request.values(Attr.ProxyState).length >= PROXIES_MAX
}

/** One attribute: as it is, or hidden anew where the dictionary says that it is hidden. */
function writeAgain(writer: PacketWriter, packet: Packet, at: number, from: Key, to: Key): void {
  const whole = packet.bytes.subarray(at, at + packet.lengthAt(at))
  const rehidden = mayBeHidden(packet.typeAt(at)) ? hideAnew(packet, whole, from, to) : undefined
  writer.encoded(rehidden ?? whole)
}

function hideAnew(packet: Packet, whole: Buffer, from: Key, to: Key): Buffer | undefined {
  const alone = new Packet(Buffer.concat([packet.bytes.subarray(0, HEADER_LENGTH), whole]))
  const pairs = decodeAttributes(alone, from)
  if (!pairs.some(holdsHidden)) return undefined
  const encoded = pairs.map((pair) => encodePair(pair, to))
  return Buffer.concat(encoded.filter((one) => typeof one !== 'string'))
}

function holdsHidden({ attribute, value }: Pair): boolean {
  return Array.isArray(value) ? value.some(holdsHidden) : attribute.hiding !== 'none'
}

/** Standard attributes by their own flag; of a vendor, any may be. */
function mayBeHidden(type: number): boolean {
  const attribute: Attribute | undefined = dictionary().standard.get(type)
  return attribute?.type === 'vsa' || (attribute !== undefined && attribute.hiding !== 'none')
}

/** The authenticator that values of this request are hidden with. */
export function keyAuthenticator(request: Packet): Uint8Array {
  return request.code === Code.AccessRequest ? request.authenticator : new Uint8Array(16)
}
