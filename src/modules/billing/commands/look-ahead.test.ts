import { expect, test } from 'vitest'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { newId } from '#kernel/id.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { testTx } from '#platform/testing.ts'
import { invariants } from '../queries/invariants.ts'
import { aPaidHome, anInvoice } from '../testing.ts'
import { lookAhead } from './look-ahead.ts'

test('the next three invoices are those that will be written, and nothing of them stays', async () => {
  await testTx(
    async (tx) => {
      await tx.sql.updateTable('organization.isp').set({ vat_registered: true }).execute()
      // Paid until 28 February; the row began on the 31st.
      const { subscriberId, serviceId } = await aPaidHome(tx)
      const wallet = { kind: 'subscriber', id: subscriberId } as const
      const state = async () => ({
        paidUntil: (await servicesHeld(tx, { serviceIds: [serviceId] }))[0]?.paidUntil?.toString(),
        wallet: (await balanceOf(tx, wallet, CHART.wallets)).cents,
        series: await tx.sql.selectFrom('billing.series').selectAll().orderBy('kind').execute(),
      })
      const before = await state()
      const ahead = await lookAhead(tx, { subscriberId, count: 3 })
      expect(ahead.map(({ at, gross, how }) => [at.slice(0, 10), gross.cents, how])).toEqual([
        ['2027-02-28', '299900', 'prepaid'],
        ['2027-03-31', '299900', 'prepaid'],
        ['2027-04-30', '299900', 'prepaid'],
      ])
      expect(ahead[0]?.lines.map(({ words }) => words.en)).toEqual([
        'Home 20, 28 Feb 2027 – 31 Mar 2027',
      ])
      expect(await state()).toEqual(before)
      expect(tx.announced.filter(({ name }) => name === 'billing.service-renewed')).toHaveLength(1)
      // The next real number is the next one still.
      await anInvoice(tx, { subscriberId })
      for (const { violations } of invariants) expect(await violations(tx)).toEqual([])
      await expect(lookAhead(tx, { subscriberId: newId(tx.now), count: 3 })).rejects.toMatchObject({
        code: 'billing.subscriber_not_found',
      })
    },
    { at: '2027-01-31T18:00:00+03:00' },
  )
})
