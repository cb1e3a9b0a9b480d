import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { aService } from '#modules/services/testing.ts'
import { usualContractTerms } from '#modules/subscribers/contract.ts'
import { aContract, aSubscriber } from '#modules/subscribers/testing.ts'
import type { TestTx } from '#platform/testing.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { levelsOfMonth } from '../queries/service-level.ts'
import { creditServiceLevel } from './credit-service-level.ts'
import { noteOutage } from './note-outage.ts'
import { recogniseRevenue } from './recognise-revenue.ts'
import { removeOutage } from './remove-outage.ts'
import { at, holds, invoices, pays, testTx, wallet } from './testing.ts'

const terms = {
  ...usualContractTerms,
  serviceLevel: {
    ...{ availability_bp: 9990, creditCap_bp: 3000 },
    bands: [
      { below_bp: 9990, credit_bp: 500 },
      { below_bp: 9900, credit_bp: 1000 },
    ],
  },
}

async function company(tx: TestTx) {
  const subscriberId = await aSubscriber(tx, { kind: 'company' })
  const contractId = await aContract(tx, {
    ...{ subscriberId, terms, from: '2026-12-01', until: null },
  })
  const plan = await aPlan(tx, {
    name: 'Office 50',
    terms: someTerms({ components: [aComponent({ cents: 1_334_000 })] }),
  })
  const held = await aService(tx, { subscriberId, contractId, planVersionId: plan.id })
  return { subscriberId, serviceId: held.serviceId }
}

test('what a contract promised and was not kept comes back once for a month, in words, on an account of its own', async () => {
  await testTx(
    async (tx) => {
      const { subscriberId, serviceId } = await company(tx)
      await pays(tx, subscriberId, 1_334_000n)
      const down = (when: TestTx, from: string, to: string) =>
        noteOutage(when, {
          ...{ serviceId, id: newId(when.now), reason: 'Fibre cut at the junction' },
          ...{ from: `2026-12-${from}:00:00Z`, to: `2026-12-${to}:00:00Z` },
        })
      const christmas = at(tx, '2026-12-25T09:00:00Z')
      await expect(down(christmas, '25T08', '25T10')).rejects.toThrow('ended before')
      await down(christmas, '24T00', '24T08')
      await down(christmas, '24T04', '24T10')
      const wrong = await down(christmas, '20T00', '22T00')
      await removeOutage(christmas, { serviceId, outageId: wrong })
      const month = '2026-12'
      await expect(creditServiceLevel(christmas, { serviceId, month })).rejects.toMatchObject({
        code: 'billing.month_not_over',
      })

      const january = at(tx, '2027-01-02T09:00:00Z')
      await recogniseRevenue(january)
      const { levels } = await levelsOfMonth(january, { subscriberId })
      expect(levels.map(({ shown }) => shown)).toMatchObject([
        {
          ...{ month, downSeconds: 36_000, kept_bp: 9865, credit: { share_bp: 1000 } },
          ...{ credited: [] },
        },
      ])
      const [note] = await creditServiceLevel(january, { serviceId, month })
      expect(await creditServiceLevel(january, { serviceId, month })).toEqual([note])
      const [invoice] = await invoices(january, subscriberId)
      const written = (await invoiceNow(january, invoice?.id ?? '')).creditNotes
      expect(written).toMatchObject([
        {
          reason:
            'Down for 10 h 0 min in 2026-12: 98.65 % where 99.90 % was promised, 10.00 % back',
          gross: { cents: '133400' },
        },
      ])
      expect(await wallet(january, subscriberId)).toBe(133_400n)
      expect(await accountTotal(january, CHART.serviceLevelCredits)).toBe(100_000n)
      await expect(
        creditServiceLevel(january, { serviceId, month: '2026-11' }),
      ).rejects.toMatchObject({ code: 'billing.level_kept' })
      await holds(january)
    },
    { at: '2026-11-30T21:00:00Z' },
  )
})
