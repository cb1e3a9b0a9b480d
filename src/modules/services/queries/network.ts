import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { dunning, holdReason, pay, serviceAccess, serviceStatus } from '../contract/shapes.ts'
import type { HoldFacts, ServingFacts } from '../contract/serving.ts'
import { periodsForServing } from './periods.ts'

/** All that the network must know of one service. Secrets stay sealed until one is asked for (`openPassword`, `openNtHash`). */
export type NetworkService = Omit<ServingFacts, 'quota' | 'hours'> & {
  readonly serviceId: string
  readonly number: string
  readonly subscriberId: string
  /** Grows with each change: of two pictures of one service, the one with the larger number is newer. */
  readonly change: bigint
  readonly planVersionId: string
  readonly siteId: string | null
  readonly access: (typeof serviceAccess.options)[number]
  /** Null: as the plan says. */
  readonly sessionsMax: number | null
  /** Only devices with the role `bound` may dial. */
  readonly isBound: boolean
  /** The routers on which it may be used; none: on all. */
  readonly nasIds: readonly string[]
  readonly credentials: readonly NetworkCredential[]
  readonly devices: readonly {
    /** `aa:bb:cc:dd:ee:ff`. */
    readonly mac: string
    readonly role: 'seen' | 'bound' | 'login'
  }[]
  readonly fixedAddresses: readonly {
    readonly kind: 'ipv4' | 'ipv6-prefix' | 'delegated-prefix' | 'route'
    /** With its length: `102.1.2.3/32`. */
    readonly net: string
  }[]
}

export type NetworkCredential = {
  readonly id: string
  readonly username: string
  readonly passwordSealed: string
  readonly ntHashSealed: string
}

/**
 * These services, or a page of all in the order of their ids: `after` is the last id of the page before, null for the
 * first. Five statements, however many. Ended services are among those asked for by id, so that
 * whoever held them learns it; pages leave them out.
 */
export async function servicesForNetwork(
  read: Read,
  which:
    | { readonly ids: readonly string[] }
    | { readonly after: string | null; readonly limit: number },
): Promise<NetworkService[]> {
  let query = read.sql
    .selectFrom('services.service')
    .select(['id', 'number', 'subscriber_id', 'plan_version_id', 'site_id', 'access', 'pay'])
    .select(['status', 'grace_s', 'dunning', 'sessions_max', 'is_bound', 'nas_ids', 'change'])
    .orderBy('id')
  if ('ids' in which) query = query.where('id', '=', anyOf(which.ids))
  else {
    query = query.where('status', '<>', 'ended').limit(which.limit)
    if (which.after !== null) query = query.where('id', '>', which.after)
  }
  const services = await query.execute()
  const ids = services.map(({ id }) => id)
  if (ids.length === 0) return []

  const paid = await periodsForServing(read, ids)
  const holds = await openHolds(read, ids)
  const credentials = await credentialsOf(read, ids)
  const devices = await devicesOf(read, ids)
  const addresses = await addressesOf(read, ids)
  return services.map((row) => ({
    serviceId: row.id,
    number: row.number,
    subscriberId: row.subscriber_id,
    change: row.change,
    planVersionId: once(row.plan_version_id),
    siteId: row.site_id === null ? null : once(row.site_id),
    access: once(serviceAccess.parse(row.access)),
    pay: once(pay.parse(row.pay)),
    status: once(serviceStatus.parse(row.status)),
    grace_s: row.grace_s,
    dunning: once(dunning.parse(row.dunning)),
    sessionsMax: row.sessions_max,
    isBound: row.is_bound,
    nasIds: row.nas_ids.length === 0 ? NONE : row.nas_ids.map(once),
    paid: paid.get(row.id) ?? NONE,
    holds: holds.get(row.id) ?? NONE,
    credentials: credentials.get(row.id) ?? NONE,
    devices: devices.get(row.id) ?? NONE,
    fixedAddresses: addresses.get(row.id) ?? NONE,
  }))
}

/** One empty list for the many that have none. */
const NONE: readonly never[] = []

const words = new Map<string, string>()
/** Plans, sites and the few words there are. */
const WORDS_MAX = 10_000

/** The same string for equal ones: each row brings its own, and a million services would hold a million of each word. */
function once<Word extends string>(word: Word): Word {
  const known = words.get(word)
  // What is found under a word is that word.
  if (known !== undefined) return known as Word
  if (words.size >= WORDS_MAX) words.clear()
  words.set(word, word)
  return word
}

/** A place in the stream of changes. Kept in memory only: a restored backup counts anew. */
export type ChangeMark = string

/**
 * The services that changed since a mark, and the next mark. At least once: a transaction that was open when
 * the mark was taken is told again, so nothing is ever missed, whatever commits first. Start with `null`, which answers
 * no services, only the mark; take it before reading all.
 */
export async function servicesChangedSince(
  read: Read,
  mark: ChangeMark | null,
): Promise<{ serviceIds: string[]; mark: ChangeMark }> {
  const { rows } = await sql<{ mark: string; ids: string[] | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as mark,
           (select array_agg(id order by change) from services.service
            where changed_xid >= ${mark}::text::xid8) as ids`.execute(read.sql)
  const [found] = rows
  return { serviceIds: found?.ids ?? [], mark: found?.mark ?? '0' }
}

/** The facts for `mayBeServed` alone, where credentials and devices are of no interest. */
export async function servingFactsOf(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, Omit<ServingFacts, 'quota' | 'hours'>>> {
  const services = await read.sql
    .selectFrom('services.service')
    .select(['id', 'status', 'pay', 'grace_s', 'dunning'])
    .where('id', '=', anyOf(ids))
    .execute()
  const paid = await periodsForServing(read, ids)
  const holds = await openHolds(read, ids)
  return new Map(
    services.map((row) => [
      row.id,
      {
        status: serviceStatus.parse(row.status),
        pay: pay.parse(row.pay),
        grace_s: row.grace_s,
        dunning: dunning.parse(row.dunning),
        paid: paid.get(row.id) ?? NONE,
        holds: holds.get(row.id) ?? NONE,
      },
    ]),
  )
}

async function openHolds(read: Read, ids: readonly string[]): Promise<Map<string, HoldFacts[]>> {
  const rows = await read.sql
    .selectFrom('services.hold')
    .select(['service_id', 'reason', 'from_at', 'to_at'])
    .where('service_id', '=', anyOf(ids))
    .where('lifted_at', 'is', null)
    .where((hold) => hold.or([hold('to_at', 'is', null), hold('to_at', '>', read.now)]))
    .execute()
  return grouped(rows, (row) => ({
    reason: holdReason.parse(row.reason),
    from_ms: row.from_at.epochMilliseconds,
    to_ms: row.to_at?.epochMilliseconds ?? null,
  }))
}

async function credentialsOf(read: Read, ids: readonly string[]) {
  const rows = await read.sql
    .selectFrom('services.credential')
    .select(['service_id', 'id', 'username', 'password_sealed', 'nt_hash_sealed'])
    .where('service_id', '=', anyOf(ids))
    .execute()
  return grouped(rows, (row) => ({
    id: row.id,
    username: row.username,
    passwordSealed: row.password_sealed,
    ntHashSealed: row.nt_hash_sealed,
  }))
}

async function devicesOf(read: Read, ids: readonly string[]) {
  const rows = await read.sql
    .selectFrom('services.device')
    .select(['service_id', 'mac', 'role'])
    .where('service_id', '=', anyOf(ids))
    .execute()
  return grouped(rows, ({ mac, role }) => ({
    mac: String(mac),
    role:
      role === 'login'
        ? ('login' as const)
        : role === 'bound'
          ? ('bound' as const)
          : ('seen' as const),
  }))
}

async function addressesOf(read: Read, ids: readonly string[]) {
  const { rows } = await sql<{
    service_id: string
    kind: 'ipv4' | 'ipv6-prefix' | 'delegated-prefix' | 'route'
    net: string
  }>`
    select service_id, kind, net::text as net from services.fixed_address
    where service_id = ${anyOf(ids)} order by net`.execute(read.sql)
  return grouped(rows, ({ kind, net }) => ({ kind, net }))
}

function grouped<Row extends { service_id: string }, Item>(
  rows: readonly Row[],
  item: (row: Row) => Item,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const row of rows) {
    const group = groups.get(row.service_id)
    if (group) group.push(item(row))
    else groups.set(row.service_id, [item(row)])
  }
  return groups
}

/** Whose a service is now. */
export async function findOwner(read: Read, serviceId: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('services.service')
    .select('subscriber_id')
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return row?.subscriber_id
}
