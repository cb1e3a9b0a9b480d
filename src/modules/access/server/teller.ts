import { changeNeeds, type ApiFailure, type RouterApi } from '#modules/network/index.ts'
import { Code } from '#radius/codes.ts'
import type { Answer } from '#radius/client/question.ts'
import { Attr, ErrorCause } from '#radius/numbers.ts'
import type { PacketWriter } from '#radius/writer.ts'
import { afterAnswer, afterSilence, type Breaker, mayAsk, NEVER_ASKED } from '../rules/breaker.ts'
import { formatTold, type Told } from '../rules/told.ts'
import type { Enforced } from '../store.ts'
import type { AttributeOctets } from './attributes.ts'
import { secretOf } from './front.ts'
import type { Meant } from './meant.ts'
import type { AccessNas, LiveSession, Picture } from './picture.ts'
import type { RadSec } from './radsec.ts'
import { exactOctets } from './read-accounting.ts'
import type { RouterClient } from './router-client.ts'

export type TellerOptions = {
  readonly picture: Picture
  readonly octets: AttributeOctets
  readonly client: Pick<RouterClient, 'ask'>
  /** Connections that routers have opened to us, on which they may be asked as well. */
  readonly lines?: Pick<RadSec, 'reaches' | 'ask'> | undefined
  /** The way that is left where RADIUS finds no answer. */
  readonly routerApi?: RouterApi | undefined
  readonly now_ms: () => number
  /** How long the first of three tries waits for an answer by RADIUS; a second unless said. */
  readonly wait_ms?: number | undefined
  /** Told of each question to a NAS and what came back. */
  readonly onAsked?: (nas: AccessNas, answer: Answer, serviceId: string | null) => void
  /** Told of what came of asking its API. */
  readonly onApi?: (nas: AccessNas, failure: ApiFailure | null) => void
}

/** One session, its NAS, and what should become of it. */
export type Task = {
  readonly session: LiveSession
  readonly serviceId: string
  readonly nas: AccessNas
  readonly meant: Meant
}

/** What tells a session from others at its router. */
type Identified = Pick<LiveSession, 'userName' | 'nasSession' | 'station' | 'ipv4'>

const WAIT_ms = 1_000
const TRIES = 3
type Way = 'radius' | 'line' | 'api' | 'none'

/**
 * Tells a NAS what should become of a session: by CoA, else by Disconnect, at its address or over the connection that it
 * has opened to us; else by the router's API. Each way to each NAS has a patience
 * of its own, so that a router whose RADIUS is deaf is asked by its API at once, and one that is dead is left alone.
 */
export class Teller {
  private readonly options: TellerOptions
  private readonly breakers = new Map<string, Breaker>()

  constructor(options: TellerOptions) {
    this.options = options
  }

  /** Whether any way to this NAS may be tried now. */
  mayAsk(nasId: string): boolean {
    const nas = this.options.picture.nas(nasId)
    if (!nas) return true
    const ways = this.waysTo(nas)
    if (ways.length === 0) return this.isOpen(nas, 'none')
    return ways.some((way) => this.isOpen(nas, way))
  }

  async tell(task: Task): Promise<Enforced> {
    const { nas, session } = task
    const all = this.waysTo(nas)
    // Looked at seldom, as it stays so until staff or the router do something about it.
    if (all.length === 0) this.note(nas, 'none', false)
    const ways = all.filter((way) => this.isOpen(nas, way))
    let outcome = failed(session.id, noWayTo(nas))
    for (const way of ways) {
      outcome = way === 'api' ? await this.tellByApi(task) : await this.tellByRadius(task, way)
      if (!outcome.isFailure) return outcome
    }
    return outcome
  }

  /**
   * Hands on what a home server says of its guest, by the first way that answers; what is against it, as an Error-Cause. An API ends
   * sessions and changes nothing of what others say.
   */
  async relay(
    nas: AccessNas,
    guest: Identified,
    code: Code,
    write: (writer: PacketWriter) => void,
  ): Promise<number | undefined> {
    const ways = this.waysTo(nas).filter((way) => this.isOpen(nas, way))
    for (const way of ways) {
      if (way === 'api') {
        if (code === Code.DisconnectRequest && (await this.endByApi(nas, guest))) return undefined
        continue
      }
      const answer = await this.ask({ nas, serviceId: null }, way, code, (writer) => {
        this.identify(writer, nas, guest)
        write(writer)
      })
      if (answer.kind !== 'reply') continue
      const { reply } = answer
      if (reply.code === Code.CoaAck || reply.code === Code.DisconnectAck) return undefined
      return reply.number(Attr.ErrorCause) ?? ErrorCause.ResourcesUnavailable
    }
    return ways.length === 0 ? ErrorCause.RequestNotRoutable : ErrorCause.OtherProxyProcessingError
  }

  private async endByApi(nas: AccessNas, guest: Identified): Promise<boolean> {
    const { routerApi } = this.options
    if (!routerApi || !nas.api) return false
    return !isFailure(this.heard(nas, await routerApi.endSession(nas.api, guest)))
  }

  reaches(nas: AccessNas): boolean {
    return this.waysTo(nas).length > 0
  }

  private waysTo(nas: AccessNas): Way[] {
    const { lines, routerApi } = this.options
    const takesAny = nas.profile.changes !== 'nothing'
    const ways: Way[] = []
    if (takesAny && nas.coa.address !== null) ways.push('radius')
    if (takesAny && lines?.reaches(nas.id)) ways.push('line')
    if (nas.api !== null && routerApi) ways.push('api')
    return ways
  }

  private isOpen(nas: AccessNas, way: Way): boolean {
    return mayAsk(this.breakers.get(`${nas.id} ${way}`) ?? NEVER_ASKED, this.options.now_ms())
  }

  /** Questions that were open side by side fall silent side by side: once it rests, the others say nothing new. */
  private note(nas: AccessNas, way: Way, isAnswered: boolean): void {
    const key = `${nas.id} ${way}`
    const before = this.breakers.get(key) ?? NEVER_ASKED
    if (isAnswered) this.breakers.set(key, afterAnswer())
    else if (this.isOpen(nas, way))
      this.breakers.set(key, afterSilence(before, this.options.now_ms()))
  }

  // ─────────────────────────────────────────── by RADIUS

  private async tellByRadius(task: Task, way: Way): Promise<Enforced> {
    const { session, nas, meant } = task
    if (meant.do === 'serve' && this.takes(nas, session.told, meant)) {
      const answer = await this.ask(task, way, Code.CoaRequest, (writer) => {
        this.identify(writer, nas, session)
        writer.encoded(this.options.octets.for(nas.profile, withTime(session, meant), 'coa'))
      })
      const outcome = afterCoa(session.id, meant.told, answer)
      if (outcome !== 'end-it') return outcome
    }
    const answer = await this.ask(task, way, Code.DisconnectRequest, (writer) =>
      this.identify(writer, nas, session),
    )
    return afterDisconnect(session.id, endCause(task), answer)
  }

  /** Whether this make of router can go from what it was told to what is meant without a new session. */
  private takes(nas: AccessNas, told: Told | null, meant: Meant & { do: 'serve' }): boolean {
    const { gardenList, gardenUrl } = this.options.picture.policy
    const open = { ...meant.allowance }
    delete open.addressList
    delete open.redirectUrl
    const walled = {
      ...open,
      addressList: gardenList,
      ...(gardenUrl !== null && { redirectUrl: gardenUrl }),
    }
    const before = told?.serving === 'walled-garden' ? walled : open
    return changeNeeds(nas.profile, before, meant.allowance) !== 'new-session'
  }

  private async ask(
    { nas, serviceId }: { nas: AccessNas; serviceId: string | null },
    way: Way,
    code: Code,
    write: (writer: PacketWriter) => void,
  ): Promise<Answer> {
    const { client, lines, wait_ms = WAIT_ms } = this.options
    const question = { code, write, tries: TRIES, wait_ms }
    const secret = secretOf(nas)
    const { address, port, way: road } = nas.coa
    const nowhere: Answer = { kind: 'unreachable', why: 'no way to it' }
    let answer: Answer = nowhere
    if (way === 'line') answer = (await lines?.ask(nas.id, question)) ?? nowhere
    else if (secret && address !== null)
      answer = await client.ask(
        { ...question, secret },
        { address, port },
        road === 'direct-tcp' ? 'tcp' : 'udp',
      )
    this.note(nas, way, answer.kind === 'reply')
    this.options.onAsked?.(nas, answer, serviceId)
    return answer
  }

  /** All that tells the session, in the words of its own NAS; some want two to agree. Event-Timestamp guards against replay (RFC 5176 §6.3). */
  private identify(writer: PacketWriter, nas: AccessNas, session: Identified): void {
    const keys = new Set(nas.profile.sessionKeys)
    if (keys.has('User-Name')) writer.text(Attr.UserName, session.userName)
    if (keys.has('Acct-Session-Id'))
      writer.bytes(Attr.AcctSessionId, exactOctets(session.nasSession))
    if (keys.has('Calling-Station-Id') && session.station)
      writer.text(Attr.CallingStationId, session.station)
    if (keys.has('Framed-IP-Address') && session.ipv4)
      writer.bytes(Attr.FramedIpAddress, Buffer.from(session.ipv4.split('.').map(Number)))
    writer.number(Attr.EventTimestamp, Math.floor(this.options.now_ms() / 1_000))
  }

  // ─────────────────────────────────────────── by the router's API

  /**
   * Changes the speed where nothing else has to change and the router lets us; ends the session otherwise, so that it comes back
   * with what is right.
   */
  private async tellByApi(task: Task): Promise<Enforced> {
    const { session, nas, meant } = task
    const { routerApi } = this.options
    if (!routerApi || !nas.api) return failed(session.id, noWayTo(nas))
    const onlyRate = meant.do === 'serve' && this.isRateOnly(session.told, meant)
    const rate = onlyRate ? meant.allowance.rate : undefined
    if (meant.do === 'serve' && rate) {
      const set = this.heard(nas, await routerApi.setRate(nas.api, session, rate))
      if (isFailure(set)) return failed(session.id, `Its API: ${set.said}`)
      if (set.kind === 'set') return obeyed(session.id, meant.told)
      if (set.kind === 'not-there') return gone(session.id)
    }
    const ended = this.heard(nas, await routerApi.endSession(nas.api, session))
    if (isFailure(ended)) return failed(session.id, `Its API: ${ended.said}`)
    return ended.kind === 'ended' ? over(session.id, endCause(task)) : gone(session.id)
  }

  /** A queue has a speed and nothing else: not an end, not a list of those who must pay. */
  private isRateOnly(told: Told | null, { told: wanted }: Meant & { do: 'serve' }): boolean {
    return told?.serving === wanted.serving && told.ends_s === wanted.ends_s
  }

  private heard<Answer extends { kind: string }>(
    nas: AccessNas,
    answer: Answer | ApiFailure,
  ): Answer | ApiFailure {
    const failure = isFailure(answer) ? answer : null
    // A router that says no is there; only one that cannot be asked is left alone for a while.
    this.note(nas, 'api', failure === null || failure.kind === 'refused')
    this.options.onApi?.(nas, failure)
    return answer
  }
}

function isFailure(answer: { kind: string } | ApiFailure): answer is ApiFailure {
  return 'said' in answer
}

function noWayTo(nas: AccessNas): string {
  return nas.profile.changes === 'nothing'
    ? 'This make of router takes no changes.'
    : 'The router cannot be reached; it obeys at the next login.'
}

function endCause({ meant, session }: Task): string {
  return meant.do === 'end' ? (session.endWanted ?? meant.because) : 'Reconnect'
}

/** Session-Timeout counts from the beginning of the session (RFC 2865 §5.27). */
function withTime(session: LiveSession, { allowance, told }: Meant & { do: 'serve' }) {
  if (told.ends_s === null) return allowance
  const session_s = Math.max(1, told.ends_s - Math.floor(session.startedAt_ms / 1_000))
  return { ...allowance, session_s }
}

function afterCoa(key: string, told: Told, answer: Answer): Enforced | 'end-it' {
  if (answer.kind !== 'reply') return silent(key, answer)
  if (answer.reply.code === Code.CoaAck) return obeyed(key, told)
  return isGone(answer) ? gone(key) : 'end-it'
}

function afterDisconnect(key: string, because: string, answer: Answer): Enforced {
  if (answer.kind !== 'reply') return silent(key, answer)
  if (answer.reply.code === Code.DisconnectAck) return over(key, because)
  if (isGone(answer)) return gone(key)
  const cause = answer.reply.number(Attr.ErrorCause)
  return failed(key, `It refused: Error-Cause ${cause ?? 'not said'}.`)
}

function isGone({ reply }: Answer & { kind: 'reply' }): boolean {
  return reply.number(Attr.ErrorCause) === ErrorCause.SessionContextNotFound
}

function silent(key: string, answer: Exclude<Answer, { kind: 'reply' }>): Enforced {
  return failed(key, answer.kind === 'silence' ? 'The router did not answer.' : answer.why)
}

function obeyed(key: string, told: Told): Enforced {
  return { key, told: formatTold(told), isFailure: false, said: null, ended: null }
}

function over(key: string, because: string): Enforced {
  return { key, told: null, isFailure: false, said: null, ended: because }
}

/** The NAS does not know the session: a ghost, of which the Stop got lost. */
function gone(key: string): Enforced {
  return over(key, 'Gone-At-NAS')
}

function failed(key: string, said: string): Enforced {
  return { key, told: null, isFailure: true, said, ended: null }
}
