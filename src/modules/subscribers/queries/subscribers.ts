import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import { county } from '#kernel/county.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { among, listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import {
  subscriber,
  type listSubscribers,
  type Subscriber,
  type SubscriberRow,
} from '../contract/subscribers.ts'
import { address, contact, type Terms } from '../contract/shapes.ts'
import { subscriberNotFound } from '../refusals.ts'
import { searchFor } from '../rules/search.ts'
import { at, blindToken, openDetails, openName } from './sealed.ts'

/** The account number of the subscriber that another one was merged into. */
export async function mergedNumber(read: Read, id: string): Promise<string> {
  const row = await read.sql
    .selectFrom('subscribers.subscriber')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirst()
  return must(row, 'what one was merged into is there').number
}

/** For the edge: where somebody must work to reach this subscriber; undefined when there is none. */
export async function siteOfSubscriber(
  read: Read,
  subscriberId: string,
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('subscribers.subscriber')
    .select('site_id')
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  return row?.site_id
}

/** Where these are, each once: for whoever changes many at a time. */
export async function sitesOfSubscribers(
  read: Read,
  ids: readonly string[],
): Promise<(string | null)[]> {
  const rows = await read.sql
    .selectFrom('subscribers.subscriber')
    .select('site_id')
    .distinct()
    .where('id', '=', anyOf(ids))
    .execute()
  return rows.map((row) => row.site_id)
}

/** More than anybody reads, and few enough that a search for half of all names costs no more than one for a rare one. */
const FOUND_MAX = 2000

/**
 * The ids that a search finds, as an array for `= any (…)`: found first and by the index, whatever order the page
 * then has. Of a beginning that thousands share, some two thousand are looked at.
 */
export function foundSubscribers(read: Read, q: string) {
  const { anyOf: alternatives, numberPrefix } = searchFor(q)
  const ways = [
    ...alternatives.map(
      (tokens) => sql`search @> ${tokens.map((token) => blindToken(read.vault, token))}::text[]`,
    ),
    // A range in the C collation, in which a colon follows the digits.
    ...(numberPrefix === null
      ? []
      : [sql`(number >= ${numberPrefix} and number < ${`${numberPrefix}:`})`]),
  ]
  if (ways.length === 0) return sql`'{}'::uuid[]`
  const found = ways.map(
    (way) => sql`(select id from subscribers.subscriber where ${way} limit ${FOUND_MAX})`,
  )
  return sql`array(${sql.join(found, sql` union all `)})`
}

export async function subscribersPage(read: Read, input: ParsedInputOf<typeof listSubscribers>) {
  const page = await listRows(read, input, {
    name: 'subscribers.list-subscribers',
    query: read.sql
      .selectFrom('subscribers.subscriber')
      .select(['id', 'number', 'kind', 'state', 'name_sealed', 'county', 'site_id', 'tags'])
      .select(['parent_id', 'added_at']),
    id: sql.ref('id'),
    sorts: {
      addedAt: { by: sql.ref('added_at'), type: 'timestamptz' },
      changedAt: { by: sql.ref('changed_at'), type: 'timestamptz' },
      number: { by: sql.ref('number'), type: 'text' },
    },
    filters: [
      atSites(read, sql.ref('site_id')),
      among(sql.ref('kind'), input.kind),
      // Without a filter, merged records stay out of the way: their number still finds them.
      input.state
        ? among(sql.ref('state'), input.state)
        : input.q
          ? undefined
          : sql`state <> 'merged'`,
      among(sql.ref('county'), input.county),
      among(sql.ref('site_id'), input.siteId),
      among(sql.ref('parent_id'), input.parentId),
      input.tag && sql`tags && ${[...input.tag]}::text[]`,
    ],
    search: (q) => sql`id = any(${foundSubscribers(read, q)})`,
    item: (row) => row,
  })
  const reachable = await mainContacts(
    read,
    page.items.map((row) => row.id),
  )
  return {
    ...page,
    items: page.items.map((row) => rowShown(read, row, reachable.get(row.id))),
  }
}

type ListedRow = {
  id: string
  number: string
  kind: string
  state: string
  name_sealed: string
  county: string | null
  site_id: string | null
  tags: string[]
  parent_id: string | null
  added_at: Temporal.Instant
}

export function rowShown(
  read: Read,
  row: ListedRow,
  reachable: { phone: string | null; email: string | null } | undefined,
): SubscriberRow {
  return {
    id: row.id,
    number: row.number,
    kind: subscriber.shape.kind.parse(row.kind),
    state: subscriber.shape.state.parse(row.state),
    name: openName(read.vault, row),
    phone: reachable?.phone ?? null,
    email: reachable?.email ?? null,
    county: row.county === null ? null : county.parse(row.county),
    siteId: row.site_id,
    tags: row.tags,
    parentId: row.parent_id,
    addedAt: row.added_at.toString(),
  }
}

/** The main phone and e-mail of each of these. */
export async function mainContacts(read: Read, ids: readonly string[]) {
  const rows = await read.sql
    .selectFrom('subscribers.contact')
    .select(['id', 'subscriber_id', 'channel', 'value_sealed'])
    .where('subscriber_id', '=', anyOf(ids))
    .where('purpose', '=', 'main')
    .where('channel', 'in', ['phone', 'email'])
    .execute()
  const found = new Map<string, { phone: string | null; email: string | null }>()
  for (const row of rows) {
    const value = read.vault.open(at('contact', 'value_sealed', row.id), row.value_sealed)
    const before = found.get(row.subscriber_id) ?? { phone: null, email: null }
    found.set(row.subscriber_id, {
      ...before,
      ...(row.channel === 'phone' ? { phone: value } : { email: value }),
    })
  }
  return found
}

/** One subscriber with all that hangs on it. Who may reach it, the edge has asked. */
export async function subscriberNow(read: Read, subscriberId: string): Promise<Subscriber> {
  const row = await read.sql
    .selectFrom('subscribers.subscriber')
    .selectAll()
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  if (!row) throw subscriberNotFound()
  const related = await relatives(read, row)
  return {
    id: row.id,
    number: row.number,
    kind: subscriber.shape.kind.parse(row.kind),
    state: subscriber.shape.state.parse(row.state),
    name: openName(read.vault, row),
    county: row.county === null ? null : county.parse(row.county),
    siteId: row.site_id,
    tags: row.tags,
    language: subscriber.shape.language.parse(row.language),
    details: openDetails(read.vault, row),
    contacts: await contactsNow(read, subscriberId),
    addresses: await addressesNow(read, subscriberId),
    terms: termsFrom(row),
    ...related,
    addedAt: row.added_at.toString(),
    closedAt: row.closed_at?.toString() ?? null,
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: authorFrom(row),
  }
}

export function authorFrom(row: { by_kind: string; by_id: string }) {
  return { kind: subscriber.shape.changedBy.shape.kind.parse(row.by_kind), id: row.by_id }
}

function termsFrom(row: {
  payment_days: number
  credit_limit_cents: bigint
  cycle_unit: string
  cycle_count: number
  cycle_anchor: number | null
  billed_to: string
}): Terms {
  const shape = subscriber.shape.terms.shape
  return {
    paymentDays: row.payment_days,
    creditLimitCents: String(row.credit_limit_cents),
    cycleUnit: shape.cycleUnit.parse(row.cycle_unit),
    cycleCount: row.cycle_count,
    cycleAnchor: row.cycle_anchor,
    billedTo: shape.billedTo.parse(row.billed_to),
  }
}

const CHILDREN_SHOWN = 100

/** Who stands above, whoever asks: their papers name it. Of those below, the ones at the caller's sites. */
async function relatives(
  read: Read,
  row: { id: string; parent_id: string | null; merged_into: string | null },
) {
  const within = atSites(read, sql.ref('site_id'))
  const above = [row.parent_id, row.merged_into].filter((id) => id !== null)
  const named = async (query: 'above' | 'below') => {
    const rows = await read.sql
      .selectFrom('subscribers.subscriber')
      .select(['id', 'number', 'name_sealed'])
      .$if(query === 'above', (some) => some.where('id', '=', anyOf(above)))
      .$if(query === 'below', (some) => some.where('parent_id', '=', row.id).where(within))
      .orderBy('number')
      .limit(CHILDREN_SHOWN)
      .execute()
    return rows.map((one) => ({
      id: one.id,
      number: one.number,
      name: openName(read.vault, one),
    }))
  }
  const aboves = above.length === 0 ? [] : await named('above')
  const children = await named('below')
  const { count } = await read.sql
    .selectFrom('subscribers.subscriber')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('parent_id', '=', row.id)
    .where(within)
    .executeTakeFirstOrThrow()
  return {
    parent: aboves.find((one) => one.id === row.parent_id) ?? null,
    mergedInto: aboves.find((one) => one.id === row.merged_into) ?? null,
    children,
    childCount: count,
  }
}

export async function contactsNow(
  read: Read,
  subscriberId: string,
): Promise<Subscriber['contacts']> {
  const rows = await read.sql
    .selectFrom('subscribers.contact')
    .select(['id', 'channel', 'purpose', 'value_sealed', 'name_sealed'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy(sql`array_position(array['main', 'billing', 'technical', 'emergency'], purpose)`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channel: contact.shape.channel.parse(row.channel),
    purpose: contact.shape.purpose.parse(row.purpose),
    value: read.vault.open(at('contact', 'value_sealed', row.id), row.value_sealed),
    name:
      row.name_sealed === null
        ? null
        : read.vault.open(at('contact', 'name_sealed', row.id), row.name_sealed),
  }))
}

export async function addressesNow(
  read: Read,
  subscriberId: string,
): Promise<Subscriber['addresses']> {
  const rows = await read.sql
    .selectFrom('subscribers.address')
    .select(['id', 'kind', 'county', 'place_sealed', 'archived_at'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('archived_at', (order) => order.desc().nullsFirst())
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: address.shape.kind.parse(row.kind),
    county: county.parse(row.county),
    archived: row.archived_at !== null,
    ...address
      .pick({ town: true, line: true, landmark: true, at: true })
      .parse(read.vault.openJson(at('address', 'place_sealed', row.id), row.place_sealed)),
  }))
}

/** One address, for rooms that point at it. Personal. */
export async function addressOf(read: Read, addressId: string) {
  const row = await read.sql
    .selectFrom('subscribers.address')
    .select(['id', 'county', 'place_sealed'])
    .where('id', '=', addressId)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      county: county.parse(row.county),
      ...address
        .pick({ town: true, line: true })
        .parse(read.vault.openJson(at('address', 'place_sealed', row.id), row.place_sealed)),
    }
  )
}

/** The subscriber's parent and all above it, nearest first. Bounded, should a circle ever have come about. */
export async function ancestorsOf(read: Read, subscriberId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, parent_id, level) as (
      select id, parent_id, 1 from subscribers.subscriber where id = ${subscriberId}
      union all
      select s.id, s.parent_id, up.level + 1 from subscribers.subscriber s join up on s.id = up.parent_id
      where up.level < 50)
    select id from up order by level`.execute(read.sql)
  return rows.map((row) => row.id)
}

/** How many levels stand under a subscriber. */
export async function depthBelow(read: Read, subscriberId: string): Promise<number> {
  const { rows } = await sql<{ depth: number }>`
    with recursive down (id, level) as (
      select ${subscriberId}::uuid, 0
      union all
      select s.id, down.level + 1 from subscribers.subscriber s join down on s.parent_id = down.id
      where down.level < 50)
    select max(level)::int as depth from down`.execute(read.sql)
  return rows[0]?.depth ?? 0
}
