import { z } from 'zod'
import { can, type Actor } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import type { Read } from '#platform/tx.ts'
import type { Moment } from '../contract/timeline.ts'
import { at } from './sealed.ts'
import { authorFrom } from './subscribers.ts'

const PAGE = 100

export async function timelineNow(
  read: Read,
  input: { subscriberId: string; before?: string | undefined },
) {
  const { subscriberId, before } = input
  const all = read.sql
    .selectFrom('subscribers.moment')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('seq', 'desc')
  const rows = await all
    .$if(before !== undefined, (query) =>
      query.where('seq', '<', (last) =>
        last
          .selectFrom('subscribers.moment as last')
          .select('last.seq')
          .where('last.id', '=', before ?? ''),
      ),
    )
    .limit(PAGE + 1)
    .execute()
  const pinned = await all.where('is_pinned', '=', true).limit(20).execute()
  return {
    pinned: pinned.map((row) => shown(read, row)),
    moments: rows.slice(0, PAGE).map((row) => shown(read, row)),
    more: rows.length > PAGE,
  }
}

export async function momentNow(read: Read, id: string): Promise<Moment> {
  const row = await read.sql
    .selectFrom('subscribers.moment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return shown(read, must(row, 'what was just written is there'))
}

export async function findMoment(read: Read, id: string) {
  return read.sql
    .selectFrom('subscribers.moment')
    .select(['id', 'subscriber_id', 'what'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** What happened is for everybody who may see the subscriber; how much money moved, for those who may see it in the room that told. */
function factsFor(actor: Actor, what: string, told: Moment['facts']): Moment['facts'] {
  const [room = ''] = what.split('.')
  if (!('cents' in told) || can(actor, `${room}.read`)) return told
  const { cents: _cents, ...rest } = told
  return rest
}

const facts = z.record(z.string(), z.unknown())

type Row = {
  id: string
  at: Temporal.Instant
  what: string
  facts: unknown
  note_sealed: string | null
  is_pinned: boolean
  by_kind: string
  by_id: string
}

function shown(read: Read, row: Row): Moment {
  return {
    id: row.id,
    at: row.at.toString(),
    what: row.what,
    facts: factsFor(read.actor, row.what, facts.parse(row.facts)),
    note:
      row.note_sealed === null
        ? null
        : read.vault.open(at('moment', 'note_sealed', row.id), row.note_sealed),
    pinned: row.is_pinned,
    by: authorFrom(row),
  }
}
