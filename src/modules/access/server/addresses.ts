import { system } from '#kernel/actor.ts'
import { allocateLeases, type HeldLease, type PoolInPicture } from '#modules/network/index.ts'
import type { NetworkService } from '#modules/services/index.ts'
import type { Allowance } from '#modules/network/contract.ts'
import type { Units } from '#platform/tx.ts'
import { GIVES, poolsFor } from '../rules/pick-pools.ts'
import { sessionsMost } from './door.ts'
import type { Leases } from './leases.ts'
import type { AccessNas, Picture } from './picture.ts'

export type AddressesOptions = {
  readonly picture: Picture
  readonly leases: Leases
  readonly units: Pick<Units, 'unit'>
  readonly now_ms: () => number
  readonly onTrouble: (error: unknown) => void
}

/** What a session is told of addresses. `none-left`: every pool that would serve it is exhausted. */
export type Given = Partial<Allowance> | 'none-left'

type Wish = {
  readonly pool: PoolInPicture
  readonly serviceId: string
  readonly key: string
  readonly nasId: string
}
/** Null: nobody can say now. */
type Part = string | undefined | null
type Waiting = Wish & { readonly settle: (part: Part) => void }

const ORIGIN = { actor: system('radius'), name: 'access.lease-addresses' }
/** In one statement. */
const BATCH_MAX = 1_000
/** More that wait than this, and their routers have given up before it is their turn. */
const WAITING_MAX = 20_000
const HOUR_ms = 3_600_000

/**
 * Addresses for sessions that begin. Who was here before has theirs in memory; who is new is given one by the database, together with all
 * who came meanwhile, and it is theirs there before it is told to anybody. So no two processes ever give the same one.
 */
export class Addresses {
  private readonly options: AddressesOptions
  private waiting: Waiting[] = []
  private isWorking = false

  constructor(options: AddressesOptions) {
    this.options = options
  }

  /** At once where all of it is known. Whoever only tests is told what is known, and gets nothing new. */
  for(
    service: NetworkService,
    nas: AccessNas,
    asking: { station: string | null; nasPort: string | null },
  ): Given | Promise<Given> {
    const { picture, leases, now_ms } = this.options
    if (leases.pools.length === 0) return NOTHING
    const session = { nasId: nas.id, siteId: nas.siteId, access: service.access }
    const kinds = Object.groupBy(poolsFor(leases.pools, session), ({ kind }) => kind)
    const most = sessionsMost(service, picture)
    // One session at a time needs no telling apart, and has the same address with whatever device.
    const key = most === 1 ? '' : (asking.station ?? asking.nasPort ?? '')
    const parts: Parts[] = []
    const missing: PoolInPicture[][] = []
    for (const pools of Object.values(kinds)) {
      const [first] = pools
      if (!first || isFixed(service, first.kind)) continue
      if (first.chosenBy === 'router') {
        parts.push({ pool: first, part: null })
        continue
      }
      const known = this.known(pools, service.serviceId, key, now_ms())
      if (known) parts.push(known)
      else if (nas.isTest) parts.push({ pool: first, part: null })
      else missing.push(pools)
    }
    if (missing.length === 0) return said(parts)
    const wish = { serviceId: service.serviceId, key, nasId: nas.id }
    return Promise.all(missing.map((pools) => this.lease(pools, wish))).then((leased) =>
      leased.some((one) => one === 'none-left')
        ? 'none-left'
        : said([...parts, ...leased.filter(isParts)]),
    )
  }

  /** Kept in memory only where the lease has an end: until then nobody else gets it, whoever hears of what. */
  private known(
    pools: readonly PoolInPicture[],
    serviceId: string,
    key: string,
    now_ms: number,
  ): Parts | undefined {
    for (const pool of pools) {
      if (pool.chosenBy !== 'kasi' || pool.keep_h === 0) continue
      const part = this.options.leases.get(serviceId, pool.id, key, now_ms)
      if (part !== undefined) return { pool, part }
    }
    return undefined
  }

  /** The first of these pools that has one left. */
  private async lease(
    pools: readonly PoolInPicture[],
    wish: Omit<Wish, 'pool'>,
  ): Promise<Parts | 'none-left' | null> {
    for (const pool of pools) {
      if (pool.chosenBy === 'router') return { pool, part: null }
      const part = await this.ask({ ...wish, pool })
      // While the database is away the router may have a pool of this name.
      if (part === null) return { pool, part: null }
      if (part !== undefined) return { pool, part }
    }
    // IPv6 that has run out is no reason to keep somebody out.
    return pools[0]?.kind === 'ipv4' ? 'none-left' : null
  }

  private ask(wish: Wish): Promise<Part> {
    const { promise, resolve } = Promise.withResolvers<Part>()
    if (this.waiting.length >= WAITING_MAX) resolve(null)
    else {
      this.waiting.push({ ...wish, settle: resolve })
      if (!this.isWorking) void this.work()
    }
    return promise
  }

  private async work(): Promise<void> {
    this.isWorking = true
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH_MAX)
      try {
        const held = await this.allocate(batch)
        for (const [place, { settle }] of batch.entries()) settle(held[place])
      } catch (error) {
        for (const { settle } of batch) settle(null)
        this.options.onTrouble(error)
      }
    }
    this.isWorking = false
  }

  private async allocate(batch: readonly Wish[]): Promise<(string | undefined)[]> {
    const { units, leases } = this.options
    return units.unit(ORIGIN, async (tx) => {
      const until = ({ pool }: Wish) =>
        pool.keep_h === 0 ? undefined : tx.now.add({ hours: pool.keep_h })
      const found = await allocateLeases(
        tx,
        batch.map((wish) => ({ ...wish, poolId: wish.pool.id, until: until(wish) })),
      )
      return batch.map((wish, place) => {
        const part = found[place]?.part
        if (part === undefined) return undefined
        const until_ms = tx.now.epochMilliseconds + wish.pool.keep_h * HOUR_ms
        const { serviceId, key, pool } = wish
        const lease: HeldLease = { serviceId, key, poolId: pool.id, part, until_ms }
        if (pool.keep_h > 0) leases.put(lease)
        return part
      })
    })
  }
}

/** A part of a pool, or only its name, for a router that chooses by itself. */
type Parts = { readonly pool: PoolInPicture; readonly part: string | null }

const NOTHING: Partial<Allowance> = {}

function isParts(one: Parts | 'none-left' | null): one is Parts {
  return one !== null && one !== 'none-left'
}

function isFixed({ fixedAddresses }: NetworkService, kind: PoolInPicture['kind']): boolean {
  const fixed = { ipv4: 'ipv4', 'ipv6-framed': 'ipv6-prefix', 'ipv6-delegated': 'delegated-prefix' }
  return fixedAddresses.some((one) => one.kind === fixed[kind])
}

function said(parts: readonly Parts[]): Partial<Allowance> {
  const dns = parts.flatMap(({ pool }) => pool.dns).slice(0, 8)
  return {
    ...Object.fromEntries(
      parts.map(({ pool, part }) =>
        part === null ? [GIVES[pool.kind].pool, pool.name] : [GIVES[pool.kind].address, part],
      ),
    ),
    ...(dns.length > 0 && { dns }),
  }
}
