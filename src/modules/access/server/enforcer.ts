import { system } from '#kernel/actor.ts'
import { changeNeeds } from '#modules/network/index.ts'
import type { Units } from '#platform/tx.ts'
import { Code } from '#radius/codes.ts'
import type { Answer } from '#radius/client/question.ts'
import type { UdpClient } from '#radius/client/udp-client.ts'
import { Attr, ErrorCause } from '#radius/numbers.ts'
import type { PacketWriter } from '#radius/writer.ts'
import { afterAnswer, afterSilence, type Breaker, mayAsk, NEVER_ASKED } from '../rules/breaker.ts'
import { formatTold, isObeyed, type Told } from '../rules/told.ts'
import { claimSessions, type Enforced, noteEnforced } from '../store.ts'
import type { Allowances } from './allowances.ts'
import type { AttributeOctets } from './attributes.ts'
import { type Meant, meantNow } from './meant.ts'
import type { AccessNas, LiveSession, Picture } from './picture.ts'
import { exactOctets } from './read-accounting.ts'

export type EnforcerOptions = {
  readonly picture: Picture
  readonly allowances: Allowances
  readonly octets: AttributeOctets
  readonly units: Pick<Units, 'unit'>
  readonly client: Pick<UdpClient, 'ask'>
  readonly now_ms: () => number
  readonly onTrouble: (error: unknown) => void
  /** Told of each question to a NAS and what came back. */
  readonly onAsked?: (nas: AccessNas, answer: Answer, serviceId: string) => void
}

const ORIGIN = { actor: system('radius'), name: 'access.enforce' }
/** Questions to one NAS at a time: a router that is asked for thousands of changes at once answers none. */
const OPEN_PER_NAS = 16
/** Longer than all tries of one question take. */
const CLAIM_s = 20
const WAIT_ms = 1_000
const TRIES = 3
/** All sessions are looked at this often, whatever was told: time windows begin, words get lost. */
const ROUND_ms = 30_000
const SLICE = 2_000

type Task = {
  readonly session: LiveSession
  readonly serviceId: string
  readonly nas: AccessNas
  readonly meant: Meant
}

/**
 * Makes live sessions obey: compares what is meant with what their NAS was told, and tells it. What changed is
 * looked at in the same moment, all others in rounds. Each NAS has its own queue and its own patience, so one that hangs
 * delays nobody else; what it confirmed, and nothing else, counts as obeyed.
 */
export class Enforcer {
  private readonly options: EnforcerOptions
  private readonly waiting = new Map<string, Map<string, Task>>()
  private readonly open = new Map<string, number>()
  private readonly inWork = new Set<string>()
  private readonly breakers = new Map<string, Breaker>()
  private readonly running = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private edge: NodeJS.Timeout | undefined
  private isClosed = false

  constructor(options: EnforcerOptions) {
    this.options = options
  }

  start(): void {
    this.timer = setInterval(() => void this.round(), ROUND_ms)
    this.timer.unref()
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearInterval(this.timer)
    clearTimeout(this.edge)
    this.waiting.clear()
    await Promise.all(this.running)
  }

  /** Something of this service has changed: its sessions are judged anew now. */
  look(serviceId: string): void {
    const { picture, now_ms } = this.options
    const service = picture.service(serviceId)
    for (const session of picture.open(serviceId)) {
      const meant = service ? meantNow(service, this.options, now_ms()) : ENDED
      this.judge(session, serviceId, meant)
    }
    this.go()
  }

  /** All open sessions, a slice at a time, so that requests are answered in between. */
  async round(): Promise<void> {
    let looked = 0
    for (const serviceId of this.options.picture.online()) {
      if (this.isClosed) return
      this.look(serviceId)
      if (++looked % SLICE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    this.meetEdge()
  }

  /** A window that begins, or a boost that ends, before the next round has a round of its own, in that moment. */
  private meetEdge(): void {
    const { allowances, now_ms } = this.options
    const wait_ms = allowances.takeNextEdge_ms() - now_ms()
    clearTimeout(this.edge)
    if (wait_ms > ROUND_ms || this.isClosed) return
    this.edge = setTimeout(() => void this.round(), Math.max(1, wait_ms))
    this.edge.unref()
  }

  private judge(session: LiveSession, serviceId: string, meant: Meant): void {
    const nas = this.options.picture.nas(session.nasId)
    if (!nas || this.inWork.has(session.id)) return
    const wanted: Meant = session.endWanted === null ? meant : ENDED
    // Of a NAS that does not give back our Class we know nothing but that it was told what was meant then.
    if (session.told === null && wanted.do === 'serve') session.told = wanted.told
    const obeys =
      wanted.do === 'serve' && session.told !== null && isObeyed(session.told, wanted.told)
    const tasks = this.waiting.get(nas.id) ?? new Map<string, Task>()
    if (obeys) tasks.delete(session.id)
    else tasks.set(session.id, { session, serviceId, nas, meant: wanted })
    this.waiting.set(nas.id, tasks)
  }

  /** Takes on as much as each NAS may be asked at a time. */
  private go(): void {
    for (const [nasId, tasks] of this.waiting) {
      if (tasks.size === 0) this.waiting.delete(nasId)
      else if (this.mayAsk(nasId)) {
        const free = OPEN_PER_NAS - (this.open.get(nasId) ?? 0)
        const taken = [...tasks.values()].slice(0, Math.max(0, free))
        for (const { session } of taken) tasks.delete(session.id)
        if (taken.length > 0) this.run(nasId, taken)
      }
    }
  }

  private mayAsk(nasId: string): boolean {
    return mayAsk(this.breakers.get(nasId) ?? NEVER_ASKED, this.options.now_ms())
  }

  private run(nasId: string, tasks: readonly Task[]): void {
    this.open.set(nasId, (this.open.get(nasId) ?? 0) + tasks.length)
    for (const { session } of tasks) this.inWork.add(session.id)
    const work = this.enforce(tasks)
      .catch(this.options.onTrouble)
      .finally(() => {
        this.open.set(nasId, (this.open.get(nasId) ?? 0) - tasks.length)
        for (const { session } of tasks) this.inWork.delete(session.id)
        this.running.delete(work)
        if (!this.isClosed) this.go()
      })
    this.running.add(work)
  }

  /** Claim, tell, note: the world is asked between two transactions, never in one. */
  private async enforce(tasks: readonly Task[]): Promise<void> {
    const { units } = this.options
    const keys = tasks.map(({ session }) => session.id)
    const claimed = new Set(
      await units.unit(ORIGIN, (tx) => claimSessions(tx, keys, tx.now.add({ seconds: CLAIM_s }))),
    )
    const mine = tasks.filter(({ session }) => claimed.has(session.id))
    const outcomes = await Promise.all(mine.map((task) => this.tell(task)))
    if (outcomes.length > 0) await units.unit(ORIGIN, (tx) => noteEnforced(tx, outcomes))
    for (const [place, outcome] of outcomes.entries()) this.keep(mine[place], outcome)
  }

  private keep(task: Task | undefined, { told, ended }: Enforced): void {
    if (!task) return
    const { picture } = this.options
    const session = picture.session(task.serviceId, task.session.id)
    if (ended !== null) picture.dropSession(task.serviceId, task.session.id)
    else if (session && told !== null && task.meant.do === 'serve') session.told = task.meant.told
  }

  private async tell(task: Task): Promise<Enforced> {
    const { session, nas, meant } = task
    const { key } = { key: session.id }
    const fail = (said: string): Enforced => ({
      key,
      told: null,
      isFailure: true,
      said,
      ended: null,
    })
    if (nas.profile.changes === 'nothing') return fail('This make of router takes no changes.')
    if (nas.coa.address === null)
      return fail('The router cannot be reached; it obeys at the next login.')
    if (meant.do === 'serve' && this.takes(nas, session.told, meant)) {
      const answer = await this.ask(task, Code.CoaRequest, (writer) => {
        this.identify(writer, nas, session)
        writer.encoded(this.options.octets.for(nas.profile, this.withTime(session, meant), 'coa'))
      })
      const outcome = afterCoa(key, meant.told, answer)
      if (outcome !== 'end-it') return outcome
    }
    const answer = await this.ask(task, Code.DisconnectRequest, (writer) =>
      this.identify(writer, nas, session),
    )
    const because = meant.do === 'end' ? (session.endWanted ?? meant.because) : 'Reconnect'
    return afterDisconnect(key, because, answer)
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

  /** Session-Timeout counts from the beginning of the session (RFC 2865 §5.27). */
  private withTime(session: LiveSession, { allowance, told }: Meant & { do: 'serve' }) {
    if (told.ends_s === null) return allowance
    const session_s = Math.max(1, told.ends_s - Math.floor(session.startedAt_ms / 1_000))
    return { ...allowance, session_s }
  }

  private async ask(
    { nas, serviceId }: Task,
    code: Code,
    write: (writer: PacketWriter) => void,
  ): Promise<Answer> {
    const secret = nas.trusts[0]?.secret
    if (!secret || nas.coa.address === null) return { kind: 'unreachable', why: 'no way to it' }
    const answer = await this.options.client.ask(
      { code, secret, write, tries: TRIES, wait_ms: WAIT_ms },
      { address: nas.coa.address, port: nas.coa.port },
    )
    const before = this.breakers.get(nas.id) ?? NEVER_ASKED
    const after =
      answer.kind === 'reply' ? afterAnswer() : afterSilence(before, this.options.now_ms())
    this.breakers.set(nas.id, after)
    this.options.onAsked?.(nas, answer, serviceId)
    return answer
  }

  /** All that tells the session, in the words of its own NAS; some want two to agree. Event-Timestamp guards against replay (RFC 5176 §6.3). */
  private identify(writer: PacketWriter, nas: AccessNas, session: LiveSession): void {
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
}

const ENDED: Meant = { do: 'end', because: 'ended' }

function afterCoa(key: string, told: Told, answer: Answer): Enforced | 'end-it' {
  if (answer.kind !== 'reply') return silent(key, answer)
  if (answer.reply.code === Code.CoaAck)
    return { key, told: formatTold(told), isFailure: false, said: null, ended: null }
  return isGone(answer) ? gone(key) : 'end-it'
}

function afterDisconnect(key: string, because: string, answer: Answer): Enforced {
  if (answer.kind !== 'reply') return silent(key, answer)
  if (answer.reply.code === Code.DisconnectAck)
    return { key, told: null, isFailure: false, said: null, ended: because }
  if (isGone(answer)) return gone(key)
  const cause = answer.reply.number(Attr.ErrorCause)
  return {
    key,
    told: null,
    isFailure: true,
    said: `It refused: Error-Cause ${cause ?? 'not said'}.`,
    ended: null,
  }
}

function isGone({ reply }: Answer & { kind: 'reply' }): boolean {
  return reply.number(Attr.ErrorCause) === ErrorCause.SessionContextNotFound
}

/** The NAS does not know the session: a ghost, of which the Stop got lost. */
function gone(key: string): Enforced {
  return { key, told: null, isFailure: false, said: null, ended: 'Gone-At-NAS' }
}

function silent(key: string, answer: Exclude<Answer, { kind: 'reply' }>): Enforced {
  const said = answer.kind === 'silence' ? 'The router did not answer.' : answer.why
  return { key, told: null, isFailure: true, said, ended: null }
}
