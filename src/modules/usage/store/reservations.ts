import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'

export type Reservation = {
  readonly serviceId: string
  readonly sessionId: string
  readonly seq: number
  readonly counter: string
  readonly granted: bigint
  readonly expires: Temporal.Instant
}

/** Whether it is new; another process may just have answered the same question. */
export async function insertReservation(tx: Tx, made: Reservation): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.sql
    .insertInto('usage.reservation')
    .values({
      ...{ service_id: made.serviceId, session_id: made.sessionId, seq: made.seq },
      ...{ counter: made.counter, granted: made.granted, remaining: made.granted },
      expires_at: made.expires,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export type OpenReservation = {
  readonly serviceId: string
  readonly sessionId: string
  readonly seq: number
  readonly counter: string
  readonly remaining: bigint
  readonly expiresAt: Temporal.Instant
}

/** Open reservations of these services, in the order in which they were made. */
export async function lockReservations(
  tx: Tx,
  serviceIds: readonly string[],
): Promise<OpenReservation[]> {
  const { rows } = await sql<OpenReservation>`
    select service_id as "serviceId", session_id as "sessionId", seq, counter, remaining,
           expires_at as "expiresAt" from usage.reservation
    where service_id = any(${serviceIds}::uuid[]) and ended_at is null
    order by service_id, session_id, seq for update`.execute(tx.sql)
  return rows
}

/** Moves the end of open promises of these sessions; none comes nearer. */
export async function postpone(
  tx: Tx,
  serviceIds: readonly string[],
  sessionIds: readonly string[],
  expires: Temporal.Instant,
): Promise<void> {
  await sql`
    update usage.reservation set expires_at = ${expires}
     where service_id = any(${serviceIds}::uuid[]) and session_id = any(${sessionIds}::uuid[])
       and ended_at is null and expires_at < ${expires}`.execute(tx.sql)
}

export async function writeRemaining(
  tx: Tx,
  reservations: readonly OpenReservation[],
): Promise<void> {
  if (reservations.length === 0) return
  const rows = reservations.map((one) => ({ ...one, remaining: String(one.remaining) }))
  await sql`
    update usage.reservation r set remaining = n.remaining
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as n("serviceId" uuid, "sessionId" uuid, seq int, remaining bigint)
    where r.service_id = n."serviceId" and r.session_id = n."sessionId" and r.seq = n.seq`.execute(
    tx.sql,
  )
}

/** Gives back what is left of reservations. The counters must be locked: they are, in the same order. */
export async function release(tx: Tx, reservations: readonly OpenReservation[]): Promise<void> {
  if (reservations.length === 0) return
  const rows = reservations.map((one) => ({ ...one, remaining: String(one.remaining) }))
  await sql`
    with ending as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as n("serviceId" uuid, "sessionId" uuid, seq int, counter text, remaining bigint)
    ), ended as (
      update usage.reservation r set remaining = 0, ended_at = ${tx.now} from ending n
      where r.service_id = n."serviceId" and r.session_id = n."sessionId" and r.seq = n.seq and r.ended_at is null
    )
    update usage.counter c set reserved = c.reserved - n.remaining
    from (select "serviceId", counter, sum(remaining) as remaining from ending group by 1, 2) n
    where c.service_id = n."serviceId" and c.key = n.counter`.execute(tx.sql)
}
