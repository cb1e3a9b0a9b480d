import { sql } from 'kysely'
import { z } from 'zod'
import { NAS_HAS_API, nasPicture, type RouterDoor } from '#modules/network/index.ts'
import type { Read } from '#platform/tx.ts'
import { LOOK_OUTCOMES, type NasLook, type Unaccounted } from '../contract/looks.ts'
import type { OurSession } from '../rules/compare-with-router.ts'
import { strangersAt } from '../store/looks.ts'

/** A router that is to be asked, and since when what it says counts. */
export type Look = {
  readonly nasId: string
  readonly door: RouterDoor
  readonly askedAt: Temporal.Instant
}

/** How to ask this router; none where it has no API. */
export async function lookAt(read: Read, nasId: string): Promise<Look[]> {
  const found = await nasPicture(read, { nasId })
  return found.flatMap(({ api }) => (api ? { nasId, door: api, askedAt: read.now } : []))
}

/** More than any router has. */
const SESSIONS_MAX = 100_000

/** What we have open on a router, and what ended there a moment ago: it may be in a list that is older than that. */
export async function sessionsOnNas(
  read: Read,
  given: { nasId: string; endedSince: Temporal.Instant; usual_s: number },
): Promise<OurSession[]> {
  const { rows } = await sql<OurSession>`
    select key, nas_session as "nasSession", host(ipv4) as ipv4, station, ended_at is null as "isOpen",
           (extract(epoch from received_at) * 1000)::float8 as "receivedAt_ms",
           case when told is null then interim_s else coalesce(interim_s, ${given.usual_s}::int) end as interim_s
      from access.session
     where nas_id = ${given.nasId} and (ended_at is null or ended_at > ${given.endedSince}::timestamptz)
     limit ${SESSIONS_MAX}
  `.execute(read.sql)
  return rows
}

/** Of these services: open sessions that were not heard for a while, on routers that can be asked and were not asked just now. */
export async function sessionsToDoubt(
  read: Read,
  serviceIds: readonly string[],
): Promise<{ key: string; nasId: string }[]> {
  const { rows } = await sql<{ key: string; nasId: string }>`
    select session.key, session.nas_id as "nasId" from access.session
      join network.nas on nas.id = session.nas_id
      left join access.nas_look look on look.nas_id = nas.id
     where session.service_id = any(${serviceIds}::uuid[]) and session.ended_at is null and ${NAS_HAS_API}
       and session.received_at < ${read.now}::timestamptz - interval '30 seconds'
       and (look.rests_until is null or look.rests_until <= ${read.now}::timestamptz)
       and (look.asked_at is null or look.asked_at < ${read.now}::timestamptz - interval '20 seconds')
     limit 5000
  `.execute(read.sql)
  return rows
}

/** An open session, and whether its router can be asked; undefined where none is open. */
export async function sessionToAsk(
  read: Read,
  sessionId: string,
): Promise<{ key: string; nasId: string; siteId: string; hasApi: boolean } | undefined> {
  const { rows } = await sql<{ key: string; nasId: string; siteId: string; hasApi: boolean }>`
    select session.key, nas.id as "nasId", nas.site_id as "siteId", ${NAS_HAS_API} as "hasApi"
      from access.session join network.nas on nas.id = session.nas_id
     where session.id = ${sessionId} and session.ended_at is null`.execute(read.sql)
  return rows[0]
}

const strangers = z.array(
  z.object({
    userName: z.string(),
    nasSession: z.string(),
    ipv4: z.string().nullable(),
    station: z.string().nullable(),
    since: z.iso.datetime(),
  }),
)

/** Those that the router had and we did not when it listed its sessions last. */
export async function unaccountedAt(read: Read, nasId: string): Promise<Unaccounted[]> {
  const row = await read.sql
    .selectFrom('access.nas_look')
    .select('unaccounted_sealed')
    .where('nas_id', '=', nasId)
    .executeTakeFirst()
  const sealed = row?.unaccounted_sealed
  return sealed ? strangers.parse(read.vault.openJson(strangersAt(nasId), sealed)) : []
}

/** What a router said about its sessions last; null: it was never asked. */
export async function lookNow(read: Read, nasId: string): Promise<NasLook | null> {
  const row = await read.sql
    .selectFrom('access.nas_look')
    .selectAll()
    .where('nas_id', '=', nasId)
    .executeTakeFirst()
  if (!row) return null
  return {
    askedAt: row.asked_at.toString(),
    outcome: z.enum(LOOK_OUTCOMES).nullable().parse(row.outcome),
    said: row.said,
    list:
      row.listed_at === null
        ? null
        : {
            at: row.listed_at.toString(),
            ...{ listed: row.listed, ended: row.ended, unaccounted: row.unaccounted },
            some: await unaccountedAt(read, nasId),
          },
  }
}
