import { randomUUID } from 'node:crypto'
import { assert } from '#kernel/assert.ts'
import type { Allowance } from '#modules/network/contract.ts'
import { openNtHash, openPassword } from '#modules/services/index.ts'
import type { Vault } from '#platform/vault.ts'
import type { Trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { type Offered, offeredIn } from '#radius/methods/offered.ts'
import {
  type Known as Secrets,
  verdictOn,
  writeFailure,
  writeSuccess,
} from '#radius/methods/proof.ts'
import { Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'
import type { PacketWriter } from '#radius/writer.ts'
import { classFor } from '../rules/class.ts'
import { decide, type Decision, type RejectReason } from '../rules/decide.ts'
import { REASON, rejectWords } from '../rules/reject-words.ts'
import { formatTold, type Told } from '../rules/told.ts'
import type { Addresses, Given } from './addresses.ts'
import type { Allowances } from './allowances.ts'
import type { AttributeOctets } from './attributes.ts'
import { doorFacts } from './door.ts'
import type { Answer } from './front.ts'
import { markOf } from './meant.ts'
import type { AccessNas, Known, Picture } from './picture.ts'
import type { Promises } from './promises.ts'
import type { OfSession } from './session-words.ts'
import { type StageEnds, withStageEnd } from './stage-ends.ts'
import { whoAsks, type Asker } from './who-asks.ts'

/** What became of one request, for the log, the counts and the sessions that have to make room. */
export type Outcome = {
  readonly at_ms: number
  readonly nas: AccessNas
  readonly asker: Asker
  /** `pap`, `device`; of EAP what peer and server agreed on, such as `PEAP/EAP-MSCHAPv2`. */
  readonly method: string
  readonly decision: Decision
  /** What the service deserves, and how long the session was given; null: without a limit. */
  readonly allowance: Allowance | null
  readonly session_s: number | null
}

type About = Pick<Outcome, 'nas' | 'asker' | 'method'>
/** `allowance` may be that of thousands; what is the session's own is apart. */
type Allowed = { readonly allowance: Allowance; readonly own: OfSession }
type StageEnd = Allowance['quota'] | null
type Write = {
  readonly right: Answer['fill']
  readonly wrong: (writer: PacketWriter, text: string) => void
}

export type AuthorizeOptions = {
  readonly picture: Picture
  readonly addresses: Pick<Addresses, 'for'>
  readonly promises: Pick<Promises, 'for'>
  readonly stageEnds: Pick<StageEnds, 'for'>
  /** Whether a session on this router can be told of a change. */
  readonly reaches: (nas: AccessNas) => boolean
  readonly allowances: Allowances
  readonly octets: AttributeOctets
  readonly vault: Vault
  readonly now_ms: () => number
  /** For how long the database is away, whatever the time of day jumps to. */
  readonly elapsed_ms: () => number
  readonly onOutcome: (outcome: Outcome) => void
}

/**
 * Answers an Access-Request from memory. EAP, which takes several packets, has a door of its own in front of this: `EapDoor`.
 */
export class Authorizer {
  private readonly options: AuthorizeOptions

  constructor(options: AuthorizeOptions) {
    this.options = options
  }

  answer(request: Packet, nas: AccessNas, trust: Trust): Answer | Promise<Answer> {
    const offered = offeredIn(request, trust.secret)
    const asker = whoAsks(request, this.options.picture)
    const secrets = asker.known && this.secretsFor(asker.known, offered)
    const flaw = asker.byDevice ? deviceFlaw(asker) : proofFlaw(asker, offered, secrets)
    const method = asker.byDevice ? 'device' : offered.method
    return this.settle({ nas, asker, method }, flaw, {
      right: (writer) => secrets && writeSuccess(writer, offered, secrets, trust.secret),
      wrong: (writer, text) => {
        writer.text(Attr.ReplyMessage, text)
        writeFailure(writer, offered, text)
      },
    })
  }

  /** From who it is to what they get: shared by all ways of proving it. */
  settle(about: About, flaw: RejectReason | null, write: Write): Answer | Promise<Answer> {
    const now_ms = this.options.now_ms()
    const { known } = about.asker
    const decision: Decision =
      flaw || !known
        ? { kind: 'reject', because: flaw ?? 'unknown-user' }
        : this.decide(about.nas, about.asker, known, now_ms)
    if (decision.kind === 'reject') return this.reject(about, decision, write, now_ms)
    assert(known, 'nobody unknown is accepted')
    const whose = { nasId: about.nas.id, serviceId: known.service.serviceId }
    const sessionId = classFor(randomUUID(), whose)
    const all = this.allow(known, decision, sessionId, now_ms)
    const isReached = this.options.reaches(about.nas)
    const allowed = isReached ? all : this.withEnd(all)
    const accept = (addresses: Given, promised: bigint | null, stageEnd: StageEnd = null) => {
      const refuse = (because: RejectReason) =>
        this.reject(about, { kind: 'reject', because }, write, now_ms)
      if (addresses === 'none-left') return refuse('no-address-left')
      if (promised === 0n) return refuse('quota-in-use')
      const bounded = withEndOfStage(withPromise(allowed, promised), stageEnd)
      const whole = withAddresses(bounded, addresses)
      return this.accept(about, decision, whole, write, now_ms)
    }
    const given = this.options.addresses.for(known.service, about.nas, about.asker)
    const promised = about.nas.isTest ? null : this.options.promises.for(known.service, sessionId)
    const isFull = decision.serving.kind === 'full' && !about.nas.isTest
    const stageEnd = !isReached && isFull ? this.options.stageEnds.for(known.service) : null
    if (!(given instanceof Promise) && promised === null && stageEnd === null)
      return accept(given, null)
    return Promise.all([given, promised, stageEnd]).then((all) => accept(...all))
  }

  private accept(
    about: About,
    decision: Decision & { kind: 'accept' },
    { allowance, own }: Allowed,
    write: Write,
    now_ms: number,
  ): Answer {
    const session_s = own.session_s ?? null
    this.options.onOutcome({ ...about, at_ms: now_ms, decision, allowance, session_s })
    return {
      code: Code.AccessAccept,
      fill: (writer) => {
        this.options.octets.accept(writer, about.nas.profile, allowance, own)
        write.right(writer)
        tellTester(writer, about.nas, decision)
      },
    }
  }

  private reject(
    about: About,
    decision: Decision & { kind: 'reject' },
    write: Write,
    now_ms: number,
  ): Answer {
    const text = rejectWords(decision.because)
    const nothing = { allowance: null, session_s: null }
    this.options.onOutcome({ ...about, ...nothing, at_ms: now_ms, decision })
    return {
      code: Code.AccessReject,
      fill: (writer) => {
        write.wrong(writer, text)
        tellTester(writer, about.nas, decision)
      },
    }
  }

  private decide(nas: AccessNas, asker: Asker, { service }: Known, now_ms: number): Decision {
    const { picture, allowances } = this.options
    const { policy } = picture
    if (this.options.elapsed_ms() - picture.trueAt_ms > policy.outage_s * 1_000)
      return { kind: 'reject', because: 'picture-too-old' }
    const { station, nasPort } = asker
    const at = { nas, online: picture.onlineAt(nas.id), station, nasPort }
    const facts = doorFacts(service, at, { picture, allowances }, now_ms)
    return decide(facts, now_ms)
  }

  private allow(
    known: Known,
    decision: Decision & { kind: 'accept' },
    sessionId: string,
    now_ms: number,
  ): Allowed {
    const { allowances, picture } = this.options
    const isWalled = decision.serving.kind === 'walled-garden'
    // Who can only pay is looked at again soon, in case that the word of a payment does not reach the NAS.
    const served_s = least(decision.servedFor_s, allowances.timeLeft_s(known.service))
    const session_s = isWalled ? Math.min(served_s ?? GARDEN_s, GARDEN_s) : served_s
    const allowance = allowances.allowance(known.service, decision.serving.kind, now_ms)
    const told: Told = {
      serving: decision.serving.kind,
      mark: markOf(allowance),
      ends_s: session_s === null ? null : Math.ceil(now_ms / 1_000) + session_s,
    }
    const own: OfSession = {
      ...(session_s !== null && { session_s: Math.min(session_s, SESSION_MAX_s) }),
      interim_s: jittered(picture.policy.interim_s),
      class: `${sessionId}.${formatTold(told)}`,
    }
    return { allowance, own }
  }

  /**
   * A session that nobody can tell of a change ends by itself now and then, and comes back with what is right by then. It is
   * not part of what the session is told: nothing is to be done about it.
   */
  private withEnd({ allowance, own }: Allowed): Allowed {
    const most_s = jittered(this.options.picture.policy.untold_s)
    return { allowance, own: { ...own, session_s: Math.min(own.session_s ?? most_s, most_s) } }
  }

  /** Opened once for each credential: a storm dials with all of them. */
  private secretsFor(known: Known, { method }: Offered): Secrets | undefined {
    const { credential } = known
    if (!credential) return undefined
    const { vault } = this.options
    if (method === 'mschap' || method === 'mschap2')
      return { ntHash: (known.ntHash ??= openNtHash(vault, credential)) }
    return { password: (known.password ??= openPassword(vault, credential)) }
  }
}

/** What is left of a quota is this session's only as far as it was promised. */
function withPromise({ allowance, own }: Allowed, promised: bigint | null): Allowed {
  if (promised === null || !allowance.quota) return { allowance, own }
  const { down, up } = allowance.quota
  const quota =
    down !== undefined
      ? { down: promised }
      : up !== undefined
        ? { up: promised }
        : { total: promised }
  return { allowance: { ...allowance, quota }, own }
}

function withEndOfStage(allowed: Allowed, end: StageEnd): Allowed {
  return end ? { ...allowed, allowance: withStageEnd(allowed.allowance, end) } : allowed
}

/** Most routers choose the address, and then an allowance stays the one of all who deserve the same. */
function withAddresses(allowed: Allowed, addresses: Partial<Allowance>): Allowed {
  for (const _ in addresses)
    return { ...allowed, allowance: { ...addresses, ...allowed.allowance } }
  return allowed
}

/** Staff who test are told what a router is not: the reason itself. */
function tellTester(writer: PacketWriter, nas: AccessNas, decision: Decision): void {
  if (!nas.isTest) return
  const because = decision.kind === 'reject' ? decision.because : decision.serving.because
  writer.text(Attr.ReplyMessage, `${REASON}${because}`)
}

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

const GARDEN_s = 3_600
/** Session-Timeout has 32 bits; some NASes take the highest for a sign. */
const SESSION_MAX_s = 0x7fff_ffff

/** A tenth more or less, different for each session, so that what began together does not report together for ever. */
function jittered(interim_s: number): number {
  return Math.max(60, Math.round(interim_s * (0.9 + Math.random() * 0.2)))
}

function deviceFlaw({ known }: Asker): RejectReason | null {
  return known ? null : 'unknown-user'
}

function proofFlaw(
  { known }: Asker,
  offered: Offered,
  secrets: Secrets | undefined,
): RejectReason | null {
  if (!known) return 'unknown-user'
  if (offered.method === 'none') return 'proof-missing'
  if (offered.method === 'malformed') return 'proof-unreadable'
  if (!secrets) return 'proof-not-checkable'
  const verdict = verdictOn(offered, secrets)
  if (verdict === 'right') return null
  return verdict === 'wrong' ? 'wrong-password' : 'proof-not-checkable'
}
