import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { parsePhone } from '#kernel/phone.ts'
import { parsePin } from '#kernel/pin.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { findDuplicates } from '../contract/subscribers.ts'
import { blindToken } from './sealed.ts'
import { mainContacts, rowShown } from './subscribers.ts'
import { tokensOf, wordsOf } from '../rules/search.ts'

type Because = 'phone' | 'email' | 'paper' | 'pin' | 'name'

/** Who may be the same person already, the surest first. A name alone has to be the same in at least two words. */
export async function duplicatesOf(read: Read, input: ParsedInputOf<typeof findDuplicates>) {
  const phone = input.phone === null ? undefined : parsePhone(input.phone)
  const pin = input.kraPin === null ? undefined : parsePin(input.kraPin)
  const nothing = { names: [], phones: [], emails: [], papers: [], pin: null }
  const whole: [Because, string[]][] = [
    ['paper', input.paper ? tokensOf({ ...nothing, papers: [input.paper] }) : []],
    ['pin', pin === undefined ? [] : tokensOf({ ...nothing, pin })],
    ['phone', phone === undefined ? [] : tokensOf({ ...nothing, phones: [phone] })],
    ['email', input.email ? tokensOf({ ...nothing, emails: [input.email.toLowerCase()] }) : []],
    ['name', wordsOf(input.name).length < 2 ? [] : tokensOf({ ...nothing, names: [input.name] })],
  ]
  const asked = whole
    .filter(([, tokens]) => tokens.length > 0)
    .map(([because, tokens]) => ({
      because,
      tokens: tokens.map((token) => blindToken(read.vault, token)),
    }))
  if (asked.length === 0) {
    // The edge asks that every answer of a list was limited to the caller's sites.
    atSites(read, sql.ref('site_id'))
    return { found: [] }
  }
  const rows = await read.sql
    .selectFrom('subscribers.subscriber')
    .select(['id', 'number', 'kind', 'state', 'name_sealed', 'county', 'site_id', 'tags'])
    .select(['parent_id', 'added_at', 'search'])
    .where(atSites(read, sql.ref('site_id')))
    .where('state', '<>', 'merged')
    .where(
      sql<boolean>`(${sql.join(
        asked.map(({ tokens }) => sql`search @> ${tokens}::text[]`),
        sql` or `,
      )})`,
    )
    .limit(10)
    .execute()
  const contacts = await mainContacts(
    read,
    rows.map((row) => row.id),
  )
  const found = rows.map((row) => ({
    ...rowShown(read, row, contacts.get(row.id)),
    because: asked
      .filter(({ tokens }) => tokens.every((token) => row.search.includes(token)))
      .map(({ because }) => because),
  }))
  return { found: found.toSorted((a, b) => b.because.length - a.because.length) }
}
