import type { Insertable, Updateable } from 'kysely'
import type { DB } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'

type Change<Table extends keyof DB> = Omit<Updateable<DB[Table]>, 'id'>

export async function insertPortalPasskey(
  tx: Tx,
  row: Omit<Insertable<DB['subscribers.portal_passkey']>, 'added_at'>,
) {
  await tx.sql
    .insertInto('subscribers.portal_passkey')
    .values({ ...row, added_at: tx.now })
    .execute()
}

/** Locked, so that one answer of a passkey is not used twice at once. */
export async function lockPortalPasskey(tx: Tx, credentialId: string) {
  return tx.sql
    .selectFrom('subscribers.portal_passkey')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updatePortalPasskey(
  tx: Tx,
  id: string,
  change: Change<'subscribers.portal_passkey'>,
) {
  await tx.sql.updateTable('subscribers.portal_passkey').set(change).where('id', '=', id).execute()
}

export async function deletePortalPasskey(tx: Tx, id: string) {
  await tx.sql.deleteFrom('subscribers.portal_passkey').where('id', '=', id).execute()
}

export async function setSessionChallenge(
  tx: Tx,
  sessionId: string,
  challenge: { text: string; until: Temporal.Instant } | null,
) {
  await tx.sql
    .updateTable('subscribers.portal_session')
    .set({ challenge: challenge?.text ?? null, challenge_until: challenge?.until ?? null })
    .where('id', '=', sessionId)
    .execute()
}

/** The session's challenge, locked so that it is answered once. */
export async function lockSessionChallenge(tx: Tx, sessionId: string) {
  return tx.sql
    .selectFrom('subscribers.portal_session')
    .select(['challenge', 'challenge_until'])
    .where('id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertPortalTry(
  tx: Tx,
  row: Omit<Insertable<DB['subscribers.portal_try']>, 'started_at' | 'step'>,
) {
  await tx.sql
    .insertInto('subscribers.portal_try')
    .values({ ...row, step: 'begun', started_at: tx.now })
    .execute()
}

export async function lockPortalTry(tx: Tx, which: { tokenHash: string } | { id: string }) {
  const [column, value] =
    'id' in which ? (['id', which.id] as const) : (['token_hash', which.tokenHash] as const)
  return tx.sql
    .selectFrom('subscribers.portal_try')
    .selectAll()
    .where(column, '=', value)
    .where('ends_at', '>', tx.now)
    .forUpdate()
    .executeTakeFirst()
}

export async function updatePortalTry(
  tx: Tx,
  id: string,
  change: Change<'subscribers.portal_try'>,
) {
  await tx.sql.updateTable('subscribers.portal_try').set(change).where('id', '=', id).execute()
}

export async function insertGoogleLink(tx: Tx, link: { valueBlind: string; subjectBlind: string }) {
  await tx.sql
    .insertInto('subscribers.portal_google')
    .values({
      ...{ value_blind: link.valueBlind, subject_blind: link.subjectBlind },
      linked_at: tx.now,
    })
    .execute()
}

export async function lockGoogleLink(tx: Tx, valueBlind: string) {
  return tx.sql
    .selectFrom('subscribers.portal_google')
    .select('subject_blind')
    .where('value_blind', '=', valueBlind)
    .forUpdate()
    .executeTakeFirst()
}

export async function deleteGoogleLink(tx: Tx, valueBlind: string) {
  await tx.sql
    .deleteFrom('subscribers.portal_google')
    .where('value_blind', '=', valueBlind)
    .execute()
}

/** Sign-ins under way that are over. */
export async function forgetPortalTries(tx: Tx, before: Temporal.Instant) {
  await tx.sql.deleteFrom('subscribers.portal_try').where('ends_at', '<', before).execute()
}

/** Ends sessions that came in by these contacts, or that show this subscriber. */
export async function endSessionsBy(
  tx: Tx,
  which: { valueBlinds: readonly string[] } | { shownId: string },
) {
  const sessions = tx.sql
    .updateTable('subscribers.portal_session')
    .set({ ended_at: tx.now })
    .where('ended_at', 'is', null)
  await (
    'shownId' in which
      ? sessions.where('subscriber_id', '=', which.shownId)
      : sessions.where('value_blind', 'in', which.valueBlinds)
  ).execute()
}

/** Passkeys of a subscriber at contacts that are not theirs any more. */
export async function deletePasskeysAt(
  tx: Tx,
  { subscriberId, valueBlinds }: { subscriberId: string; valueBlinds: readonly string[] },
) {
  await tx.sql
    .deleteFrom('subscribers.portal_passkey')
    .where('subscriber_id', '=', subscriberId)
    .where('value_blind', 'in', valueBlinds)
    .execute()
}

/** What is kept for contacts at which nobody is reached any more. */
export async function forgetContactWays(tx: Tx, valueBlinds: readonly string[]) {
  await tx.sql
    .deleteFrom('subscribers.portal_password')
    .where('value_blind', 'in', valueBlinds)
    .execute()
  await tx.sql
    .deleteFrom('subscribers.portal_google')
    .where('value_blind', 'in', valueBlinds)
    .execute()
  await tx.sql
    .deleteFrom('subscribers.portal_passkey')
    .where('value_blind', 'in', valueBlinds)
    .execute()
}
