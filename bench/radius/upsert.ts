import pg from 'pg'
import { stopwatch } from '#platform/clock.ts'

const ROWS = 100_000
const SESSIONS = 10_000
const BATCH = 500

/**
 * How many rows one connection writes durably when it does nothing else: batches of 500 into the leanest table that could
 * hold a session. Whatever writes accounting into this database on this machine is slower.
 */
export async function bareUpsert(url: string): Promise<{ rate: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `create table bare_session (id bigint primary key, seen timestamptz, up bigint, down bigint) with (fillfactor = 70)`,
  )
  const upsert = {
    name: 'upsert',
    text: `insert into bare_session as t select *, 5, 6 from unnest($1::bigint[], $2::timestamptz[])
           on conflict (id) do update set seen = excluded.seen, up = t.up + excluded.up, down = t.down + excluded.down`,
  }
  const seen = `{${Array.from({ length: BATCH }, () => '2026-11-23T00:00:00Z').join()}}`
  let elapsed_ms = stopwatch()
  // What the first batches do (plans, first pages) is no part of it.
  for (let at = -SESSIONS; at < ROWS; at += BATCH) {
    if (at === 0) elapsed_ms = stopwatch()
    const ids = Array.from({ length: BATCH }, (_, n) => (at + SESSIONS + n) % SESSIONS)
    await client.query({ ...upsert, values: [`{${ids.join()}}`, seen] })
  }
  const seconds = elapsed_ms() / 1_000
  await client.query('drop table bare_session')
  await client.end()
  return { rate: Math.round(ROWS / seconds) }
}
