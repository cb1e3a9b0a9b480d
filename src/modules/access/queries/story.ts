import { sql } from 'kysely'
import type { ReplyOf } from '#kernel/endpoint.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { SESSION_STEPS, type readSession, type SessionStep } from '../contract/sessions.ts'
import { sessionToAsk } from './looks.ts'
import { sessionNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { liveRows, liveSessions, pastRows, pastSessions, rateOf } from './sessions.ts'

/** The site of the router where a session is or was. */
export async function siteOfSession(read: Read, sessionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ site_id: string }>`
    select nas.site_id from network.nas where nas.id = coalesce(
      (select nas_id from access.session where id = ${sessionId}),
      (select nas_id from access.past_session where id = ${sessionId}))
  `.execute(read.sql)
  return rows[0]?.site_id
}

/** All that is known of one session: what it is, what it was told, what was tried with it, and how it ended. */
export async function storyOf(read: Read, sessionId: string): Promise<ReplyOf<typeof readSession>> {
  const row = await liveRows(read).where('session.id', '=', sessionId).executeTakeFirst()
  const steps = await stepsOf(read, sessionId)
  if (row && row.ended_at === null) {
    const [live] = await liveSessions(read, [row])
    if (!live) throw sessionNotFound()
    return {
      ...live,
      ...{
        nasSession: row.nas_session,
        calledStation: row.called_station,
        interim_s: row.interim_s,
      },
      live,
      canAsk: (await sessionToAsk(read, sessionId))?.hasApi ?? false,
      end: null,
      steps: [started(row.started_at, sessionId), ...steps],
    }
  }
  const isIt = sql<boolean>`session.id = ${sessionId}`
  const over = await pastRows(read, [isIt]).where(isIt).executeTakeFirst()
  const [past] = over ? await pastSessions(read, [over]) : []
  if (!over || !past) throw sessionNotFound()
  const { endedAt: at, endedBy: by, cause } = past
  return {
    ...past,
    ...{ nasSession: over.nas_session, calledStation: over.called_station },
    ...{ interim_s: over.interim_s, live: null, canAsk: false, end: { at, by, cause } },
    steps: [started(over.started_at, sessionId), ...steps, ended(past, steps)].flat(),
  }
}

function started(at: Temporal.Instant, id: string): SessionStep {
  return { id, at: at.toString(), what: 'started', rate: null, said: null, by: null }
}

/** Where its router, or silence, ended it: nobody noted a step then. */
function ended(
  { id, endedAt: at, cause }: { id: string; endedAt: string; cause: string },
  steps: readonly SessionStep[],
): SessionStep[] {
  if (steps.some(({ what }) => what === 'ended')) return []
  return [{ id: `${id}`, at, what: 'ended', rate: null, said: cause, by: null }]
}

async function stepsOf(read: Read, sessionId: string): Promise<SessionStep[]> {
  const rows = await read.sql
    .selectFrom('access.session_step as step')
    .leftJoin('access.mark as mark', (join) =>
      join.on(sql<boolean>`mark.mark = substring(step.told from 2 for 8)`),
    )
    .select(['step.id', 'step.at', 'step.what', 'step.said', 'step.by_kind', 'step.by_id'])
    .select(['mark.down_bps', 'mark.up_bps'])
    .where('step.session_id', '=', sessionId)
    .orderBy('step.at', 'desc')
    .orderBy('step.id', 'desc')
    .limit(200)
    .execute()
  return rows.toReversed().map((row) => ({
    id: row.id,
    at: row.at.toString(),
    what: whatOf(row.what),
    rate: rateOf(row),
    said: row.said,
    by: authorFrom(row),
  }))
}

function whatOf(what: string): SessionStep['what'] {
  return SESSION_STEPS.find((step) => step === what) ?? 'ended'
}

/** Those of these sessions that are open, at the caller’s sites. */
export async function openKeys(
  read: Read,
  ids: readonly string[],
): Promise<{ id: string; key: string }[]> {
  const { rows } = await sql<{ id: string; key: string }>`
    select session.id, session.key
      from access.session join network.nas on nas.id = session.nas_id
     where session.id = any(${ids}::uuid[]) and session.ended_at is null
       and ${atSites(read, sql.ref('nas.site_id'))}`.execute(read.sql)
  return rows
}
