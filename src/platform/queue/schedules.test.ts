import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { cronItems, forgetAllButTheLatest, nextMatch } from '#platform/queue/schedules.ts'
import { startWorker } from '#platform/queue.ts'
import { testUnits } from '#platform/testing.ts'
import { wallClock } from '#platform/clock.ts'

const ring = defineJob('tower.ring', z.object({}))

function towerThat(rings: () => void, cron: string) {
  return defineModule({
    name: 'tower',
    jobs: [work(ring, async () => rings(), { attempts: 2 })],
    schedule: [{ job: ring, cron }],
    reconcilers: [
      {
        name: 'tower.wind',
        sentence: 'The clock is wound',
        close: async () => ({ done: 0, left: 0 }),
      },
    ],
  })
}

describe('the next match', () => {
  test.each([
    ['* * * * *', '2026-11-20T15:00:00Z', '2026-11-20T15:01:00Z'],
    ['*/15 * * * *', '2026-11-20T15:00:30Z', '2026-11-20T15:15:00Z'],
    ['0 3 * * *', '2026-11-20T15:00:00Z', '2026-11-21T03:00:00Z'],
    ['0 0 1 * *', '2026-11-20T15:00:00Z', '2026-12-01T00:00:00Z'],
    ['30 6 * * 0', '2026-11-20T15:00:00Z', '2026-11-22T06:30:00Z'],
    ['0 0 29 2 *', '2027-03-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 31 2 *', '2026-11-20T15:00:00Z', undefined],
  ])('of %s after %s is %s', (cron, after, expected) => {
    expect(nextMatch(cron, Temporal.Instant.from(after))?.toString()).toBe(expected)
  })
})

test('what is due less often than hourly is caught up, the rest is not', () => {
  const backfillOf = (cron: string) => {
    const item = cronItems([towerThat(() => undefined, cron)]).find(
      ({ task }) => task === 'tower.ring',
    )
    return (item?.options.backfillPeriod ?? 0) > 0
  }
  expect(backfillOf('0 3 * * *')).toBe(true)
  expect(backfillOf('0 */6 * * *')).toBe(true)
  expect(backfillOf('17 * * * *')).toBe(false)
  expect(backfillOf('* 3 * * *')).toBe(false)
})

test('a reconciler and its wake-up are one run at a time', () => {
  const item = cronItems([towerThat(() => undefined, '0 3 * * *')]).find(
    ({ task }) => task === 'tower.wind',
  )
  expect(item?.options).toMatchObject({ jobKey: 'tower.wind:wake', queueName: 'tower.wind' })
})

test('what was missed while nobody worked is done once when somebody does', async () => {
  const now = wallClock.now().toZonedDateTimeISO('UTC')
  const missed = now.subtract({ hours: 3 })
  const rings: string[] = []
  const manifests = [
    towerThat(
      () => rings.push('ding'),
      `${missed.minute} ${missed.hour},${missed.subtract({ hours: 2 }).hour} * * *`,
    ),
  ]
  const units = await testUnits({ manifests })
  await sql`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('tower.ring', now() - interval '2 days', now() - interval '20 hours')
  `.execute(units.database.sql)
  const worker = startWorker({ manifests, units, database: units.database })
  await expect.poll(() => rings.length, { timeout: 10_000 }).toBeGreaterThan(0)
  await worker.stop()
  expect(rings).toEqual(['ding'])
})

test('of several missed times only the latest is left to catch up, and never one twice', async () => {
  const manifests = [towerThat(() => undefined, '0 3,6,9 * * *')]
  const { database } = await testUnits({ manifests })
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  const forgottenAt = async (last: string, now: string) => {
    await sql`delete from graphile_worker._private_known_crontabs`.execute(database.sql)
    await sql`
      insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      values ('tower.ring', ${last}::timestamptz, ${last}::timestamptz)
    `.execute(database.sql)
    await forgetAllButTheLatest(pool, cronItems(manifests), Temporal.Instant.from(now))
    const { rows } = await sql<{ last_execution: Temporal.Instant }>`
      select last_execution from graphile_worker._private_known_crontabs
    `.execute(database.sql)
    return rows[0]?.last_execution.toString()
  }
  expect(await forgottenAt('2026-11-18T09:00:00Z', '2026-11-20T07:30:00Z')).toBe(
    '2026-11-20T05:59:00Z',
  )
  expect(await forgottenAt('2026-11-20T03:00:00Z', '2026-11-20T09:00:20Z')).toBe(
    '2026-11-20T08:59:00Z',
  )
  expect(await forgottenAt('2026-11-20T06:00:00Z', '2026-11-20T07:30:00Z')).toBe(
    '2026-11-20T06:00:00Z',
  )
  await pool.end()
})
