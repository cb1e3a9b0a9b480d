import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import { testTx, testUnits } from '#platform/testing.ts'
import { CHART } from '../contract.ts'
import { journalNow } from '../queries/journals.ts'
import { periodsNow } from '../queries/periods.ts'
import { credit, debit } from '../rules/journal.ts'
import { aJournal } from '../testing.ts'
import { closePeriod } from './close-period.ts'
import { post } from './post.ts'
import { reopenPeriod } from './reopen-period.ts'

const september = Temporal.Instant.from('2026-09-30T23:30:00+03:00')
const october = Temporal.Instant.from('2026-10-01T00:30:00+03:00')
const close = { month: '2026-09-01', reason: 'Figures sent to the accountant' }

test('a closed period takes nothing more, except what has moved already, and that now', async () => {
  await testTx(async (tx) => {
    await aJournal(tx, { bookedAt: september })
    await closePeriod(tx, close)
    expect(tx.announced).toMatchObject([{ name: 'ledger.period-closed' }])
    await expect(aJournal(tx, { bookedAt: september })).rejects.toMatchObject({
      code: 'ledger.period_closed',
      facts: { month: '2026-09' },
    })
    const late = await aJournal(tx, { bookedAt: september, whenClosed: 'book-now' })
    expect(await journalNow(tx, late.id)).toMatchObject({ bookedOn: '2026-11-20' })
    // Half past midnight in Nairobi is still September in UTC.
    await aJournal(tx, { bookedAt: october })
  })
})

test('also for somebody who writes to the database by hand', async () => {
  await testTx(async (tx) => {
    await aJournal(tx, { bookedAt: september })
    await closePeriod(tx, close)
    await sql`savepoint here`.execute(tx.sql)
    await expect(
      sql`insert into ledger.journal (id, kind, key, body_hash, currency, booked_at, booked_on, recorded_at, by_kind, by_id)
          select gen_random_uuid(), kind, 'by-sql', body_hash, currency, booked_at, booked_on, recorded_at, by_kind, by_id
          from ledger.journal limit 1`.execute(tx.sql),
    ).rejects.toThrow('2026-09 is closed')
    await sql`rollback to savepoint here`.execute(tx.sql)
  })
})

test('periods close in order, and open again from the end, with their reasons kept', async () => {
  await testTx(async (tx) => {
    await aJournal(tx, { bookedAt: september })
    await expect(closePeriod(tx, { ...close, month: '2026-10-01' })).rejects.toMatchObject({
      code: 'ledger.period_not_next',
      facts: { next: '2026-09' },
    })
    await closePeriod(tx, close)
    await closePeriod(tx, { ...close, month: '2026-10-01' })
    await expect(reopenPeriod(tx, { ...close, reason: 'Late bill' })).rejects.toMatchObject({
      code: 'ledger.period_not_last',
    })
    await reopenPeriod(tx, { month: '2026-10-01', reason: 'Late bill' })
    await aJournal(tx, { bookedAt: october })
    expect(await periodsNow(tx)).toMatchObject({
      periods: [
        { month: '2026-11-01', state: 'open', changes: [] },
        {
          month: '2026-10-01',
          state: 'open',
          changes: [{ state: 'open', reason: 'Late bill' }, { state: 'closed' }],
        },
        { month: '2026-09-01', state: 'closed' },
      ],
      next: { month: '2026-10-01' },
      reopenable: '2026-09-01',
    })
  })
})

test('a period that is not over, or holds rounding, is not closed', async () => {
  await testTx(async (tx) => {
    await post(tx, {
      kind: 'ledger.test',
      key: 'rounding',
      bookedAt: september,
      postings: [debit(CHART.rounding, kes(1n)), credit(CHART.bank, kes(1n))],
    })
    await expect(closePeriod(tx, close)).rejects.toMatchObject({
      code: 'ledger.period_not_ready',
      facts: { checks: 'no-rounding' },
    })
  })
  await testTx(async (tx) => {
    await aJournal(tx)
    await expect(closePeriod(tx, { ...close, month: '2026-11-01' })).rejects.toMatchObject({
      facts: { checks: 'over' },
    })
  })
})

test('a unit that books while the period closes comes before it or not at all', async () => {
  const units = await testUnits()
  const origin = { actor: system('test'), name: 'ledger.race' }
  await units.unit(origin, (tx) => aJournal(tx, { bookedAt: september }))
  const held = Promise.withResolvers<void>()
  const booked = Promise.withResolvers<void>()
  const booking = units.unit(origin, async (tx) => {
    await aJournal(tx, { bookedAt: september, key: 'in-time' })
    booked.resolve()
    await held.promise
  })
  await booked.promise
  const closing = units.unit(origin, (tx) => closePeriod(tx, close))
  // It waits: nothing is closed while the other unit may still commit into the period.
  await units.unit(origin, async (tx) => {
    const { rows } = await sql<{ waits: boolean }>`
      select pg_sleep(0.2), exists (select from ledger.period) as waits`.execute(tx.sql)
    expect(rows[0]?.waits).toBe(false)
  })
  held.resolve()
  await Promise.all([booking, closing])
  await expect(
    units.unit(origin, (tx) => aJournal(tx, { bookedAt: september })),
  ).rejects.toMatchObject({ code: 'ledger.period_closed' })
})
