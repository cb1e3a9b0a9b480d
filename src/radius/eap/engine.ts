import { randomBytes } from 'node:crypto'
import type { Buffer } from 'node:buffer'
import { Conversation } from './conversation.ts'
import type { EapFailure, Lookup, MethodKind, Proven } from './method.ts'
import { EapCode, eapFailure, eapSuccess, EapType, parseEap } from './packet.ts'

export type EapOptions = {
  /** In the order in which they are offered. */
  methods: readonly MethodKind[]
  known: Lookup
  /** Conversations held at once. One with TLS takes tens of kilobytes. */
  sessionsMax?: number
  /** From the first packet to the last. */
  session_ms?: number
}

/** What to answer an Access-Request that carries EAP-Message. `message` goes into EAP-Message of the reply. */
export type EapAnswer =
  /** Access-Challenge, with this State. */
  | { kind: 'challenge'; message: Buffer; state: Buffer }
  /** Access-Accept, if the subscriber may be served; else Access-Reject with `failure`. Keys go to `writeMppeKeys`. */
  | ({ kind: 'proven'; message: Buffer; failure: Buffer } & Proven)
  /** Access-Reject. */
  | { kind: 'failed'; message: Buffer; because: EapFailure; identity: string }
  /** No answer: what came answers nothing that was asked. */
  | { kind: 'ignored' }

const SESSIONS_MAX = 2000
const SESSION_MS = 30_000
/** A chain of certificates in small pieces takes a dozen. */
const ROUNDS_MAX = 64
/** RFC 3579 §2.4: without Framed-MTU, what fits into a packet of RADIUS over the smallest usual link. */
const FRAGMENT = { usual: 1020, min: 64, max: 3000 }

type Session = {
  /** Of whom it is: with somebody else's State there is nothing to find. */
  from: string | undefined
  conversation: Conversation
  began_ms: number
  rounds: number
  busy: boolean
}

/**
 * EAP conversations, found again by the State attribute (RFC 3579 §2.6.1). It owns nothing but memory, and only so much: each
 * conversation has a bound in time and rounds, and all together one in number. It reads no clock; `now_ms` is any clock that
 * goes forward.
 */
export class EapEngine {
  private readonly options: EapOptions
  /** In the order of their beginning, which is the order in which they expire. */
  private readonly sessions = new Map<string, Session>()

  constructor(options: EapOptions) {
    this.options = options
  }

  get size(): number {
    return this.sessions.size
  }

  async answer(request: EapRequest, now_ms: number): Promise<EapAnswer> {
    this.expire(now_ms)
    const { message, state } = request
    const [code, id = 0, , , type] = message
    if (parseEap(message)?.code !== EapCode.Response) {
      // An empty message is a NAS that leaves the beginning to us (RFC 3579 §2.1).
      return message.length === 0 ? this.begin(request, now_ms) : failed(id, 'malformed', '')
    }
    if (state) {
      const session = this.sessions.get(state.toString('latin1'))
      return session && session.from === request.from
        ? this.goOn(state, session, message)
        : failed(id, 'session-lost', '')
    }
    // Only an identity begins a conversation; anything else belongs to one that we no longer have.
    if (code !== EapCode.Response || type !== EapType.Identity)
      return failed(id, 'session-lost', '')
    const opened = this.open(request, now_ms)
    return opened
      ? this.goOn(opened.state, opened.session, message)
      : failed(id, 'too-many-sessions', '')
  }

  /** Ends what has taken too long. Each answer does this, too; a timer does it when nobody asks any more. */
  expire(now_ms: number): void {
    const limit = this.options.session_ms ?? SESSION_MS
    for (const [key, session] of this.sessions) {
      if (now_ms - session.began_ms <= limit) return
      this.close(key, session)
    }
  }

  private begin(request: EapRequest, now_ms: number): EapAnswer {
    const opened = this.open(request, now_ms)
    if (!opened) return failed(0, 'too-many-sessions', '')
    const { session, state } = opened
    return { kind: 'challenge', message: session.conversation.askIdentity(), state }
  }

  private open(request: EapRequest, now_ms: number) {
    if (this.sessions.size >= (this.options.sessionsMax ?? SESSIONS_MAX)) return undefined
    const { methods, known } = this.options
    const mtu = (request.framedMtu ?? FRAGMENT.usual) - 5 // code, id, length and type take five
    const fragment_bytes = Math.min(FRAGMENT.max, Math.max(FRAGMENT.min, mtu))
    const session: Session = {
      from: request.from,
      conversation: new Conversation({ methods, known, fragment_bytes }),
      began_ms: now_ms,
      rounds: 0,
      busy: false,
    }
    const state = randomBytes(16)
    this.sessions.set(state.toString('latin1'), session)
    return { session, state }
  }

  private async goOn(state: Buffer, session: Session, message: Buffer): Promise<EapAnswer> {
    const key = state.toString('latin1')
    const id = message[1] ?? 0
    // TLS takes a few turns of the loop, in which the NAS may repeat itself.
    if (session.busy) return { kind: 'ignored' }
    session.rounds += 1
    if (session.rounds > ROUNDS_MAX) {
      this.close(key, session)
      return failed(id, 'too-many-rounds', '')
    }
    session.busy = true
    const step = await session.conversation.receive(message)
    session.busy = false
    switch (step.kind) {
      case 'ignored':
        return step
      case 'request':
        return { kind: 'challenge', message: step.packet, state }
      case 'success': {
        this.close(key, session)
        const { identity, method, keys } = step
        const proven = { identity, method, message: eapSuccess(id), failure: eapFailure(id) }
        return { kind: 'proven', ...proven, ...(keys ? { keys } : {}) }
      }
      case 'failure':
        this.close(key, session)
        return failed(id, step.because, step.identity)
    }
  }

  private close(key: string, session: Session): void {
    this.sessions.delete(key)
    session.conversation.close()
  }
}

export type EapRequest = {
  /** The NAS, where there are several: a conversation goes on only with the one that began it. */
  from?: string | undefined
  message: Buffer
  state?: Buffer | undefined
  framedMtu?: number | undefined
}

function failed(id: number, because: EapFailure, identity: string): EapAnswer {
  return { kind: 'failed', message: eapFailure(id), because, identity }
}
