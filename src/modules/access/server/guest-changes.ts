import { system } from '#kernel/actor.ts'
import type { Units } from '#platform/tx.ts'
import type { Trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { Attr, ErrorCause } from '#radius/numbers.ts'
import { HEADER_LENGTH, type Packet } from '#radius/packet.ts'
import { OF_SESSION, type Passes, vendorAt, writeBack } from '#radius/proxy/forward.ts'
import type { PacketWriter } from '#radius/writer.ts'
import { type Guest, guestsMeant } from '../queries/guests.ts'
import { noteEnforced } from '../store.ts'
import type { AttributeOctets } from './attributes.ts'
import { type Answer, Front, type FrontNas, type FrontOptions, secretOf } from './front.ts'
import type { AccessNas, Picture } from './picture.ts'
import { exactText, framedIp, stationOf } from './read-accounting.ts'
import type { Road } from './roads.ts'

/** Who speaks for the guests of some realms; several may do so from one address. */
export type HomeSender = FrontNas & {
  /** By what proves them, the ids of the servers that it may be. */
  readonly speakers: ReadonlyMap<Trust, readonly string[]>
}

export type GuestChangesOptions = Pick<FrontOptions<HomeSender>, 'nasOf' | 'onFault' | 'now_ms'> & {
  readonly picture: Pick<Picture, 'nas'>
  readonly octets: AttributeOctets
  readonly units: Pick<Units, 'unit' | 'read'>
  readonly roadOf: (userName: string) => Road | undefined
  /** Asks the router; what it says against it, or nothing. */
  readonly relay: (
    nas: AccessNas,
    guest: Guest,
    code: typeof Code.CoaRequest | typeof Code.DisconnectRequest,
    write: (writer: PacketWriter) => void,
  ) => Promise<number | undefined>
  /** The row of this session was written. */
  readonly onNoted: (keys: Iterable<string>) => void
}

const ORIGIN = { actor: system('home-server'), name: 'access.change-guest' }
/** RFC 5176 §6.3: what is older, or from the future, was recorded and is sent again by somebody. */
const FRESH_s = 300
/** RFC 2865 §5.6, RFC 5176 §3.1: asks us to ask them; we do not. */
const AUTHORIZE_ONLY = 17

/**
 * Home servers end and change the sessions of their own guests (RFC 5176), through us: they know no router of ours. Of other people's
 * sessions they do not even learn that there are any. Of a change all of it is done or none (§2.2).
 */
export class GuestChanges {
  readonly front: Front<HomeSender>
  private readonly options: GuestChangesOptions

  constructor(options: GuestChangesOptions) {
    this.options = options
    const { nasOf, now_ms, onFault } = options
    this.front = new Front('changes', {
      ...{ nasOf, now_ms, onFault },
      authorize: (request, home, trust) => this.answer(request, home, trust),
      account: (_request, _home, _trust, { refused }) => refused(),
    })
  }

  private async answer(
    request: Packet,
    home: HomeSender,
    trust: Trust,
  ): Promise<Answer | undefined> {
    const speakers = home.speakers.get(trust)
    if (!speakers || !this.isFresh(request)) return undefined
    const against = await this.change(request, speakers, trust)
    const isEnd = request.code === Code.DisconnectRequest
    if (against === undefined)
      return { code: isEnd ? Code.DisconnectAck : Code.CoaAck, fill: () => undefined }
    return {
      code: isEnd ? Code.DisconnectNak : Code.CoaNak,
      fill: (writer) => writer.number(Attr.ErrorCause, against),
    }
  }

  private isFresh(request: Packet): boolean {
    const at_s = request.number(Attr.EventTimestamp)
    return at_s === undefined || Math.abs(this.options.now_ms() / 1_000 - at_s) <= FRESH_s
  }

  /** Says what is against it, as an Error-Cause. */
  private async change(
    request: Packet,
    speakers: readonly string[],
    trust: Trust,
  ): Promise<number | undefined> {
    if (request.number(Attr.ServiceType) === AUTHORIZE_ONLY) return ErrorCause.UnsupportedService
    const found = await this.find(request, speakers)
    if (typeof found === 'number') return found
    const { guest, road, nas } = found
    const code = request.code === Code.DisconnectRequest ? Code.DisconnectRequest : Code.CoaRequest
    const isEnd = code === Code.DisconnectRequest
    if (!isEnd && !allPasses(request, road)) return ErrorCause.UnsupportedAttribute
    const against = await this.options.relay(nas, guest, code, (writer) => {
      if (isEnd) return
      if (road.guests) writer.encoded(this.options.octets.for(nas.profile, road.guests, 'coa'))
      const theirs = { secret: trust.secret, authenticator: new Uint8Array(16) }
      const secret = secretOf(nas) ?? trust.secret
      const ours = { secret, authenticator: writer.authenticator }
      writeBack(
        writer,
        request,
        theirs,
        ours,
        (type, vendor) => isChange(type) && passes(road)(type, vendor),
      )
    })
    await this.note(guest, against, isEnd)
    return against
  }

  private async find(
    request: Packet,
    speakers: readonly string[],
  ): Promise<{ guest: Guest; road: Road; nas: AccessNas } | number> {
    const meant = {
      nasSession: exactText(request.value(Attr.AcctSessionId)),
      station: stationOf(request.text(Attr.CallingStationId)),
      ipv4: framedIp(request),
      userName: request.text(Attr.UserName) ?? null,
    }
    if (meant.nasSession === null && meant.station === null) return ErrorCause.MissingAttribute
    const guests = await this.options.units.read(ORIGIN, (read) => guestsMeant(read, meant))
    const theirs = guests.flatMap((guest) => {
      const road = this.options.roadOf(guest.userName)
      return road?.serverIds.some((id) => speakers.includes(id)) ? [{ guest, road }] : []
    })
    const [one] = theirs
    if (!one) return ErrorCause.SessionContextNotFound
    if (theirs.length > 1) return ErrorCause.MultipleSessionSelectionUnsupported
    const nas = this.options.picture.nas(one.guest.nasId)
    return nas ? { ...one, nas } : ErrorCause.RequestNotRoutable
  }

  private async note({ key }: Guest, against: number | undefined, isEnd: boolean): Promise<void> {
    const isGone = against === ErrorCause.SessionContextNotFound
    if (against !== undefined && !isGone) return
    const ended = isGone ? 'Gone-At-NAS' : isEnd ? 'Home-Server' : null
    const outcome = { key, told: null, isFailure: false, said: null, ended }
    await this.options.units.unit(ORIGIN, (tx) => noteEnforced(tx, [outcome]))
    this.options.onNoted([key])
  }
}

function passes(road: Road): Passes {
  return road.passes === 'all' ? () => true : OF_SESSION
}

function allPasses(request: Packet, road: Road): boolean {
  const mayPass = passes(road)
  let all = true
  for (let at = HEADER_LENGTH; at < request.bytes.length; at += request.lengthAt(at)) {
    const type = request.typeAt(at)
    if (isChange(type)) all &&= mayPass(type, vendorAt(request, at))
  }
  return all
}

/** All but what says which session is meant (RFC 5176 §3), what signs the packet, and what its way has added. */
function isChange(type: number): boolean {
  return !NO_CHANGE.has(type)
}

const NO_CHANGE: ReadonlySet<number> = new Set([
  ...[Attr.UserName, Attr.NasIpAddress, Attr.NasPort, Attr.FramedIpAddress, Attr.CalledStationId],
  ...[Attr.CallingStationId, Attr.NasIdentifier, Attr.AcctSessionId, Attr.AcctMultiSessionId],
  ...[Attr.NasPortType, Attr.NasPortId, Attr.ChargeableUserIdentity, Attr.NasIpv6Address],
  ...[Attr.FramedInterfaceId, Attr.FramedIpv6Prefix, Attr.ProxyState, Attr.MessageAuthenticator],
  ...[Attr.EventTimestamp, Attr.ServiceType, Attr.State],
])
