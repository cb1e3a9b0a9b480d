import { sql } from 'kysely'
import { z } from 'zod'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { parseNumber } from '../contract/number.ts'
import { CYCLE_UNITS, LANGUAGES, SUBSCRIBER_KINDS, SUBSCRIBER_STATES } from '../contract/shapes.ts'
import { at, blindOfEnds, blindOfHash, openDetails, openName, VALUE_COLUMN } from './sealed.ts'

const kind = z.enum(SUBSCRIBER_KINDS)
const state = z.enum(SUBSCRIBER_STATES)
const language = z.enum(LANGUAGES)
const cycleUnit = z.enum(CYCLE_UNITS)
const billedTo = z.enum(['self', 'parent'])

/** What other rooms decide and charge by: nothing personal. */
export type SubscriberFacts = {
  readonly subscriberId: string
  readonly number: string
  readonly kind: (typeof SUBSCRIBER_KINDS)[number]
  readonly state: (typeof SUBSCRIBER_STATES)[number]
  readonly parentId: string | null
  readonly siteId: string | null
  readonly county: string | null
  readonly language: 'en' | 'sw'
  readonly tags: readonly string[]
  readonly addedAt: Temporal.Instant
  readonly paymentDays: number
  readonly creditLimitCents: bigint
  readonly cycle: {
    readonly unit: (typeof CYCLE_UNITS)[number]
    readonly count: number
    /** Day of the month; null: the day of the first service. */
    readonly anchor: number | null
  }
  readonly billedTo: 'self' | 'parent'
}

export async function subscriberFacts(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, SubscriberFacts>> {
  const rows = await read.sql
    .selectFrom('subscribers.subscriber')
    .select(['id', 'number', 'kind', 'state', 'parent_id', 'site_id', 'county', 'language', 'tags'])
    .select(['added_at', 'payment_days', 'credit_limit_cents', 'billed_to'])
    .select(['cycle_unit', 'cycle_count', 'cycle_anchor'])
    .where('id', '=', anyOf(ids))
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        subscriberId: row.id,
        number: row.number,
        kind: kind.parse(row.kind),
        state: state.parse(row.state),
        parentId: row.parent_id,
        siteId: row.site_id,
        county: row.county,
        language: language.parse(row.language),
        tags: row.tags,
        addedAt: row.added_at,
        paymentDays: row.payment_days,
        creditLimitCents: row.credit_limit_cents,
        cycle: {
          unit: cycleUnit.parse(row.cycle_unit),
          count: row.cycle_count,
          anchor: row.cycle_anchor,
        },
        billedTo: billedTo.parse(row.billed_to),
      },
    ]),
  )
}

/** Names for lists of other things: personal, so whatever shows them says so in its contract. */
export async function subscriberNames(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, { name: string; number: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('subscribers.subscriber')
    .select(['id', 'name_sealed', 'number'])
    .where('id', '=', anyOf([...new Set(ids)]))
    .execute()
  return new Map(
    rows.map((row) => [row.id, { name: openName(read.vault, row), number: row.number }]),
  )
}

/** What stands on a document besides the name: PIN, billing address and contacts. Personal. */
export async function subscriberForDocument(read: Read, subscriberId: string) {
  return (await subscribersForDocuments(read, [subscriberId])).get(subscriberId)
}

/** The same for many, in three statements. */
export async function subscribersForDocuments(read: Read, subscriberIds: readonly string[]) {
  const rows = await read.sql
    .selectFrom('subscribers.subscriber')
    .select(['id', 'number', 'kind', 'language', 'name_sealed', 'details_sealed'])
    .where('id', '=', anyOf(subscriberIds))
    .execute()
  const contacts = await contactsOf(read, subscriberIds)
  const { rows: places } = await sql<{
    id: string
    subscriber_id: string
    county: string
    place_sealed: string
  }>`
    select distinct on (subscriber_id) id, subscriber_id, county, place_sealed from subscribers.address
    where subscriber_id = ${anyOf(subscriberIds)} and archived_at is null
    order by subscriber_id, array_position(array['billing', 'postal', 'installation'], kind), id`.execute(
    read.sql,
  )
  const placeOf = new Map(places.map((place) => [place.subscriber_id, place]))
  return new Map(
    rows.map((row) => {
      const found = placeOf.get(row.id)
      return [
        row.id,
        {
          subscriberId: row.id,
          number: row.number,
          kind: kind.parse(row.kind),
          language: language.parse(row.language),
          name: openName(read.vault, row),
          kraPin: openDetails(read.vault, row).kraPin,
          contacts: contacts.get(row.id) ?? [],
          address: found
            ? {
                county: found.county,
                ...addressPlace.parse(
                  read.vault.openJson(at('address', 'place_sealed', found.id), found.place_sealed),
                ),
              }
            : null,
        },
      ]
    }),
  )
}

const addressPlace = z.object({ town: z.string().nullable(), line: z.string().nullable() })

export type ContactFacts = {
  readonly channel: 'phone' | 'whatsapp' | 'email'
  readonly purpose: 'main' | 'billing' | 'technical' | 'emergency'
  readonly value: string
  readonly name: string | null
}

/** How to reach each of these, main contacts first. Personal. */
export async function contactsOf(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, ContactFacts[]>> {
  const rows = await read.sql
    .selectFrom('subscribers.contact')
    .select(['id', 'subscriber_id', 'channel', 'purpose', 'value_sealed', 'name_sealed'])
    .where('subscriber_id', '=', anyOf(ids))
    .orderBy(sql`array_position(array['main', 'billing', 'technical', 'emergency'], purpose)`)
    .orderBy('id')
    .execute()
  const found = new Map<string, ContactFacts[]>()
  for (const row of rows) {
    const contact = {
      channel: z.enum(['phone', 'whatsapp', 'email']).parse(row.channel),
      purpose: z.enum(['main', 'billing', 'technical', 'emergency']).parse(row.purpose),
      value: read.vault.open(at('contact', 'value_sealed', row.id), row.value_sealed),
      name:
        row.name_sealed === null
          ? null
          : read.vault.open(at('contact', 'name_sealed', row.id), row.name_sealed),
    }
    const before = found.get(row.subscriber_id)
    if (before) before.push(contact)
    else found.set(row.subscriber_id, [contact])
  }
  return found
}

/** Whose account number this is, as people type it; follows merges. Services have numbers of the same series. */
export async function subscriberIdByNumber(read: Read, given: string): Promise<string | undefined> {
  return (await subscriberIdsByNumber(read, [given])).get(given)
}

/** The same of many, by what was typed; what is nobody's number is not among them. */
export async function subscriberIdsByNumber(
  read: Read,
  given: readonly string[],
): Promise<Map<string, string>> {
  const typed = given.flatMap((text) => {
    const number = parseNumber(text)
    return number === undefined ? [] : [{ text, number }]
  })
  if (typed.length === 0) return new Map()
  const { rows } = await sql<{ number: string; id: string }>`
    /* often */ select number, coalesce(merged_into, id) as id from subscribers.subscriber
    where number = any(${typed.map(({ number }) => number)}::text[])`.execute(read.sql)
  const ids = new Map(rows.map(({ number, id }) => [number, id]))
  return new Map(
    typed.flatMap(({ text, number }) => {
      const id = ids.get(number)
      return id === undefined ? [] : [[text, id] as const]
    }),
  )
}

/** Who may be reached by this phone (E.164) or e-mail address; families share phones, so there may be several. */
export async function subscriberIdsByContact(read: Read, value: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('subscribers.contact as contact')
    .innerJoin('subscribers.subscriber as subscriber', 'subscriber.id', 'contact.subscriber_id')
    .select('subscriber.id')
    .distinct()
    .where('contact.value_blind', '=', read.vault.blind(VALUE_COLUMN, value))
    .where('subscriber.state', '<>', 'merged')
    .orderBy('subscriber.id')
    .limit(20)
    .execute()
  return rows.map((row) => row.id)
}

/** Who has a phone of this hash (SHA-256 of `254…`, in hex), as M-Pesa tells it. */
export function subscriberIdsByPhoneHash(read: Read, hash: string): Promise<string[]> {
  return subscriberIdsBy(read, 'phone_hash_blind', blindOfHash(read.vault, hash))
}

/** Who has a phone of these ends: four digits and three. A thousand phones share them. */
export function subscriberIdsByPhoneEnds(
  read: Read,
  { begins, ends }: { begins: string; ends: string },
): Promise<string[]> {
  return subscriberIdsBy(read, 'phone_ends_blind', blindOfEnds(read.vault, begins, ends))
}

async function subscriberIdsBy(
  read: Read,
  column: 'phone_hash_blind' | 'phone_ends_blind',
  blind: string,
): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('subscribers.contact as contact')
    .innerJoin('subscribers.subscriber as subscriber', 'subscriber.id', 'contact.subscriber_id')
    .select('subscriber.id')
    .distinct()
    .where(sql.ref(`contact.${column}`), '=', blind)
    .where('subscriber.state', '<>', 'merged')
    .orderBy('subscriber.id')
    .limit(50)
    .execute()
  return rows.map((row) => row.id)
}

export type TaxFacts = {
  readonly treatment: 'standard' | 'exempt' | 'zero-rated'
  readonly withholdsVat: boolean
}

/** How each of these is taxed on a day; who is not in the answer is taxed as everybody. */
export async function taxFacts(
  read: Read,
  input: { subscriberIds: readonly string[]; on: Temporal.PlainDate },
): Promise<Map<string, TaxFacts>> {
  const rows = await read.sql
    .selectFrom('subscribers.tax_standing')
    .select(['subscriber_id', 'kind'])
    .where('subscriber_id', '=', anyOf(input.subscriberIds))
    .where('ended_at', 'is', null)
    .where('from_on', '<=', input.on)
    .where((standing) =>
      standing.or([standing('until_on', 'is', null), standing('until_on', '>=', input.on)]),
    )
    .execute()
  const facts = new Map<string, TaxFacts>()
  for (const row of rows) {
    const before = facts.get(row.subscriber_id) ?? { treatment: 'standard', withholdsVat: false }
    facts.set(
      row.subscriber_id,
      row.kind === 'withholding-agent'
        ? { ...before, withholdsVat: true }
        : { ...before, treatment: row.kind === 'exempt' ? 'exempt' : 'zero-rated' },
    )
  }
  return facts
}

/** The ids of the catalog's segments that each of these has proven and that hold on a day. */
export async function segmentsOf(
  read: Read,
  input: { subscriberIds: readonly string[]; on: Temporal.PlainDate },
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ subscriber_id: string; segments: string[] }>`
    select subscriber_id, array_agg(segment_id order by segment_id) as segments
    from subscribers.segment_claim
    where subscriber_id = any (${[...input.subscriberIds]}::uuid[]) and state = 'proven'
      and from_on <= ${input.on} and (until_on is null or until_on >= ${input.on})
    group by subscriber_id`.execute(read.sql)
  return new Map(rows.map((row) => [row.subscriber_id, row.segments]))
}

export async function findAddress(read: Read, addressId: string) {
  const row = await read.sql
    .selectFrom('subscribers.address')
    .select(['id', 'subscriber_id', 'county'])
    .where('id', '=', addressId)
    .executeTakeFirst()
  return row && { addressId: row.id, subscriberId: row.subscriber_id, county: row.county }
}

/** Where a subscriber is served, the place that was added last; nothing when none is known. */
export async function newestAddress(read: Read, subscriberId: string): Promise<string | null> {
  const row = await read.sql
    .selectFrom('subscribers.address')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .where('kind', '=', 'installation')
    .where('archived_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** A contract under which something may be ordered. */
export async function findRunningContract(read: Read, contractId: string) {
  const row = await read.sql
    .selectFrom('subscribers.contract')
    .select(['id', 'subscriber_id'])
    .where('id', '=', contractId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row && { contractId: row.id, subscriberId: row.subscriber_id }
}
