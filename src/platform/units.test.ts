import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody } from '#kernel/actor.ts'
import { DatabaseFault } from '#platform/database-fault.ts'
import { defineEvent, on } from '#platform/events.ts'
import { defineJob, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { testTx, testUnits, type TestUnits } from '#platform/testing.ts'
import type { Sql } from '#platform/tx.ts'

const origin = { actor: nobody, name: 'test.work' }

const opened = defineEvent('till.opened', z.object({ till: z.string() }))
const count = defineJob('till.count', z.object({ till: z.string() }))
const till = defineModule({
  name: 'till',
  reactions: [
    on(opened, 'till.greet', async () => undefined),
    on(opened, 'till.light', async () => undefined),
  ],
  jobs: [work(count, async () => undefined, { attempts: 3 })],
})

let units: TestUnits
beforeAll(async () => {
  units = await testUnits({ manifests: [till] })
  await sql`create table public.account (id text primary key, cents bigint not null)`.execute(
    units.database.sql,
  )
})

async function open(account: string, cents: bigint) {
  await sql`insert into public.account values (${account}, ${cents})`.execute(units.database.sql)
}

async function centsOf(tx: { sql: Sql }, account: string): Promise<bigint> {
  const { rows } = await sql<{
    cents: bigint
  }>`select cents from public.account where id = ${account}`.execute(tx.sql)
  return rows[0]?.cents ?? 0n
}

async function put(tx: { sql: Sql }, account: string, cents: bigint) {
  await sql`update public.account set cents = ${cents} where id = ${account}`.execute(tx.sql)
}

const sumOf = async (...accounts: string[]) => {
  let sum = 0n
  for (const account of accounts) sum += await centsOf(units.database, account)
  return sum
}

test('values travel to PostgreSQL and back as what they are', async () => {
  await testTx(async (tx) => {
    const given = {
      instant: Temporal.Instant.from('2026-11-20T15:00:00.123456Z'),
      date: Temporal.PlainDate.from('2028-02-29'),
      cents: 9_007_199_254_740_993n,
      span: Temporal.Duration.from('P1M2DT3H'),
    }
    const { rows } = await sql<Record<string, unknown>>`
      select ${given.instant}::timestamptz as instant, ${given.date}::date as date, ${given.cents}::bigint as cents,
             ${given.span}::interval as span, ${[given.date, null]}::date[] as dates, 1.10::numeric as exact
    `.execute(tx.sql)
    const back = rows[0]
    expect(back?.instant).toBeInstanceOf(Temporal.Instant)
    expect(String(back?.instant)).toBe('2026-11-20T15:00:00.123456Z')
    expect(String(back?.date)).toBe('2028-02-29')
    expect(back?.cents).toBe(given.cents)
    expect(String(back?.span)).toBe('P1M2DT3H')
    expect(String(back?.dates)).toBe('2028-02-29,')
    expect(back?.exact).toBe('1.10')
  })
})

describe('a read-write unit', () => {
  test('commits what it wrote, announced and left for later, all or nothing', async () => {
    const failing = units.unit(origin, async (tx) => {
      tx.emit(opened, { till: 'undone' })
      tx.later(count, { till: 'undone' })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await units.unit(origin, async (tx) => {
      tx.emit(opened, { till: 'done' }, { order: 'till-1' })
      tx.later(count, { till: 'replaced' }, { key: 'one' })
      tx.later(count, { till: 'done' }, { key: 'one', at: tx.now.add({ hours: 1 }) })
    })
    const { rows: events } =
      await sql`select name, payload, actor, origin, order_key from platform.event`.execute(
        units.database.sql,
      )
    expect(events).toEqual([
      {
        name: 'till.opened',
        payload: { till: 'done' },
        actor: 'nobody',
        origin: 'test.work',
        order_key: 'till-1',
      },
    ])
    const { rows: jobs } = await sql`
      select task_identifier, key, max_attempts, queue_name like 'lane-%' as ordered, run_at > now() + interval '59 minutes' as waits
        from graphile_worker.jobs order by task_identifier
    `.execute(units.database.sql)
    expect(jobs).toEqual([
      {
        task_identifier: 'till.count',
        key: 'till.count:one',
        max_attempts: 3,
        ordered: null,
        waits: true,
      },
      { task_identifier: 'till.greet', key: null, max_attempts: 10, ordered: true, waits: false },
      { task_identifier: 'till.light', key: null, max_attempts: 10, ordered: true, waits: false },
    ])
  })

  test('throws at once when a payload does not fit its declaration', async () => {
    const wrong = units.unit(origin, async (tx) =>
      tx.emit(opened, { till: 7 as unknown as string }),
    )
    await expect(wrong).rejects.toThrow(z.ZodError)
  })

  test('refuses to leave a job that nobody does', async () => {
    const orphan = defineJob('till.dance', z.object({}))
    const left = units.unit(origin, async (tx) => tx.later(orphan, {}))
    await expect(left).rejects.toThrow('no room does the job till.dance')
  })

  test('does not pretend to have committed when the work swallowed a failed statement', async () => {
    const swallowed = units.unit(origin, async (tx) => {
      await sql`select 1 / 0`.execute(tx.sql).catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow()
  })

  test('is tried again after a deadlock, and nothing is lost', async () => {
    await open('a', 100n)
    await open('b', 100n)
    let tries = 0
    const firstStepTaken = bothReach()
    const transfer = (from: string, to: string) =>
      units.unit(origin, async (tx) => {
        tries++
        await sql`update public.account set cents = cents - 10 where id = ${from}`.execute(tx.sql)
        await firstStepTaken()
        await sql`update public.account set cents = cents + 10 where id = ${to}`.execute(tx.sql)
      })
    await Promise.all([transfer('a', 'b'), transfer('b', 'a')])
    expect(tries).toBe(3)
    expect(await sumOf('a', 'b')).toBe(200n)
  })

  test('asked to be serializable, keeps what two units together would break', async () => {
    // Each may take from its own account while the sum of both stays positive: the textbook write skew.
    await open('his', 60n)
    await open('hers', 60n)
    let tries = 0
    const bothHaveRead = bothReach()
    const take = (account: string) =>
      units.unit(
        origin,
        async (tx) => {
          tries++
          const sum = (await centsOf(tx, 'his')) + (await centsOf(tx, 'hers'))
          await bothHaveRead()
          if (sum >= 100n) await put(tx, account, (await centsOf(tx, account)) - 100n)
        },
        { isolation: 'serializable' },
      )
    await Promise.all([take('his'), take('hers')])
    expect(tries).toBeGreaterThan(2)
    expect(await sumOf('his', 'hers')).toBe(20n)
  })

  test('gives up after five tries', async () => {
    let tries = 0
    const hopeless = units.unit(origin, async (tx) => {
      tries++
      await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(tx.sql)
    })
    await expect(hopeless).rejects.toThrow('again')
    expect(tries).toBe(5)
  })

  test('waits for a hot row and goes on, without starting over', async () => {
    await open('hot', 0n)
    let tries = 0
    const add = () =>
      units.unit(origin, async (tx) => {
        tries++
        await sql`update public.account set cents = cents + 1 where id = 'hot'`.execute(tx.sql)
      })
    await Promise.all(Array.from({ length: 50 }, add))
    expect(await sumOf('hot')).toBe(50n)
    expect(tries).toBe(50)
  })
})

describe('a read unit', () => {
  test('cannot write', async () => {
    const writing = units.read(origin, (read) => sql`delete from public.account`.execute(read.sql))
    await expect(writing).rejects.toThrow(DatabaseFault)
  })

  test('sees one moment however long it looks', async () => {
    await open('still', 1n)
    await units.read(origin, async (read) => {
      expect(await centsOf(read, 'still')).toBe(1n)
      await put(units.database, 'still', 2n)
      expect(await centsOf(read, 'still')).toBe(1n)
    })
  })
})

/** The first two callers wait for each other; later ones (the retries) pass. */
function bothReach(): () => Promise<void> {
  let waiting = 0
  const both = Promise.withResolvers<void>()
  return () => {
    waiting++
    if (waiting >= 2) both.resolve()
    return both.promise
  }
}
