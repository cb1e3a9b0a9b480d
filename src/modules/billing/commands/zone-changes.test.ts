import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { periodsDuring } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { at, bills, holds, pays, testTx } from './testing.ts'
import { recogniseRevenue } from './recognise-revenue.ts'

test('an ISP that moves its clock charges no time twice and none never, eastwards, westwards and with the clock set back', async () => {
  await testTx(
    async (tx) => {
      const sold = (terms: Parameters<typeof someTerms>[0]) =>
        aPlan(tx, { terms: someTerms({ components: [aComponent({ cents: 9_900 })], ...terms }) })
      const day = await sold({
        validity: { unit: 'day', count: 1, mode: 'calendar', anchor: null },
      })
      const month = await sold({})
      const office = await sold({ payment: 'postpaid' })
      const prepaid = [
        await aService(tx, { planVersionId: day.id }),
        await aService(tx, { planVersionId: month.id }),
      ]
      const company = await aSubscriber(tx, { terms: { ...usualTerms, cycleAnchor: 1 } })
      await aService(tx, { planVersionId: office.id, pay: 'postpaid', subscriberId: company })
      const moves = [
        ['2026-12-01T06:00:00Z', 'Africa/Nairobi'],
        ['2026-12-01T20:30:00Z', 'Pacific/Apia'],
        ['2026-12-31T20:00:00Z', 'America/New_York'],
        // The clock of the machine was set back by an hour, and forwards again.
        ['2026-12-31T19:00:00Z', 'America/New_York'],
        ['2027-02-03T12:00:00Z', 'Africa/Nairobi'],
      ] as const
      for (const [moment, zone] of moves) {
        const now = at(tx, moment)
        await now.sql.updateTable('organization.isp').set({ time_zone: zone }).execute()
        for (const { subscriberId } of prepaid) await pays(now, subscriberId, 9_900n)
        await bills(now)
        await recogniseRevenue(now)
        await recogniseRevenue(now)
        await holds(now)
      }
      const spans = await periodsDuring(tx, {
        serviceIds: prepaid.map(({ serviceId }) => serviceId),
        ...{ from: tx.now, to: tx.now.add({ hours: 24 * 400 }) },
      })
      expect(spans.length).toBeGreaterThan(4)
      for (const { from, to } of spans)
        expect(Temporal.Instant.compare(from, to), `${from.toString()} ${to.toString()}`).toBe(-1)
      const { rows: lines } = await sql<{ from_at: Temporal.Instant; to_at: Temporal.Instant }>`
        select from_at, to_at from billing.line join billing.invoice on invoice.id = line.invoice_id
        where subscriber_id = ${company} order by from_at`.execute(tx.sql)
      // What the company was invoiced for has neither a hole nor a day that stands twice.
      expect(lines.length).toBeGreaterThan(1)
      for (const [place, { from_at }] of lines.entries())
        if (place > 0) expect(from_at.toString()).toBe(lines[place - 1]?.to_at.toString())
    },
    { at: '2026-12-01T06:00:00Z' },
  )
})
