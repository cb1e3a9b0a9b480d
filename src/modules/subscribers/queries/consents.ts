import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import {
  consent,
  CONSENT_PURPOSES,
  type Consent,
  type ConsentPurpose,
} from '../contract/consents.ts'
import { authorFrom } from './subscribers.ts'

export async function lastConsent(
  read: Read,
  input: { subscriberId: string; purpose: ConsentPurpose },
) {
  return read.sql
    .selectFrom('subscribers.consent')
    .select(['what', 'text_version'])
    .where('subscriber_id', '=', input.subscriberId)
    .where('purpose', '=', input.purpose)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function consentsNow(
  read: Read,
  subscriberId: string,
): Promise<{ holding: ConsentPurpose[]; ledger: Consent[] }> {
  const rows = await read.sql
    .selectFrom('subscribers.consent')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('seq', 'desc')
    .limit(500)
    .execute()
  const ledger = rows.map((row) => ({
    purpose: consent.shape.purpose.parse(row.purpose),
    what: consent.shape.what.parse(row.what),
    textVersion: row.text_version,
    channel: consent.shape.channel.parse(row.channel),
    at: row.at.toString(),
    by: authorFrom(row),
  }))
  const holding = CONSENT_PURPOSES.filter(
    (purpose) => ledger.find((line) => line.purpose === purpose)?.what === 'given',
  )
  return { holding, ledger }
}

/** Which of these agree to something now: for whoever sends or decides for many at once. */
export async function consenting(
  read: Read,
  input: { subscriberIds: readonly string[]; purpose: ConsentPurpose },
): Promise<Set<string>> {
  const { rows } = await sql<{ subscriber_id: string }>`
    select subscriber_id from (
      select distinct on (subscriber_id) subscriber_id, what from subscribers.consent
      where subscriber_id = any (${[...input.subscriberIds]}::uuid[]) and purpose = ${input.purpose}
      order by subscriber_id, seq desc) last
    where what = 'given'`.execute(read.sql)
  return new Set(rows.map((row) => row.subscriber_id))
}
