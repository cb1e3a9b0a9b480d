import { getEventListeners } from 'node:events'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { defineEvent, on, onTogether } from '#platform/events.ts'
import { defineJob, wake, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { unpackFault } from '#platform/queue/fault-chain.ts'
import { startWorker } from '#platform/queue.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'

const origin = { actor: system('test'), name: 'test.work' }
const arrived = defineEvent('shop.arrived', z.object({ who: z.string(), n: z.number() }))
const paid = defineEvent('shop.paid', z.object({ who: z.string() }))
const serve = defineJob('shop.serve', z.object({ who: z.string() }))
const stumble = defineJob('shop.stumble', z.object({}))
const listen = defineJob('shop.listen', z.object({}))

let behave: (tx: Tx) => Promise<void> = async () => undefined
/** What each try of `shop.listen` was told to heed. */
const heeded: AbortSignal[] = []
/** Whom nobody can thank. */
let unthanked: string | undefined
let sweep = async () => ({ done: 0, left: 0 })
const shop = defineModule({
  name: 'shop',
  reactions: [
    on(arrived, 'shop.greet', async (tx, { who, n }) => {
      await behave(tx)
      await note(tx, 'greet', who, n)
    }),
    on(arrived, 'shop.count', async (tx, { who, n }) => note(tx, 'count', who, n)),
    on(arrived, 'shop.seat', async (tx, { who, n }) => note(tx, 'seat', who, n), {
      concerns: ({ n }) => n >= 1_000,
    }),
    onTogether(paid, 'shop.thank', async (tx, happened) => {
      for (const { payload } of happened) {
        await note(tx, 'thank', payload.who, happened.length)
        if (payload.who === unthanked) throw new Error('Nobody has a pen')
      }
    }),
  ],
  jobs: [
    work(listen, async ({ signal }) => void heeded.push(signal)),
    work(serve, async (door, { who }) => door.unit(async (tx) => note(tx, 'serve', who, 0))),
    work(
      stumble,
      async () => {
        throw new Error('The shelf fell', { cause: new Error('A screw was loose') })
      },
      { attempts: 2 },
    ),
  ],
  reconcilers: [{ name: 'shop.sweep', sentence: 'The floor is clean', close: () => sweep() }],
})

async function note(tx: Tx, what: string, who: string, n: number) {
  await sql`insert into public.note (what, who, n) values (${what}, ${who}, ${n})`.execute(tx.sql)
}

let units: TestUnits
beforeAll(async () => {
  units = await testUnits({ manifests: [shop] })
  await sql`create table public.note (id bigint generated always as identity, what text, who text, n int)`.execute(
    units.database.sql,
  )
})
beforeEach(async () => {
  behave = async () => undefined
  unthanked = undefined
  await sql`truncate public.note; delete from graphile_worker._private_jobs`.execute(
    units.database.sql,
  )
})

async function notes() {
  const { rows } = await sql<{
    what: string
    who: string
    n: number
  }>`select what, who, n from public.note order by id`.execute(units.database.sql)
  return rows.map(({ what, who, n }) => `${what} ${who} ${n}`)
}

const arrive = (who: string, n = 0) =>
  units.unit(origin, async (tx) => tx.emit(arrived, { who, n }, { order: who }))

describe('settled one by one', () => {
  test('every reaction to an event takes effect once, however often it is run', async () => {
    await arrive('amina')
    // A job that comes again: its worker died after the commit and before it could say so.
    await sql`
      insert into graphile_worker._private_jobs (task_id, payload) select task_id, payload from graphile_worker._private_jobs
    `.execute(units.database.sql)
    const runs = await units.runJobs()
    expect(runs).toHaveLength(4)
    expect((await notes()).toSorted()).toEqual(['count amina 0', 'greet amina 0'])
  })

  test('nothing is queued for a reaction that an announcement does not concern', async () => {
    await arrive('a wedding', 1_200)
    await arrive('a couple', 2)
    const runs = await units.runJobs()
    expect(runs.filter(({ name }) => name === 'shop.seat')).toHaveLength(1)
    expect((await notes()).filter((said) => said.startsWith('seat'))).toEqual([
      'seat a wedding 1200',
    ])
  })

  test('what one unit announces of many is reacted to together, once; what breaks it is found alone and tried again', async () => {
    unthanked = 'brian'
    await units.unit(origin, async (tx) => {
      for (const who of ['amina', 'brian', 'chebet']) tx.emit(paid, { who }, { order: who })
    })
    const [run, ...others] = await units.runJobs({ failures: 'expected' })
    expect(run).toMatchObject({ name: 'shop.thank', outcome: 'failing' })
    expect(others).toEqual([])
    expect(await notes()).toEqual(['thank amina 1', 'thank chebet 1'])
    unthanked = undefined
    await units.runJobs({ retry: true })
    expect(await notes()).toEqual(['thank amina 1', 'thank chebet 1', 'thank brian 1'])

    await units.unit(origin, async (tx) => {
      for (let n = 0; n < 101; n++) tx.emit(paid, { who: `guest ${n}` })
    })
    // A job that comes again: its worker died after the commit and before it could say so.
    await sql`
      insert into graphile_worker._private_jobs (task_id, payload) select task_id, payload from graphile_worker._private_jobs
    `.execute(units.database.sql)
    expect(await units.runJobs()).toHaveLength(4)
    const guests = (await notes()).filter((said) => said.includes('guest'))
    expect(guests).toHaveLength(101)
    expect(new Set(guests)).toHaveLength(101)
    expect(guests).toContain('thank guest 0 100')
    expect(guests).toContain('thank guest 100 1')
  })

  test('a reaction that fails leaves nothing behind, is tried again, and then takes effect', async () => {
    behave = async (tx) => {
      await note(tx, 'half', 'done', 0)
      throw new Error('Lost the thread')
    }
    await arrive('brian')
    await expect(units.runJobs()).rejects.toThrow('shop.greet')
    expect(await notes()).toEqual(['count brian 0'])
    behave = async () => undefined
    await units.runJobs({ retry: true })
    expect(await notes()).toEqual(['count brian 0', 'greet brian 0'])
  })

  test('a failed reaction is not overtaken by later ones of its order, but by other reactions', async () => {
    behave = async () => {
      throw new Error('Lost the thread')
    }
    await arrive('amina', 1)
    await units.runJobs({ failures: 'expected' })
    behave = async () => undefined
    await arrive('amina', 2)
    await arrive('amina', 3)
    await arrive('brian', 1)
    await units.runJobs()
    expect(await notes()).toEqual([
      'count amina 1',
      'count amina 2',
      'count amina 3',
      'greet brian 1',
      'count brian 1',
    ])
    const runs = await units.runJobs({ retry: true })
    expect((await notes()).slice(5)).toEqual(['greet amina 1', 'greet amina 2', 'greet amina 3'])
    expect(runs.map((run) => run.attempt)).toEqual([2, 1, 1])
  })

  test('a job waits for its moment by our clock, and a later one with its key replaces it', async () => {
    await units.unit(origin, async (tx) =>
      tx.later(serve, { who: 'first' }, { key: 'queue', at: tx.now.add({ hours: 1 }) }),
    )
    await units.unit(origin, async (tx) =>
      tx.later(serve, { who: 'second' }, { key: 'queue', at: tx.now.add({ hours: 2 }) }),
    )
    units.clock.passes('PT1H')
    await units.runJobs()
    expect(await notes()).toEqual([])
    units.clock.passes('PT1H')
    await units.runJobs()
    expect(await notes()).toEqual(['serve second 0'])
  })

  test('a job that always fails is dead after its tries and keeps the whole chain of causes', async () => {
    await units.unit(origin, async (tx) => tx.later(stumble, {}))
    const first = await units.runJobs({ failures: 'expected' })
    const second = await units.runJobs({ failures: 'expected', retry: true })
    const third = await units.runJobs({ failures: 'expected', retry: true })
    expect([first, second, third].map((runs) => runs.map((run) => run.outcome))).toEqual([
      ['failing'],
      ['dead'],
      [],
    ])
    const { rows } = await sql<{
      last_error: string
    }>`select last_error from graphile_worker.jobs`.execute(units.database.sql)
    const chain = unpackFault(rows[0]?.last_error ?? '')
    expect(chain.map((link) => link.message)).toEqual(['The shelf fell', 'A screw was loose'])
  })

  test('a job of newer code stays in the queue', async () => {
    await sql`select graphile_worker.add_job('shop.tomorrow', '{}')`.execute(units.database.sql)
    await units.runJobs()
    const { rows } = await sql`select task_identifier, attempts from graphile_worker.jobs`.execute(
      units.database.sql,
    )
    expect(rows).toEqual([{ task_identifier: 'shop.tomorrow', attempts: 0 }])
  })

  test('a woken reconciler goes on until the gap is closed', async () => {
    let dirt = 5
    sweep = async () => {
      const done = Math.min(2, dirt)
      dirt -= done
      return { done, left: dirt }
    }
    await units.unit(origin, async (tx) => wake(tx, 'shop.sweep'))
    const runs = await units.runJobs()
    expect(runs).toHaveLength(3)
    const { rows } =
      await sql`select name, done, remaining, fault, finished_at is not null as ended from platform.reconciler`.execute(
        units.database.sql,
      )
    expect(rows).toEqual([{ name: 'shop.sweep', done: 1, remaining: 0, fault: null, ended: true }])
  })

  test('a reconciler that fails is noted and leaves no dead job', async () => {
    sweep = async () => {
      throw new Error('No broom')
    }
    await units.unit(origin, async (tx) => wake(tx, 'shop.sweep'))
    await expect(units.runJobs()).rejects.toThrow('shop.sweep')
    const { rows } = await sql<{ fault: string }>`select fault from platform.reconciler`.execute(
      units.database.sql,
    )
    expect(unpackFault(rows[0]?.fault ?? '')[0]?.message).toBe('No broom')
    const { rows: left } = await sql`select * from graphile_worker.jobs`.execute(units.database.sql)
    expect(left).toEqual([])
  })
})

describe('a running worker', () => {
  test('keeps the order of one subscriber and works for others meanwhile', async () => {
    const worker = startWorker({
      manifests: [shop],
      units,
      database: units.database,
      concurrency: 8,
    })
    try {
      for (let n = 0; n < 40; n++)
        for (const who of ['amina', 'brian', 'chebet']) await arrive(who, n)
      await expect
        .poll(async () => (await notes()).length, { timeout: 15_000, interval: 50 })
        .toBe(240)
    } finally {
      await worker.stop()
    }
    const all = await notes()
    for (const who of ['amina', 'brian', 'chebet']) {
      const greeted = all
        .filter((text) => text.startsWith(`greet ${who} `))
        .map((text) => Number(text.split(' ')[2]))
      expect(greeted).toEqual(Array.from({ length: 40 }, (_, n) => n))
    }
  })

  test('keeps nothing of a job that is over', async () => {
    const worker = startWorker({ manifests: [shop], units, database: units.database })
    try {
      heeded.length = 0
      for (let n = 0; n < 5; n++) await units.unit(origin, async (tx) => tx.later(listen, {}))
      await expect.poll(() => heeded.length, { timeout: 15_000 }).toBe(5)
      // Whoever still listens keeps the signal, and all that it was made for, as long as the worker lives.
      await expect
        .poll(() => heeded.flatMap((signal) => getEventListeners(signal, 'abort')).length)
        .toBe(0)
    } finally {
      await worker.stop()
    }
  })
})
