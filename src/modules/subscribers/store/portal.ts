import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

export async function insertPortalCode(
  tx: Tx,
  code: { id: string; valueBlind: string; codeBlind: string; endsAt: Temporal.Instant },
) {
  await tx.sql
    .insertInto('subscribers.portal_code')
    .values({
      ...{ id: code.id, value_blind: code.valueBlind, code_blind: code.codeBlind },
      ...{ made_at: tx.now, ends_at: code.endsAt },
    })
    .execute()
}

/** The code that counts for somebody: the newest, used up or not, locked so that tries come one after another. */
export async function lockPortalCode(tx: Tx, valueBlind: string) {
  return tx.sql
    .selectFrom('subscribers.portal_code')
    .select(['id', 'code_blind', 'tries', 'ends_at', 'used_at'])
    .where('value_blind', '=', valueBlind)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

export async function countCodeTry(tx: Tx, id: string, as: 'wrong' | 'used') {
  await tx.sql
    .updateTable('subscribers.portal_code')
    .set({ tries: sql<number>`tries + 1`, ...(as === 'used' && { used_at: tx.now }) })
    .where('id', '=', id)
    .execute()
}

export async function insertPortalSession(
  tx: Tx,
  session: {
    id: string
    tokenHash: string
    valueBlind: string
    subscriberId: string
    device: string
    endsAt: Temporal.Instant
  },
) {
  await tx.sql
    .insertInto('subscribers.portal_session')
    .values({
      ...{ id: session.id, token_hash: session.tokenHash, value_blind: session.valueBlind },
      ...{ subscriber_id: session.subscriberId, device: session.device.slice(0, 200) },
      ...{ started_at: tx.now, last_seen_at: tx.now, ends_at: session.endsAt },
    })
    .execute()
}

export async function endPortalSessions(
  tx: Tx,
  which: { sessionId: string } | { valueBlind: string },
) {
  const [column, value] =
    'sessionId' in which
      ? (['id', which.sessionId] as const)
      : (['value_blind', which.valueBlind] as const)
  await tx.sql
    .updateTable('subscribers.portal_session')
    .set({ ended_at: tx.now })
    .where(column, '=', value)
    .where('ended_at', 'is', null)
    .execute()
}

export async function turnPortalSession(tx: Tx, sessionId: string, subscriberId: string) {
  await tx.sql
    .updateTable('subscribers.portal_session')
    .set({ subscriber_id: subscriberId })
    .where('id', '=', sessionId)
    .execute()
}

export async function markPortalSeen(tx: Tx, sessionId: string) {
  await tx.sql
    .updateTable('subscribers.portal_session')
    .set({ last_seen_at: tx.now })
    .where('id', '=', sessionId)
    .execute()
}

export async function putPortalPassword(tx: Tx, valueBlind: string, hash: string) {
  await tx.sql
    .insertInto('subscribers.portal_password')
    .values({ value_blind: valueBlind, password_hash: hash, set_at: tx.now })
    .onConflict((known) =>
      known
        .column('value_blind')
        .doUpdateSet({ password_hash: hash, set_at: tx.now, tries: 0, tried_at: null }),
    )
    .execute()
}

export async function lockPortalPassword(tx: Tx, valueBlind: string) {
  return tx.sql
    .selectFrom('subscribers.portal_password')
    .select(['password_hash', 'tries', 'tried_at'])
    .where('value_blind', '=', valueBlind)
    .forUpdate()
    .executeTakeFirst()
}

export async function countPasswordTry(tx: Tx, valueBlind: string, as: 'wrong' | 'right') {
  await tx.sql
    .updateTable('subscribers.portal_password')
    .set(
      as === 'right'
        ? { tries: 0, tried_at: null }
        : { tries: sql<number>`tries + 1`, tried_at: tx.now },
    )
    .where('value_blind', '=', valueBlind)
    .execute()
}

/** Codes and sessions that are over for long. */
export async function forgetPortalTraces(tx: Tx, before: Temporal.Instant) {
  await tx.sql.deleteFrom('subscribers.portal_code').where('made_at', '<', before).execute()
  await tx.sql.deleteFrom('subscribers.portal_session').where('ends_at', '<', before).execute()
}
