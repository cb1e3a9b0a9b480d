import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { userNameOf } from '../store.ts'

/** What a home server says of the session that it means; at least one of the first two. */
export type GuestMeant = {
  readonly nasSession: string | null
  readonly station: string | null
  readonly ipv4: string | null
  readonly userName: string | null
}

/** A live session of somebody else's subscriber. */
export type Guest = {
  readonly id: string
  readonly key: string
  readonly nasId: string
  readonly nasSession: string
  readonly station: string | null
  readonly ipv4: string | null
  readonly userName: string
}

const GUESTS_MAX = 20

/** The live guests that all of this fits; theirs or not is for the caller to say. */
export async function guestsMeant(read: Read, meant: GuestMeant): Promise<Guest[]> {
  const { nasSession, station, ipv4 } = meant
  const { rows } = await sql<Omit<Guest, 'userName'> & { user_name_sealed: string }>`
    select id, key, nas_id as "nasId", nas_session as "nasSession", station, host(ipv4) as ipv4, user_name_sealed
      from access.session
     where service_id is null and ended_at is null
       and ${nasSession === null ? sql`station = ${station}` : sql`nas_session = ${nasSession}`}
       and (${station}::text is null or station = ${station})
       and (${ipv4}::inet is null or ipv4 = ${ipv4}::inet)
     order by started_at desc limit ${GUESTS_MAX}`.execute(read.sql)
  return rows
    .map(({ user_name_sealed: sealed, ...row }) => ({
      ...row,
      userName: read.vault.open(userNameOf(row.id), sealed),
    }))
    .filter(({ userName }) => meant.userName === null || userName === meant.userName)
}
