import type { PlanVersion } from '#modules/catalog/contract.ts'
import type { NasInPicture } from '#modules/network/index.ts'
import type { NetworkCredential, NetworkService } from '#modules/services/index.ts'
import { endsAt } from '#modules/shaping/contract.ts'
import { NOTHING_USED, type UsageNow } from '#modules/usage/contract.ts'
import { type Learnt, trust, type Trust } from '#radius/admit.ts'
import { equal } from '#radius/crypto/equal.ts'
import { Secret } from '#radius/secret.ts'
import type { Heard } from '../rules/hear.ts'
import type { Policy } from '../rules/policy.ts'
import type { OpenSession } from '../rules/slots.ts'
import type { Told } from '../rules/told.ts'
import { Lately } from './lately.ts'
import { Shelf } from './shelf.ts'

/** A NAS with what is believed of it. It stays the same object while its facts change, so that what it has learnt stays. */
export type AccessNas = Omit<NasInPicture, 'secret' | 'oldSecret'> & {
  readonly trusts: Trust[]
  /** Staff ask in its name, to see what it would be answered: nothing may come of it. */
  readonly isTest?: true
}

/** An open session with what is needed to tell its NAS something about it. */
export type LiveSession = OpenSession & {
  readonly userName: string
  readonly nasSession: string
  ipv4: string | null
  heardAt_ms: number
  /** What its NAS obeys; null: not known. Moves on as the NAS confirms. */
  told: Told | null
  /** Why somebody wants it ended. */
  endWanted: string | null
}

export type Known = {
  readonly service: NetworkService
  readonly credential: NetworkCredential | null
  /** What was opened of the credential: by the first who dialled with it. */
  password: string | undefined
  ntHash: Uint8Array | undefined
}

/**
 * Everything that authorizing needs, in the memory of this process: no query on the hot path, and none at all while
 * the database is away. `follow` keeps it true. Passwords stay sealed until somebody dials.
 */
export class Picture {
  policy: Policy
  /** Whether any plan has a quota that ends sessions. */
  hasQuotas = false
  /** Until when it is known to have been true, by the clock that nobody sets (`elapsed_ms`). */
  trueAt_ms = -Infinity
  private readonly services = new Shelf()
  /** Names and devices → ids of services. */
  private readonly byName = new Map<string, string>()
  private readonly byMac = new Map<string, string>()
  /** Who was asked for by name lately; null: once. */
  private readonly asked = new Lately<Known | null>(ASKED_MAX)
  private readonly plans = new Map<string, PlanVersion>()
  private readonly usages = new Map<string, UsageNow>()
  /** Services whose plans count what is used. */
  private readonly counting = new Set<string>()
  private readonly sessions = new Map<string, Map<string, LiveSession>>()
  /** How many of them are on each NAS. */
  private readonly crowds = new Map<string, number>()
  private readonly nases = new Map<string, AccessNas>()
  /** Null: several have it, so that it tells nobody apart. */
  private nasByName = new Map<string, AccessNas | null>()
  private nasByAddress = new Map<string, AccessNas>()

  constructor(policy: Policy) {
    this.policy = policy
  }

  get size(): number {
    return this.services.size
  }

  // ─────────────────────────────────────────── asked on the hot path

  nasAt(address: string): AccessNas | undefined {
    return this.nasByAddress.get(address)
  }

  /** By the name that staff gave it, in capitals or not. */
  nasNamed(name: string): AccessNas | undefined {
    return this.nasByName.get(name.toLowerCase()) ?? undefined
  }

  nas(id: string): AccessNas | undefined {
    return this.nases.get(id)
  }

  /** Names are the same in capitals or not, as `services` keeps them apart. */
  named(userName: string): Known | undefined {
    return this.knownAs(userName) ?? this.knownAs(userName.toLowerCase())
  }

  /** Whose name it is, where nothing else of the service matters. */
  idNamed(userName: string): string | undefined {
    return this.byName.get(userName) ?? this.byName.get(userName.toLowerCase())
  }

  /** The service whose device logs in by its address: `a4:2b:b0:12:34:56`. */
  byDevice(mac: string): Known | undefined {
    const id = this.byMac.get(mac)
    const service = id === undefined ? undefined : this.services.take(id)
    return service && known(service, null)
  }

  idOfDevice(mac: string): string | undefined {
    return this.byMac.get(mac)
  }

  service(id: string): NetworkService | undefined {
    return this.services.get(id)
  }

  plan(of: NetworkService): PlanVersion | undefined {
    return this.plans.get(of.planVersionId)
  }

  /** Whether its plan counts what is used. */
  counts(serviceId: string): boolean {
    return this.counting.has(serviceId)
  }

  usage(serviceId: string): UsageNow {
    return this.usages.get(serviceId) ?? NOTHING_USED
  }

  open(serviceId: string): readonly LiveSession[] {
    const open = this.sessions.get(serviceId)
    return open ? [...open.values()] : NO_SESSIONS
  }

  /** How many sessions of services of ours are open on this NAS. */
  onlineAt(nasId: string): number {
    return this.crowds.get(nasId) ?? 0
  }

  /** Ids of the services that have open sessions. */
  online(): IterableIterator<string> {
    return this.sessions.keys()
  }

  // ─────────────────────────────────────────── kept true by `follow`

  /** The newer of what is held and what is given stays: answers may overtake each other. */
  putService(service: NetworkService): void {
    const before = this.services.changeOf(service.serviceId)
    if (before !== undefined && before > service.change) return
    this.dropService(service.serviceId)
    if (service.status === 'ended') return
    this.services.put(service)
    const { fairUse, quota } = this.plan(service)?.profiles ?? {}
    if (fairUse || quota) this.counting.add(service.serviceId)
    for (const { username } of service.credentials) {
      const name = username.toLowerCase()
      this.byName.set(name, service.serviceId)
      // It may have been somebody else's.
      this.asked.delete(name)
    }
    for (const { mac, role } of service.devices)
      if (role === 'login') this.byMac.set(mac, service.serviceId)
  }

  dropService(serviceId: string): void {
    const before = this.services.get(serviceId)
    if (before) this.unlink(before)
    this.counting.delete(serviceId)
    this.services.drop(serviceId)
  }

  /** For the comparison with the database. */
  changeOf(serviceId: string): bigint | undefined {
    return this.services.changeOf(serviceId)
  }

  /** Of all services that are held; they may change while somebody goes through them. */
  ids(): IterableIterator<string> {
    return this.services.ids()
  }

  /** Plan versions that services point to and that are not held yet. They never change, so each is read once. */
  missingPlans(services: readonly NetworkService[]): string[] {
    const wanted = new Set(services.map(({ planVersionId }) => planVersionId))
    return [...wanted].filter((id) => !this.plans.has(id))
  }

  putPlan(plan: PlanVersion): void {
    this.plans.set(plan.id, plan)
    const { quota } = plan.profiles
    if (quota && endsAt(quota)) this.hasQuotas = true
  }

  putUsage(serviceId: string, usage: UsageNow): void {
    if (usage.stage !== null || usage.quota || usage.boost) this.usages.set(serviceId, usage)
    else this.usages.delete(serviceId)
  }

  /** What its NAS obeys is known by whoever told it last; records bring only what was told at the beginning. */
  putSession(serviceId: string, session: LiveSession): void {
    const open = this.sessions.get(serviceId) ?? new Map<string, LiveSession>()
    const before = open.get(session.id)
    if (before?.nasSession === session.nasSession) {
      session.told = before.told ?? session.told
      session.endWanted ??= before.endWanted
    }
    if (before) this.count(before.nasId, -1)
    this.count(session.nasId, 1)
    open.set(session.id, session)
    this.sessions.set(serviceId, open)
  }

  /** One more record of a session that is known: it lives, and may have got an address late. False: it is not known. */
  hearSession(
    serviceId: string,
    heard: Pick<Heard, 'key' | 'nasSession' | 'told' | 'ipv4' | 'receivedAt_ms'>,
  ): boolean {
    const session = this.session(serviceId, heard.key)
    if (session?.nasSession !== heard.nasSession) return false
    if (session.told === null && heard.told !== null) return false
    session.heardAt_ms = heard.receivedAt_ms
    session.ipv4 = heard.ipv4 ?? session.ipv4
    return true
  }

  session(serviceId: string, sessionId: string): LiveSession | undefined {
    return this.sessions.get(serviceId)?.get(sessionId)
  }

  dropSession(serviceId: string, sessionId: string): void {
    const open = this.sessions.get(serviceId)
    const session = open?.get(sessionId)
    if (!open || !session) return
    open.delete(sessionId)
    this.count(session.nasId, -1)
    if (open.size === 0) this.sessions.delete(serviceId)
  }

  /** All routers there are; those that are missing are strangers from now on. */
  putNases(nases: readonly NasInPicture[]): void {
    const before = new Map(this.nases)
    this.nases.clear()
    for (const nas of nases) this.nases.set(nas.id, accessNas(nas, before.get(nas.id)))
    this.nasByName = new Map()
    for (const nas of this.nases.values()) {
      const name = nas.name.toLowerCase()
      this.nasByName.set(name, this.nasByName.has(name) ? null : nas)
    }
    this.nasByAddress = new Map(
      [...this.nases.values()].flatMap((nas) =>
        nas.addresses.map((address) => [address, nas] as const),
      ),
    )
  }

  private count(nasId: string, more: 1 | -1): void {
    this.crowds.set(nasId, this.onlineAt(nasId) + more)
  }

  private knownAs(name: string): Known | undefined {
    const asked = this.asked.get(name)
    if (asked) return asked
    const id = this.byName.get(name)
    if (id === undefined) return undefined
    // When a town comes back everybody asks once: what was opened for each of them, and kept, would be what the garbage collector moves about.
    const isAgain = asked === null
    const service = isAgain ? this.services.take(id) : this.services.get(id)
    const credential = service?.credentials.find(({ username }) => username.toLowerCase() === name)
    if (!service || !credential) return undefined
    const found = known(service, credential)
    this.asked.set(name, isAgain ? found : null)
    return found
  }

  private unlink(service: NetworkService): void {
    for (const { username } of service.credentials) {
      const name = username.toLowerCase()
      if (this.byName.get(name) !== service.serviceId) continue
      this.byName.delete(name)
      this.asked.delete(name)
    }
    for (const { mac } of service.devices)
      if (this.byMac.get(mac) === service.serviceId) this.byMac.delete(mac)
  }
}

/** Names whose service lies open, with the secrets that were opened for them. */
const ASKED_MAX = 100_000

/** With room for what will be opened: what is added to an object later lies apart from it, and costs more. */
function known(service: NetworkService, credential: NetworkCredential | null): Known {
  return { service, credential, password: undefined, ntHash: undefined }
}

const NO_SESSIONS: readonly LiveSession[] = []

/** What `auto` has learnt of a router outlives a change of its other facts, and a restart: `signedAt` is kept by `network`. */
function accessNas(nas: NasInPicture, before: AccessNas | undefined): AccessNas {
  const { secret, oldSecret, ...facts } = nas
  const newest = new Secret(secret.reveal())
  const learnt: Learnt = before?.trusts[0]?.learnt ?? (nas.signedAt ? { signs: true } : {})
  // Nobody can have brought a secret to the router that has just been made.
  const known = before?.trusts[0]?.secret
  if (known && !equal(known.bytes, newest.bytes)) learnt.usesOld = oldSecret !== null
  const secrets = oldSecret ? [newest, new Secret(oldSecret.secret.reveal())] : [newest]
  const asked = { messageAuthenticator: nas.messageAuthenticator, learnt }
  return { ...facts, trusts: secrets.map((one) => trust(one, asked)) }
}
