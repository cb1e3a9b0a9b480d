import { system } from '#kernel/actor.ts'
import { planVersionsNow } from '#modules/catalog/index.ts'
import {
  addressFixed,
  addressFreed,
  leasesOfService,
  leasesPage,
  nasPicture,
  poolPicture,
  type HeldLease,
} from '#modules/network/index.ts'
import {
  servicesChangedSince,
  servicesForNetwork,
  type ChangeMark,
  type NetworkService,
} from '#modules/services/index.ts'
import { usageChangedSince, usageNow } from '#modules/usage/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Live } from '#platform/live.ts'
import type { Read, Units } from '#platform/tx.ts'
import { sessionsChanged } from '../events.ts'
import { openSessions, serviceChanges, servicesGone, sessionsByKey } from '../queries/picture.ts'
import { policyNow } from '../queries/policy.ts'
import type { Allowances } from './allowances.ts'
import { compareSessions } from './compare-sessions.ts'
import type { Leases } from './leases.ts'
import type { Picture } from './picture.ts'

export type KeeperOptions = {
  readonly picture: Picture
  readonly allowances: Allowances
  readonly leases: Leases
  readonly units: Pick<Units, 'read'>
  readonly clock: Clock
  readonly live: Pick<Live, 'listen'>
  readonly onTrouble: (error: unknown) => void
  /** Whether records wait on disk for the database. */
  readonly isBehind: () => boolean
  /** The name of this process in announcements of sessions, which it knows already. */
  readonly by: string
  /** Something of this service, or of its sessions, is not as it was. */
  readonly onChanged: (serviceId: string) => void
}

const PAGE = 5_000
/** A notification that was lost is made up for within this time. */
const LOOK_ms = 3_000
/** What no change number tells (a restored backup, a bug) is found within this time. */
const COMPARE_ms = 10 * 60_000
const ORIGIN = { actor: system('radius'), name: 'access.keep-picture' }

const NONE: ReadonlyMap<string, bigint | undefined> = new Map()
const NOTHING_STALE = {
  ...{ services: false, nases: false, policy: false, sessions: false, usage: false, leases: false },
}
const WHATS = ['services', 'nases', 'policy', 'sessions', 'usage', 'leases'] as const
const ALL = { services: true, nases: true, policy: true, usage: true, leases: true }

/**
 * Keeps a picture true: reads all, then only what changed, told by notifications and looked for anyway; compares with
 * the database now and then. While the database is away it keeps trying, and the picture stays as it was.
 */
export class PictureKeeper {
  private readonly options: KeeperOptions
  private readonly timers: NodeJS.Timeout[] = []
  private mark: ChangeMark = '0'
  private usageMark = '0'
  private stale = { ...NOTHING_STALE }
  private readonly sessions = new Set<string>()
  private work: Promise<void> = Promise.resolve()
  private isWorking = false
  private unlisten: () => void = () => undefined

  constructor(options: KeeperOptions) {
    this.options = options
  }

  /** Resolves when the picture is whole; rejects when the database cannot be read now. */
  async open(): Promise<void> {
    this.unlisten = this.options.live.listen({
      hear: ({ name, facts }) => this.hear(name, facts),
      missed: () =>
        void this.look(ALL)
          .then(() => this.compareSessions())
          .catch(this.options.onTrouble),
    })
    await this.readAll()
    this.every(LOOK_ms, () => this.look({ services: true, usage: true }))
    this.every(COMPARE_ms, () =>
      this.look({ nases: true, policy: true, leases: true }).then(() => this.compare()),
    )
  }

  async close(): Promise<void> {
    this.unlisten()
    for (const timer of this.timers) clearInterval(timer)
    await this.work
  }

  /** Brings in what has changed; calls at one time share one look, which begins after the last of them. */
  look(what: Partial<typeof this.stale>): Promise<void> {
    Object.assign(this.stale, what)
    if (!this.isWorking) {
      this.isWorking = true
      this.work = this.catchUp()
    }
    return this.work
  }

  /** Finds services and sessions that are not as the database has them, although nothing told so, and reads them again. */
  async compare(): Promise<number> {
    const { picture } = this.options
    const differing = new Map<string, bigint | undefined>()
    let found = 0
    for await (const page of this.pages(PAGE, serviceChanges, ({ id }) => id))
      for (const { id, change } of page) {
        const held = picture.changeOf(id)
        if (held !== undefined) found++
        if (held !== change) differing.set(id, held)
      }
    if (found < picture.size)
      for (const id of await this.goneServices()) differing.set(id, picture.changeOf(id))
    await this.bring([...differing.keys()], differing)
    return differing.size + (await this.compareSessions())
  }

  /** Those that are held and not there any more, asked about in parts: a million at once would keep everybody waiting. */
  private async goneServices(): Promise<string[]> {
    const gone: string[] = []
    let part: string[] = []
    const ask = async () => {
      const ids = part
      part = []
      gone.push(...(await this.read((read) => servicesGone(read, ids))))
    }
    for (const id of this.options.picture.ids()) if (part.push(id) === PAGE) await ask()
    await ask()
    return gone
  }

  /** Not while records wait for the database on disk: it does not know yet who is online. */
  private async compareSessions(): Promise<number> {
    const { picture, clock, onChanged, isBehind } = this.options
    if (isBehind()) return 0
    const read = <T>(work: (read: Read) => Promise<T>) => this.read(work)
    return compareSessions({ picture, read, now_ms: clock.now_ms(), onChanged })
  }

  private hear(name: string, facts: unknown): void {
    if (name === sessionsChanged.name) this.hearSessions(facts)
    if (name === 'services.services-changed') void this.look({ services: true })
    if (name === 'usage.usage-changed') void this.look({ usage: true })
    if (name.startsWith('network.')) void this.look({ nases: true })
    this.hearAddresses(name, facts)
    if (name.startsWith('organization.')) void this.look({ policy: true })
  }

  private hearSessions(facts: unknown): void {
    const told = sessionsChanged.payload.safeParse(facts)
    if (!told.success || told.data.by === this.options.by) return
    for (const key of told.data.keys) this.sessions.add(key)
    void this.look({ sessions: true })
  }

  private hearAddresses(name: string, facts: unknown): void {
    if (name !== addressFixed.name && name !== addressFreed.name) return
    const told = addressFreed.payload.safeParse(facts)
    if (told.success) this.readLeasesOf(told.data.serviceId).catch(this.options.onTrouble)
  }

  private async readSessions(): Promise<void> {
    const { picture, onChanged } = this.options
    const keys = [...this.sessions]
    // Before they are read: what is told of meanwhile is read again.
    this.sessions.clear()
    const found = await this.read((read) => sessionsByKey(read, keys)).catch((error: unknown) => {
      for (const key of keys) this.sessions.add(key)
      throw error
    })
    for (const { serviceId, isOver, ...session } of found) {
      if (isOver) picture.dropSession(serviceId, session.id)
      else picture.putSession(serviceId, session)
      onChanged(serviceId)
    }
  }

  private async readAll(): Promise<void> {
    const { picture, clock } = this.options
    const before_ms = clock.elapsed_ms()
    // The mark is taken first: what changes while the pages are read is read again.
    this.mark = (await this.read((read) => servicesChangedSince(read, null))).mark
    this.usageMark = (await this.read((read) => usageChangedSince(read, null))).mark
    await this.readPolicy()
    await this.readNases()
    await this.readPools()
    await this.readLeases()
    const services = this.pages(PAGE, servicesForNetwork, ({ serviceId }) => serviceId)
    for await (const page of services) await this.put(page)
    const usage = this.pages(PAGE, usageNow, ({ serviceId }) => serviceId)
    for await (const page of usage)
      for (const { serviceId, usage: now } of page) picture.putUsage(serviceId, now)
    const sessions = this.pages(PAGE, openSessions, ({ id }) => id)
    for await (const page of sessions)
      for (const { serviceId, ...session } of page) picture.putSession(serviceId, session)
    picture.trueAt_ms = before_ms
  }

  private async catchUp(): Promise<void> {
    let undone = NOTHING_STALE
    try {
      while (Object.values(this.stale).includes(true)) {
        const wanted = this.stale
        const { services, nases, policy, sessions, usage, leases } = wanted
        this.stale = { ...NOTHING_STALE }
        undone = wanted
        if (policy) await this.readPolicy()
        if (nases) await this.readNases()
        if (nases) await this.readPools()
        if (leases) await this.readLeases()
        if (services) await this.readChanges()
        if (usage) await this.readUsage()
        if (sessions) await this.readSessions()
        undone = NOTHING_STALE
      }
    } catch (error) {
      // The next look, some seconds on, reads the same again, whatever else it is for.
      for (const what of WHATS) this.stale[what] ||= undone[what]
      this.options.onTrouble(error)
    } finally {
      this.isWorking = false
    }
  }

  private async readChanges(): Promise<void> {
    const { picture, clock } = this.options
    const before_ms = clock.elapsed_ms()
    const { serviceIds, mark } = await this.read((read) => servicesChangedSince(read, this.mark))
    await this.bring(serviceIds)
    for (const serviceId of serviceIds) this.options.onChanged(serviceId)
    this.mark = mark
    picture.trueAt_ms = before_ms
  }

  private async readUsage(): Promise<void> {
    const changed = await this.read((read) => usageChangedSince(read, this.usageMark))
    const { serviceIds } = changed
    for (let from = 0; from < serviceIds.length; from += PAGE) {
      const ids = serviceIds.slice(from, from + PAGE)
      for (const { serviceId, usage } of await this.read((read) => usageNow(read, { ids }))) {
        this.options.picture.putUsage(serviceId, usage)
        this.options.onChanged(serviceId)
      }
    }
    this.usageMark = changed.mark
  }

  /** What is held as it was `wrong` gives way to what is older, too: a backup was restored. */
  private async bring(
    serviceIds: readonly string[],
    wrong: ReadonlyMap<string, bigint | undefined> = NONE,
  ): Promise<void> {
    for (let from = 0; from < serviceIds.length; from += PAGE) {
      const ids = serviceIds.slice(from, from + PAGE)
      const services = await this.read((read) => servicesForNetwork(read, { ids }))
      await this.put(services, wrong)
      const found = new Set(services.map(({ serviceId }) => serviceId))
      for (const id of ids) if (!found.has(id)) this.options.picture.dropService(id)
    }
  }

  /** Plans first: a service without its plan would be without its speed. */
  private async put(
    services: readonly NetworkService[],
    wrong: ReadonlyMap<string, bigint | undefined> = NONE,
  ): Promise<void> {
    const { picture } = this.options
    const missing = picture.missingPlans(services)
    if (missing.length > 0) {
      const plans = await this.read((read) => planVersionsNow(read, missing))
      for (const plan of plans.values()) picture.putPlan(plan)
    }
    for (const service of services) {
      const held = picture.changeOf(service.serviceId)
      if (held !== undefined && held === wrong.get(service.serviceId))
        picture.dropService(service.serviceId)
      picture.putService(service)
    }
  }

  private async readNases(): Promise<void> {
    this.options.picture.putNases(await this.read((read) => nasPicture(read)))
  }

  private async readPools(): Promise<void> {
    this.options.leases.pools = await this.read(poolPicture)
  }

  private async readLeases(): Promise<void> {
    const found: HeldLease[] = []
    let page: HeldLease[]
    let after: HeldLease | null = null
    do {
      const from: HeldLease | null = after
      page = await this.read((read) => leasesPage(read, { after: from, limit: PAGE }))
      found.push(...page)
      after = page.at(-1) ?? null
    } while (page.length === PAGE)
    this.options.leases.replaceAll(found)
  }

  /** Somebody has given an address away, or taken it back, by hand. */
  private async readLeasesOf(serviceId: string): Promise<void> {
    const held = await this.read((read) => leasesOfService(read, serviceId))
    this.options.leases.replace(serviceId, held)
  }

  private async readPolicy(): Promise<void> {
    this.options.picture.policy = await this.read(policyNow)
    this.options.allowances.forget()
  }

  /** All rows of a query that gives them in the order of their ids, each page in a transaction of its own. */
  private async *pages<Row>(
    limit: number,
    query: (read: Read, page: { after: string | null; limit: number }) => Promise<Row[]>,
    idOf: (row: Row) => string,
  ): AsyncGenerator<Row[]> {
    let after: string | null = null
    let page: Row[]
    do {
      const from: string | null = after
      page = await this.read((read) => query(read, { after: from, limit }))
      yield page
      const last = page.at(-1)
      after = last === undefined ? null : idOf(last)
    } while (page.length === limit)
  }

  private read<T>(work: (read: Read) => Promise<T>): Promise<T> {
    return this.options.units.read(ORIGIN, work)
  }

  private every(ms: number, work: () => Promise<unknown>): void {
    const timer = setInterval(() => void work().catch(this.options.onTrouble), ms)
    timer.unref()
    this.timers.push(timer)
  }
}
