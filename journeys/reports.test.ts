import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { billing } from '#modules/billing/module.ts'
import { recognise } from '#modules/billing/jobs.ts'
import { aBadDebt, aCreditNote, anInvoice, aPaidHome } from '#modules/billing/testing.ts'
import { undoAdjustment } from '#modules/billing/commands/undo-adjustment.ts'
import { ledger } from '#modules/ledger/module.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aMember } from '#modules/staff/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { wake } from '#platform/jobs.ts'
import { testUnits } from '#platform/testing.ts'
import type { Origin } from '#platform/tx.ts'
import { readReport, REPORTS, type Report } from '#modules/desk/contract.ts'
import { reportCsv } from '#modules/desk/rules/csv.ts'
import { reportNow } from '#modules/desk/queries/reports.ts'

const origin = { actor: system('test'), name: 'desk.test' }

test('every report comes to what the ledger says, before and after it is summed up, on any day', async () => {
  const units = await testUnits({ manifests: [ledger, billing], at: '2026-09-20T18:00:00+03:00' })
  await units.unit(origin, (tx) =>
    tx.sql.updateTable('organization.isp').set({ vat_registered: true }).execute(),
  )
  const report = (name: Report['report'], asked: { asOf?: string; by?: string } = {}) =>
    units.read(origin, (read) =>
      reportNow(read, readReport.input.parse({ report: name, ...asked })),
    )
  const sumUp = async () => {
    await units.unit(origin, async (tx) => wake(tx, 'ledger.roll-up-days'))
    await units.runJobs()
    await units.unit(origin, async (tx) => wake(tx, 'billing.sum-up'))
    await units.runJobs()
  }
  const row = (of: Report, key: string) => of.series.find((one) => one.key === key)
  const last = (of: Report, key: string) => row(of, key)?.values.at(-1)

  const { home, debtor, owed } = await units.unit(origin, async (tx) => {
    const made = await aPaidHome(tx)
    const owing = await aSubscriber(tx)
    const invoiceId = await anInvoice(tx, { subscriberId: owing, cents: 116_000 })
    return { home: made, debtor: owing, owed: invoiceId }
  })
  await sumUp()
  // A month later they renew, another comes, one is credited, the debtor pays a part; revenue is earned day by day.
  for (let day = 0; day < 4; day++) {
    units.clock.passes('P10D')
    await units.unit(origin, async (tx) => tx.later(recognise, {}))
    await units.runJobs()
  }
  await units.unit(origin, async (tx) => {
    await aPayment(tx, { subscriberId: home.subscriberId, cents: 299_900n })
    await aPayment(tx, { subscriberId: debtor, cents: 16_000n })
  })
  await units.runJobs()
  const seller = await units.unit(origin, (tx) => aMember(tx, { name: 'Wanjiru Kamau' }))
  const sells: Origin = {
    ...{ name: 'desk.test', sites: 'all' },
    actor: {
      ...{ kind: 'staff', id: seller.id, via: { kind: 'session', id: seller.id } },
      ...{ permissions: new Set<string>(), sites: 'all', standing: 'whole', provenAt_ms: 0 },
    },
  }
  const sold = await units.unit(sells, (tx) => aPaidHome(tx, { cents: 499_900 }))
  await units.unit(origin, async (tx) => {
    const { invoiceId } = sold
    await aCreditNote(tx, { invoiceId, cents: 100_000 })
    await aBadDebt(tx, { invoiceId: owed, cents: 30_000 })
    const adjustmentId = await aBadDebt(tx, { invoiceId: owed, cents: 20_000 })
    await undoAdjustment(tx, { adjustmentId, reason: 'They are back' })
  })

  const asked = REPORTS.map((name) => ({ name, by: 'site' }))
  const before = await Promise.all(asked.map(({ name, by }) => report(name, { by })))
  const differences = before.map(({ report: name, ledger: of }) => [name, of?.difference ?? '0'])
  expect(differences).toEqual(REPORTS.map((name) => [name, '0']))
  await sumUp()
  const after = await Promise.all(asked.map(({ name, by }) => report(name, { by })))
  // What people who pay again and again bring is known a minute later; all else is known at once.
  const isAtOnce = ({ report: name }: Report) => name !== 'recurring' && name !== 'payers'
  expect(after.filter(isAtOnce)).toEqual(before.filter(isAtOnce))
  for (const by of ['plan', 'segment', 'kind', 'cohort', 'seller'])
    expect((await report('revenue', { by })).ledger?.difference).toBe('0')

  // 1,160.00 of which 160.00 were paid and 300.00 given up; on 31 October nothing of it, and it was not 30 days late.
  expect(after.find((one) => one.report === 'ageing')?.series[0]?.values).toContain('70000')
  const october = await report('ageing', { asOf: '2026-10-10' })
  expect(october.series[0]?.values).toEqual(['0', '116000', '0', '0', '0'])

  const recurring = await report('recurring')
  expect(recurring.at.slice(-2)).toEqual(['2026-09', '2026-10'])
  expect(row(recurring, 'new')?.values.slice(-2)).toEqual(['224812', '374737'])
  expect(last(recurring, 'end')).toBe('599549')
  const payers = await report('payers')
  expect(last(payers, 'payers')).toBe('2')
  // Nobody buys anything for a long time: both have left, each thirty days after their time.
  const spring = await report('recurring', { asOf: '2027-02-28' })
  expect([last(spring, 'end'), row(spring, 'churn')?.total]).toEqual(['0', '-599549'])
  expect(last(await report('payers', { asOf: '2027-02-28' }), 'payers')).toBe('0')
  await units.read(origin, async (read) => {
    const { rows } = await sql`
      select from billing.mrr_move full join billing.mrr_of((select array_agg(id) from subscribers.subscriber)) as again
        using (subscriber_id, day, kind, cents)
      where mrr_move.subscriber_id is null or again.subscriber_id is null`.execute(read.sql)
    expect(rows).toEqual([])
  })
  expect(reportCsv(recurring).split('\r\n')[0]).toMatch(/^,2025-11,.*,2026-10,total$/)

  // A day later something is earned of what was sold last.
  units.clock.passes('P1D')
  await units.unit(origin, async (tx) => tx.later(recognise, {}))
  await units.runJobs()
  const sellers = await report('revenue', { by: 'seller' })
  expect(sellers.series.map(({ key, name }) => [key, name])).toEqual([
    ['itself', null],
    ['none', null],
    [seller.id, 'Wanjiru Kamau'],
  ])
  expect(sellers.ledger?.difference).toBe('0')
})
