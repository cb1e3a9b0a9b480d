import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { CHART } from '../contract.ts'
import { rollUpDays } from '../jobs.ts'
import { aJournal } from '../testing.ts'
import { accountsNow } from './accounts.ts'
import { invariants } from './invariants.ts'
import { trialBalanceOf } from './trial-balance.ts'

const origin = { actor: system('test'), name: 'ledger.test' }
const day = (text: string) => Temporal.Instant.from(`${text}T12:00:00+03:00`)

/** Runs the reconciler as the queue would. */
function rollUp(units: TestUnits) {
  return rollUpDays.close({
    unit: (work) => units.unit(origin, work),
    read: (work) => units.read(origin, work),
    signal: new AbortController().signal,
    attempt: 1,
  })
}

test('sums are the same before and after they are rolled up, and hold on any past day', async () => {
  const units = await testUnits()
  const book = (date: string, cents: bigint) =>
    units.unit(origin, (tx) => aJournal(tx, { cents, bookedAt: day(date) }))
  await book('2026-11-01', 100n)
  const second = await book('2026-11-10', 20n)
  const balance = (input: { from?: string; asOf?: string } = {}) =>
    units.read(origin, (read) => trialBalanceOf(read, input))
  const before = await balance({ from: '2026-11-02', asOf: '2026-11-15' })
  expect(before.rows).toMatchObject([
    {
      account: { code: 1020 },
      opening: { cents: '100' },
      debit: { cents: '20' },
      credit: { cents: '0' },
      closing: { cents: '120' },
    },
    {
      account: { code: 2100 },
      opening: { cents: '-100' },
      debit: { cents: '0' },
      credit: { cents: '20' },
      closing: { cents: '-120' },
    },
  ])
  expect(before.totals).toMatchObject({
    debit: { cents: '20' },
    credit: { cents: '20' },
    closingDebit: { cents: '120' },
    closingCredit: { cents: '120' },
  })

  expect(await rollUp(units)).toMatchObject({ left: 0 })
  const { rolled_up } = await units.read(origin, (read) =>
    read.sql.selectFrom('ledger.watermark').select('rolled_up').executeTakeFirstOrThrow(),
  )
  expect(rolled_up).toBe(second.number)
  expect(await balance({ from: '2026-11-02', asOf: '2026-11-15' })).toEqual(before)

  // Booked into the past after that day was rolled up: it counts there, now and after the next run.
  await book('2026-11-01', 3n)
  expect((await balance({ asOf: '2026-11-05' })).totals.debit.cents).toBe('103')
  await rollUp(units)
  expect((await balance({ asOf: '2026-11-05' })).totals.debit.cents).toBe('103')

  const { accounts } = await units.read(origin, (read) => accountsNow(read))
  expect(accounts.find(({ code }) => code === CHART.wallets)?.balance).toEqual({
    cents: '123',
    currency: 'KES',
  })
  for (const { violations } of invariants) {
    expect(await units.read(origin, violations)).toEqual([])
  }
})

test('the watermark waits for a unit that took a number and has not committed', async () => {
  const units = await testUnits()
  await rollUp(units)
  const mark = () =>
    units.read(origin, (read) =>
      read.sql.selectFrom('ledger.watermark').select('rolled_up').executeTakeFirstOrThrow(),
    )
  const before = await mark()
  const slow = Promise.withResolvers<void>()
  const began = Promise.withResolvers<void>()
  const unit = units.unit(origin, async (tx) => {
    await aJournal(tx)
    began.resolve()
    await slow.promise
  })
  await began.promise
  const overtaking = await units.unit(origin, (tx) => aJournal(tx))
  await rollUp(units)
  await rollUp(units)
  expect(await mark()).toEqual(before)
  slow.resolve()
  await unit
  await rollUp(units)
  expect((await mark()).rolled_up).toBe(overtaking.number)
  for (const { violations } of invariants) {
    expect(await units.read(origin, violations)).toEqual([])
  }
})
