import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { defineEvent, on, onTogether } from '#platform/events.ts'
import { defineJob, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { checkInvariantsJob } from '#platform/operations/check-invariants.ts'
import {
  deleteJobs,
  retryDeadJobs,
  retryJobs,
  wakeReconciler,
} from '#platform/operations/commands.ts'
import * as contract from '#platform/operations/contract.ts'
import { operations } from '#platform/operations/module.ts'
import { pruneEventsJob } from '#platform/operations/prune-events.ts'
import { getJob, listEvents, listJobs, overview } from '#platform/operations/queries.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
const sent = defineEvent('post.sent', z.object({ letter: z.string() }))
const returned = defineEvent('post.returned', z.object({ letter: z.string() }))
const carry = defineJob('post.carry', z.object({ letter: z.string() }))

let isRoadOpen = true
let lost: string[] = []
const post = defineModule({
  name: 'post',
  reactions: [
    on(sent, 'post.stamp', async () => undefined),
    onTogether(returned, 'post.shelve', async () => undefined),
  ],
  jobs: [
    work(
      carry,
      async () => {
        if (!isRoadOpen) throw new Error('The road is closed', { cause: new Error('It rained') })
      },
      { attempts: 1 },
    ),
  ],
  reconcilers: [
    {
      name: 'post.sort',
      sentence: 'Every letter lies in its box',
      close: async () => ({ done: 3, left: 0 }),
    },
  ],
  invariants: [
    { name: 'post.none-lost', sentence: 'No letter is lost', violations: async () => lost },
    {
      name: 'post.unreadable',
      sentence: 'Every address can be read',
      violations: async () => {
        throw new Error('The light went out')
      },
    },
  ],
})
const manifests = [post, operations([post])]

let units: TestUnits
beforeAll(async () => {
  units = await testUnits({ manifests })
})
beforeEach(async () => {
  isRoadOpen = true
  lost = []
  await sql`delete from graphile_worker._private_jobs; delete from platform.event; delete from platform.invariant_run`.execute(
    units.database.sql,
  )
})

const jobs = (input: z.input<typeof contract.listJobs.input> = {}) =>
  units.read(
    origin,
    async (read) => (await listJobs(read, contract.listJobs.input.parse(input))).items,
  )

async function aDeadJob(letter = 'a') {
  isRoadOpen = false
  await units.unit(origin, async (tx) => tx.later(carry, { letter }, { order: 'amina' }))
  await units.runJobs({ failures: 'expected' })
  isRoadOpen = true
  const [job] = await jobs({ state: ['dead'] })
  return job?.id ?? ''
}

describe('jobs', () => {
  test('are listed by state, with what caused them and why they failed', async () => {
    await aDeadJob()
    await units.unit(origin, async (tx) =>
      tx.later(carry, { letter: 'b' }, { at: tx.now.add({ hours: 1 }) }),
    )
    expect(await jobs({ sort: 'created' })).toMatchObject([
      {
        name: 'post.carry',
        state: 'dead',
        attempts: 1,
        attemptsMax: 1,
        order: 'amina',
        cause: { actor: 'system:test', origin: 'test.work' },
        fault: 'The road is closed',
      },
      { name: 'post.carry', state: 'waiting', attempts: 0, order: null, fault: null },
    ])
    expect(await jobs({ q: 'ROAD' })).toHaveLength(1)
    expect(await jobs({ state: ['running'] })).toEqual([])
  })

  test('are paged without losing or repeating any', async () => {
    await units.unit(origin, async (tx) => {
      for (let n = 0; n < 7; n++) tx.later(carry, { letter: String(n) })
    })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await units.read(origin, (read) =>
        listJobs(
          read,
          contract.listJobs.input.parse({ limit: 3, sort: 'name', ...(cursor ? { cursor } : {}) }),
        ),
      )
      expect(contract.listJobs.reply.parse(page)).toEqual(page)
      seen.push(...page.items.map((job) => job.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  test('say every error behind the last failure', async () => {
    const id = await aDeadJob('a')
    const job = await units.read(origin, (read) => getJob(read, { id }))
    expect(job.faults.map((link) => link.message)).toEqual(['The road is closed', 'It rained'])
    expect(job.payload).toEqual({ letter: 'a' })
    expect(contract.getJob.reply.parse(job)).toEqual(job)
  })

  test('that are gone are a refusal', async () => {
    await expect(
      units.read(origin, (read) => getJob(read, { id: '999999999999999' })),
    ).rejects.toMatchObject({ status: 404 })
  })

  test('dead ones are retried one by one or all of a name, and done', async () => {
    const first = await aDeadJob('a')
    expect(await units.unit(origin, (tx) => retryJobs(tx, [first, '999999999999999']))).toBe(1)
    expect(await units.runJobs()).toMatchObject([{ name: 'post.carry', outcome: 'done' }])
    const elder = await aDeadJob('b')
    await aDeadJob('c')
    // Wherever its row lies: here behind that of the younger one.
    await sql`update graphile_worker._private_jobs set updated_at = now() where id = ${elder}`.execute(
      units.database.sql,
    )
    expect(await units.unit(origin, (tx) => retryDeadJobs(tx, 'post.carry'))).toBe(2)
    expect(await units.runJobs()).toHaveLength(2)
    expect(await jobs()).toEqual([])
  })

  test('that failed are deleted with a reason that stays; others are not deleted', async () => {
    const id = await aDeadJob()
    await units.unit(origin, async (tx) => tx.later(carry, { letter: 'b' }))
    const ids = (await jobs()).map((job) => job.id)
    expect(await units.unit(origin, (tx) => deleteJobs(tx, ids, 'The letter came by hand'))).toBe(1)
    expect((await jobs()).map((job) => job.state)).toEqual(['waiting'])
    const page = await units.read(origin, (read) =>
      listEvents(read, contract.listEvents.input.parse({}), manifests),
    )
    expect(page.items).toMatchObject([
      {
        name: 'platform.job-deleted',
        payload: {
          jobId: id,
          name: 'post.carry',
          fault: 'The road is closed',
          reason: 'The letter came by hand',
        },
      },
    ])
  })
})

test('events show which reactions have taken effect', async () => {
  await units.unit(origin, async (tx) => tx.emit(sent, { letter: 'a' }))
  const list = () =>
    units.read(origin, (read) => listEvents(read, contract.listEvents.input.parse({}), manifests))
  expect((await list()).items).toMatchObject([
    { name: 'post.sent', reactions: [{ name: 'post.stamp', doneAt: null }] },
  ])
  await units.runJobs()
  const done = await list()
  expect(done.items[0]?.reactions[0]?.doneAt).toBe('2026-11-20T15:00:00Z')
  expect(contract.listEvents.reply.parse(done)).toEqual(done)
})

describe('the overview', () => {
  const look = async () =>
    contract.overview.reply.parse(await units.read(origin, (read) => overview(read, manifests)))

  test('counts jobs and shows reconcilers, schedules and invariants', async () => {
    await aDeadJob()
    const before = await look()
    expect(before.jobs).toEqual({ waiting: 0, running: 0, failing: 0, dead: 1 })
    expect(before.reconcilers).toEqual([
      { name: 'post.sort', sentence: 'Every letter lies in its box', lastRun: null },
    ])
    expect(before.schedules).toMatchObject([
      { name: 'platform.check-invariants', nextRunAt: '2026-11-20T15:15:00Z' },
      { name: 'platform.prune-events', nextRunAt: '2026-11-20T15:17:00Z' },
    ])
    await units.unit(origin, async (tx) => wakeReconciler(tx, 'post.sort', manifests))
    await units.runJobs()
    expect((await look()).reconcilers).toMatchObject([
      { lastRun: { done: 3, left: 0, faults: [] } },
    ])
  })

  test('says what is violated, since when, and what could not be checked', async () => {
    const checkAt = async (duration: string) => {
      units.clock.passes(duration)
      await units.unit(origin, async (tx) => tx.later(checkInvariantsJob, {}))
      await units.runJobs()
      return (await look()).invariants
    }
    expect(await checkAt('PT0S')).toMatchObject([
      { name: 'post.none-lost', violatedSince: null, violations: [], faults: [] },
      { name: 'post.unreadable', violatedSince: null, faults: [{ message: 'The light went out' }] },
    ])
    lost = ['Letter 7 is in no box']
    const [since] = await checkAt('PT15M')
    expect(since).toMatchObject({ violations: ['Letter 7 is in no box'] })
    const [later] = await checkAt('PT15M')
    expect(later?.violatedSince).toBe(since?.violatedSince)
    const { rows } =
      await sql`select payload from platform.event where name = 'platform.invariant-violated'`.execute(
        units.database.sql,
      )
    expect(rows).toEqual([{ payload: { invariant: 'post.none-lost', violations: 1 } }])
    lost = []
    expect((await checkAt('PT15M'))[0]).toMatchObject({ violatedSince: null, violations: [] })
  })
})

test('old events are pruned, but not while a job needs them', async () => {
  await units.unit(origin, async (tx) => tx.emit(sent, { letter: 'done' }))
  await units.runJobs()
  await units.unit(origin, async (tx) => {
    tx.emit(sent, { letter: 'waits' })
    for (const letter of ['back', 'back too']) tx.emit(returned, { letter })
  })
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(
    units.database.sql,
  )
  units.clock.passes('P31D')
  await units.unit(origin, async (tx) => {
    tx.emit(sent, { letter: 'new' })
    tx.later(pruneEventsJob, {})
  })
  await units.runJobs()
  const { rows } =
    await sql`select payload->>'letter' as letter from platform.event order by at, letter`.execute(
      units.database.sql,
    )
  expect(rows).toEqual(['back', 'back too', 'waits', 'new'].map((letter) => ({ letter })))
})
