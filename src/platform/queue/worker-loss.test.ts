import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { defineJob, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { startWorker, type WorkerOptions } from '#platform/queue.ts'
import type { JobRun } from '#platform/queue/tasks.ts'
import { testUnits } from '#platform/testing.ts'
import { bank, call, paid } from '#platform/testing/stuck-worker.ts'
import { z } from 'zod'

const origin = { actor: system('test'), name: 'test.work' }
const SCRIPT = join(import.meta.dirname, '../testing/stuck-worker.ts')

let database: WorkerOptions['database']
beforeAll(async () => {
  ;({ database } = await testUnits())
  await sql`create table public.booking (receipt text)`.execute(database.sql)
})
beforeEach(async () => {
  await sql`truncate public.booking; delete from graphile_worker._private_jobs`.execute(
    database.sql,
  )
})

const bookings = async () =>
  (
    await sql<{ receipt: string }>`select receipt from public.booking`.execute(database.sql)
  ).rows.map((row) => row.receipt)

/** A worker in a process of its own, killed without warning once it is half way through a job. */
async function killHalfWay() {
  const child = spawn(process.execPath, [SCRIPT, database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function workUntil(
  options: Omit<WorkerOptions, 'database' | 'concurrency'>,
  isEnough: () => boolean,
) {
  const worker = startWorker({ database, concurrency: 2, sweep_ms: 200, ...options })
  try {
    await expect.poll(isEnough, { timeout: 15_000, interval: 20 }).toBe(true)
  } finally {
    await worker.stop()
  }
}

describe('when a worker is killed in the middle', () => {
  const manifests = [bank(async () => undefined)]

  test('of a reaction, another takes it over within seconds and it takes effect once', async () => {
    const units = await testUnits({ manifests })
    await units.unit(origin, async (tx) => tx.emit(paid, { receipt: 'R1' }, { order: 'amina' }))
    await killHalfWay()
    expect(await bookings()).toEqual([])
    const runs: JobRun[] = []
    await workUntil({ manifests, units, onRun: (run) => runs.push(run) }, () => runs.length > 0)
    expect(runs).toMatchObject([{ name: 'bank.book', attempt: 2, outcome: 'done' }])
    expect(await bookings()).toEqual(['R1'])
  })

  test('of a job, its committed unit stays and the job is run again, as jobs must expect', async () => {
    const units = await testUnits({ manifests })
    await units.unit(origin, async (tx) => tx.later(call, { receipt: 'R2' }))
    await killHalfWay()
    expect(await bookings()).toEqual(['R2'])
    const runs: JobRun[] = []
    await workUntil({ manifests, units, onRun: (run) => runs.push(run) }, () => runs.length > 0)
    expect(runs).toMatchObject([{ name: 'bank.call', attempt: 2, outcome: 'done' }])
    expect(await bookings()).toEqual(['R2', 'R2'])
  })
})

describe('a worker that is told to stop', () => {
  const linger = defineJob('porch.linger', z.object({}))
  const porchWith = (run: (signal: AbortSignal) => Promise<void>) =>
    defineModule({ name: 'porch', jobs: [work(linger, (door) => run(door.signal))] })

  test('and cannot give back what it had fetched and not begun, leaves that to others, and its process lives', async () => {
    const [areRunning, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let running = 0
    const manifests = [
      porchWith(async () => {
        if (++running === 2) areRunning.resolve()
        await mayEnd.promise
      }),
    ]
    const units = await testUnits({ manifests })
    await units.unit(origin, async (tx) => {
      for (let n = 0; n < 3; n++) tx.later(linger, {})
    })
    const locked = async () =>
      (
        await sql<{ locked: number }>`
          select count(*)::int as locked from graphile_worker.jobs where locked_by is not null`.execute(
          database.sql,
        )
      ).rows[0]?.locked
    const worker = startWorker({ database, manifests, units, concurrency: 2 })
    await areRunning.promise
    await expect.poll(locked).toBe(3)
    await sql`
      create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
      create trigger refuse before update on graphile_worker._private_jobs for each row
        when (new.locked_by is null and new.attempts < old.attempts) execute function public.refuse()`.execute(
      database.sql,
    )
    const stopping = worker.stop()
    mayEnd.resolve()
    // A failure of which nobody hears would end the process, and this run.
    await stopping
    await sql`drop function public.refuse() cascade`.execute(database.sql)
    expect(await locked()).toBe(1)
  })

  async function stopDuring(run: (signal: AbortSignal) => Promise<void>, drain_s: number) {
    const isRunning = Promise.withResolvers<void>()
    const manifests = [
      porchWith(async (signal) => {
        isRunning.resolve()
        await run(signal)
      }),
    ]
    const units = await testUnits({ manifests })
    await units.unit(origin, async (tx) => tx.later(linger, {}))
    const runs: JobRun[] = []
    const worker = startWorker({
      database,
      manifests,
      units,
      drain_s,
      onRun: (run) => runs.push(run),
    })
    await isRunning.promise
    await worker.stop()
    const { rows } =
      await sql`select attempts, locked_by, last_error is not null as failed from graphile_worker.jobs`.execute(
        database.sql,
      )
    return { runs, left: rows }
  }

  test('lets a running job finish', async () => {
    const finished = await stopDuring(() => new Promise((resolve) => setTimeout(resolve, 300)), 20)
    expect(finished.runs).toMatchObject([{ outcome: 'done' }])
    expect(finished.left).toEqual([])
  })

  test('tells a long one to stop, which then is tried again later', async () => {
    const untilTold = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('Told to stop')))
      })
    const stopped = await stopDuring(untilTold, 1)
    expect(stopped.runs).toMatchObject([{ outcome: 'failing' }])
    expect(stopped.left).toEqual([{ attempts: 1, locked_by: null, failed: true }])
  })

  test('gives back a job that does not listen', async () => {
    const { left } = await stopDuring(() => new Promise(() => undefined), 1)
    expect(left).toEqual([{ attempts: 1, locked_by: null, failed: true }])
  })
})

test('a job beyond its time is told so and counts as failed', async () => {
  const crawl = defineJob('porch.crawl', z.object({}))
  const manifests = [
    defineModule({
      name: 'porch',
      jobs: [
        work(
          crawl,
          (door) =>
            new Promise((_, reject) => {
              door.signal.addEventListener('abort', () => reject(door.signal.reason))
            }),
          { timeout_s: 0.05, attempts: 1 },
        ),
      ],
    }),
  ]
  const units = await testUnits({ manifests })
  await units.unit(origin, async (tx) => tx.later(crawl, {}))
  const [run] = await units.runJobs({ failures: 'expected' })
  expect(run).toMatchObject({
    outcome: 'dead',
    error: { message: 'The job took longer than 0.05 s' },
  })
})
