import { hash } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'
import type { Told } from '../rules/counter.ts'
import { type Account, TOLERANCE_ms } from '../rules/account.ts'
import type { Heard, NasRestart } from '../rules/hear.ts'
import { terminateCause } from '../rules/terminate-cause.ts'

/** What must be known of a NAS to read what it accounts for. */
export type AccountingNas = {
  readonly id: string
  /** It counts from its own chair: its input is what the subscriber received. */
  readonly swapOctets: boolean
}

/** Farther from our clock than this, a NAS has a wrong one, and the time of arrival is nearer to the truth. */
const SKEW_MAX_ms = 10 * 60_000
/** Acct-Delay-Time beyond this is as wrong as a clock. */
const DELAY_MAX_s = 7 * 24 * 3_600

/**
 * Beyond these a NAS counts nonsense, which some do after a crash: 400 days and 8 PiB. Such a number is as one that is missing: PostgreSQL could not
 * hold it, or an age would be cut into its hours.
 */
const SECONDS_MAX = 400 * 86_400
const OCTETS_MAX = 1n << 53n

/** Reads an Accounting-Request; says why when it is none that we understand. */
export function readAccounting(
  request: Packet,
  nas: AccountingNas,
  receivedAt_ms: number,
): AccountingRecord | NasRestart | 'status-unknown' | 'session-id-missing' {
  const happened = happenedAt(request, receivedAt_ms)
  const { at_ms } = happened
  const status = request.number(Attr.AcctStatusType)
  if (status === AcctStatus.On) return { kind: 'on', nasId: nas.id, at_ms }
  if (status === AcctStatus.Off) return { kind: 'off', nasId: nas.id, at_ms }
  const kind = kindOf(status)
  if (!kind) return 'status-unknown'
  const nasSession = exactText(request.value(Attr.AcctSessionId))
  if (nasSession === null) return 'session-id-missing'

  const station = stationOf(request.text(Attr.CallingStationId))
  const userName = request.text(Attr.UserName) ?? ''
  const ours = classOf(request)
  const input = told(request, Attr.AcctInputOctets, Attr.AcctInputGigawords)
  const output = told(request, Attr.AcctOutputOctets, Attr.AcctOutputGigawords)
  return {
    ...{ kind, ...happened, receivedAt_ms, nasId: nas.id, nasSession, station, userName },
    ...{ class: ours?.uuid ?? null, told: ours?.told ?? null },
    key: sessionKey(nasSession, ours?.uuid ?? whoseWithoutClass(nas.id, userName, station)),
    seconds: secondsOf(request),
    ...(nas.swapOctets ? { up: output, down: input } : { up: input, down: output }),
    cause: kind === 'stop' ? terminateCause(request.number(Attr.AcctTerminateCause)) : null,
    calledStation: plainText(request.text(Attr.CalledStationId)),
    nasPort: plainText(request.text(Attr.NasPortId)),
    ipv4: framedIp(request),
    ipv6Prefix: prefixOf(request.value(Attr.FramedIpv6Prefix)),
    delegatedPrefix: prefixOf(request.value(Attr.DelegatedIpv6Prefix)),
    interim_s: null,
  }
}

/** A record before it is known whose it is. */
export type AccountingRecord = Omit<Heard, 'serviceId'>

/** The same as its router would have sent it without a Class: what was given to somebody else tells nothing of this session. */
export function withoutClass(record: AccountingRecord): AccountingRecord {
  const { nasId, nasSession, userName, station } = record
  const key = sessionKey(nasSession, whoseWithoutClass(nasId, userName, station))
  return { ...record, class: null, told: null, key }
}

function whoseWithoutClass(nasId: string, userName: string, station: string | null): string {
  return `${nasId} ${userName} ${station ?? ''}`
}

/**
 * Acct-Session-Id alone is not unique: NASes count it from zero after each start. With our Class it is;
 * without, the NAS, the User-Name and the station must do, and `merge` sees when it is used again.
 */
function sessionKey(nasSession: string, whose: string): string {
  const hex = hash('md5', `${nasSession} ${whose}`, 'hex')
  // A UUID of one’s own making (RFC 9562 §5.8): version 8, variant 10.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

function kindOf(status: number | undefined): Account['kind'] | undefined {
  switch (status) {
    case AcctStatus.Start:
      return 'start'
    case AcctStatus.Interim:
      return 'interim'
    case AcctStatus.Stop:
      return 'stop'
    default:
      return undefined
  }
}

/**
 * Event-Timestamp, where the clock of the NAS can be believed, or the arrival less Acct-Delay-Time, whichever is earlier: some stamp
 * the event, as RFC 2869 §5.3 says, some the sending. Many send a delay of zero whatever happens, so that says nothing.
 */
function happenedAt(request: Packet, receivedAt_ms: number): Pick<Account, 'at_ms' | 'isTimed'> {
  const delay_s = request.number(Attr.AcctDelayTime) ?? 0
  const delay_ms = delay_s > DELAY_MAX_s ? 0 : delay_s * 1_000
  const arrival_ms = receivedAt_ms - delay_ms
  const stamp_ms = (request.number(Attr.EventTimestamp) ?? Infinity) * 1_000
  const isBelieved = Math.abs(stamp_ms - receivedAt_ms) <= SKEW_MAX_ms + delay_ms
  // Nothing happens after its arrival.
  const at_ms = isBelieved ? Math.min(stamp_ms, arrival_ms) : arrival_ms
  const isStamped = isBelieved && stamp_ms <= at_ms + TOLERANCE_ms
  return { at_ms, isTimed: isStamped || delay_ms > 0 }
}

function told(request: Packet, octets: number, gigawords: number): Told | null {
  const low = request.number(octets)
  if (low === undefined) return null
  const high = request.number(gigawords)
  const all = (BigInt(high ?? 0) << 32n) | BigInt(low)
  return all > OCTETS_MAX ? null : { octets: all, isWide: high !== undefined }
}

function secondsOf(request: Packet): number | null {
  const seconds = request.number(Attr.AcctSessionTime)
  return seconds === undefined || seconds > SECONDS_MAX ? null : seconds
}

const CLASS =
  /^(?<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\.(?<told>[0-9a-z-]{1,40}))?$/

/** Class as our Access-Accept sent it: a UUID, and what we told. Others’ Classes come by when a proxy adds them. */
function classOf(request: Packet): { uuid: string; told: string | null } | null {
  for (let at = request.find(Attr.Class); at > 0; at = request.next(at)) {
    const { groups } = CLASS.exec(request.valueAt(at).toString('latin1')) ?? {}
    if (groups?.uuid) return { uuid: groups.uuid, told: groups.told ?? null }
  }
  return null
}

/** What a NAS wants back octet for octet: as it is where it can be read, else in hexadecimal. */
export function exactText(value: Buffer | undefined): string | null {
  if (!value || value.length === 0) return null
  const text = value.toString('latin1')
  return /^[\x20-\x7e]*$/.test(text) && !text.startsWith('0x') ? text : `0x${value.toString('hex')}`
}

export function exactOctets(text: string): Buffer {
  return text.startsWith('0x') ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text, 'latin1')
}

/** How we spell a MAC address, and most routers do. */
export const MAC = /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/

/** A MAC address as `A4:2B:B0:12:34:56`, however it is spelled; anything else (a phone, an address) as it came. */
export function stationOf(given: string | undefined): string | null {
  if (!given) return null
  if (MAC.test(given)) return given
  const hex = given.replaceAll(/[^0-9a-f]/gi, '')
  const isMac = hex.length === 12 && /^[0-9a-f]{2}([-:.]?[0-9a-f]{2}){5}$/i.test(given)
  if (!isMac) return plainText(given).slice(0, 64)
  return (hex.toUpperCase().match(/../g) ?? []).join(':')
}

/** As PostgreSQL takes it: its texts hold all but the octet zero, which nobody reads either. */
export function plainText(given: string): string
export function plainText(given: string | undefined): string | null
export function plainText(given: string | undefined): string | null {
  return given?.replaceAll('\0', '') ?? null
}

/** 0.0.0.0, and the two that mean “as you like” (RFC 2865 §5.8), are no addresses. */
export function framedIp(request: Packet): string | null {
  const address = request.ipv4(Attr.FramedIpAddress)
  const isNone = !address || address === '0.0.0.0' || address.startsWith('255.255.255.')
  return isNone || !isIPv4(address) ? null : address
}

/** RFC 3162 §2.3: a reserved octet, the length, and as many octets of the prefix as it needs. */
function prefixOf(value: Buffer | undefined): string | null {
  const length = value?.[1] ?? 0
  if (!value || value.length < 2 || value.length > 18 || length === 0 || length > 128) return null
  const address = Buffer.alloc(16)
  value.copy(address, 0, 2, 2 + Math.min(16, Math.ceil(length / 8)))
  const spare = length % 8
  // PostgreSQL refuses bits behind the prefix.
  if (spare > 0) address[length >> 3] = (address[length >> 3] ?? 0) & (0xff << (8 - spare))
  const groups = Array.from({ length: 8 }, (_, n) => address.readUInt16BE(n * 2).toString(16))
  return `${groups.join(':')}/${length}`
}
