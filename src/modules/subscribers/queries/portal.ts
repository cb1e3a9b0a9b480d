import { sql } from 'kysely'
import { nobody, type Actor } from '#kernel/actor.ts'
import { callingSubscriber } from '#platform/reach.ts'
import { hashToken } from '#platform/token.ts'
import type { Read } from '#platform/tx.ts'
import type { Me } from '../contract/portal.ts'
import { subscriberNotFound } from '../refusals.ts'
import { consentsNow } from './consents.ts'
import { contactsOf, subscriberFacts, subscriberNames } from './facts.ts'

/** A month without a visit ends a session. */
const IDLE_hours = 30 * 24
const SEEN_EVERY_minutes = 30

/** Whom a portal token speaks for, and whether it is time to note that it was seen. */
export async function recognizeSubscriber(
  read: Read,
  token: string,
): Promise<{ actor: Actor; isDue: boolean }> {
  const row = await read.sql
    .selectFrom('subscribers.portal_session')
    .select(['id', 'subscriber_id', 'last_seen_at', 'ends_at'])
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const idle =
    row && Temporal.Instant.compare(row.last_seen_at.add({ hours: IDLE_hours }), read.now) < 0
  if (!row || idle || Temporal.Instant.compare(row.ends_at, read.now) <= 0)
    return { actor: nobody, isDue: false }
  return {
    actor: {
      kind: 'subscriber',
      id: row.subscriber_id,
      via: { kind: 'session', id: row.id },
    },
    isDue:
      Temporal.Instant.compare(row.last_seen_at.add({ minutes: SEEN_EVERY_minutes }), read.now) < 0,
  }
}

/** The session that calls. */
export async function portalSessionNow(read: Read) {
  const { actor } = read
  if (actor.kind !== 'subscriber') throw subscriberNotFound()
  return read.sql
    .selectFrom('subscribers.portal_session')
    .select(['id', 'value_blind'])
    .where('id', '=', actor.via.id)
    .executeTakeFirstOrThrow()
}

/**
 * Everybody who is reached at a phone or an address, and after them those who stand under them: families, and companies with their
 * branches, of which the first hundred are looked after.
 */
export async function reachedBy(read: Read, valueBlind: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with reached as (
      select distinct subscriber.id from subscribers.contact
      join subscribers.subscriber on subscriber.id = contact.subscriber_id
      where contact.value_blind = ${valueBlind} and subscriber.state <> 'merged'
      order by subscriber.id limit 20)
    select id from (
      select id, 0 as below from reached
      union all
      select child.id, 1 from subscribers.subscriber as child join reached on child.parent_id = reached.id
      where child.state <> 'merged') as people
    group by id order by min(below), id limit 100`.execute(read.sql)
  return rows.map(({ id }) => id)
}

/** Everybody whom the phone or address looks after by which the one who calls is signed in. */
export async function lookedAfter(read: Read): Promise<string[]> {
  return reachedBy(read, (await portalSessionNow(read)).value_blind)
}

export async function meNow(read: Read, subscriberId = callingSubscriber(read)): Promise<Me> {
  const { value_blind: valueBlind } = await portalSessionNow(read)
  const people = await reachedBy(read, valueBlind)
  const names = await subscriberNames(read, [subscriberId, ...people])
  const facts = (await subscriberFacts(read, [subscriberId])).get(subscriberId)
  const mine = names.get(subscriberId)
  if (!facts || !mine) throw subscriberNotFound()
  const contacts = (await contactsOf(read, [subscriberId])).get(subscriberId) ?? []
  const password = await read.sql
    .selectFrom('subscribers.portal_password')
    .select('set_at')
    .where('value_blind', '=', valueBlind)
    .executeTakeFirst()
  return {
    ...{ subscriberId, name: mine.name, number: mine.number, kind: facts.kind },
    language: facts.language,
    people: people.flatMap((id) => {
      const named = names.get(id)
      return named ? [{ id, ...named }] : []
    }),
    contacts: contacts.map(({ channel, value }) => ({ channel, value })),
    consents: (await consentsNow(read, subscriberId)).holding,
    hasPassword: password !== undefined,
  }
}

/** A contact of this hash with its plain value, for writing to it; nothing where nobody is reached there. */
export async function contactByBlind(read: Read, valueBlind: string) {
  const row = await read.sql
    .selectFrom('subscribers.contact as contact')
    .innerJoin('subscribers.subscriber as subscriber', 'subscriber.id', 'contact.subscriber_id')
    .select(['contact.id', 'contact.channel', 'contact.value_sealed', 'subscriber.language'])
    .where('contact.value_blind', '=', valueBlind)
    .where('subscriber.state', '<>', 'merged')
    .orderBy('contact.id')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      isEmail: row.channel === 'email',
      value: read.vault.open(
        { table: 'subscribers.contact', column: 'value_sealed', row: row.id },
        row.value_sealed,
      ),
      language: row.language === 'sw' ? ('sw' as const) : ('en' as const),
    }
  )
}
