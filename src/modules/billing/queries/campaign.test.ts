import { expect, test } from 'vitest'
import { aComponent, aPlan, aPriceChange, someTerms } from '#modules/catalog/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { aContract, aSubscriber } from '#modules/subscribers/testing.ts'
import { usualContractTerms } from '#modules/subscribers/contract.ts'
import { at, pays, testTx } from '../commands/testing.ts'
import { listCampaign } from '../contract.ts'
import { campaignNow, campaignPage } from './campaign.ts'

test('a price change says of each payer what they pay before and after, by their own price, and how far it has come', async () => {
  await testTx(
    async (tx) => {
      const held = await aPlan(tx, {
        name: 'Home 20',
        terms: someTerms({
          priceRise: { kind: 'next-renewal', noticeDays: 10 },
          components: [aComponent({ cents: 300_000 })],
        }),
      })
      const subscriberId = await aSubscriber(tx, { kind: 'company', name: 'Kilele Traders' })
      const contractId = await aContract(tx, {
        subscriberId,
        terms: { ...usualContractTerms, ramp: [{ fromMonth: 1, share_bp: 5000 }] },
      })
      const half = await aService(tx, { planVersionId: held.id, subscriberId, contractId })
      const whole = await aService(tx, { planVersionId: held.id })
      await pays(tx, whole.subscriberId, 300_000n)
      const { priceChangeId } = await aPriceChange(tx, {
        ...{ planId: held.planId, cents: 360_000, effectiveOn: '2026-12-01' },
        profiles: held.terms.profiles,
      })
      const input = listCampaign.input.parse({ priceChangeId })
      const rows = (await campaignPage(tx, input)).items
      const said = rows.map(({ id, before, after, difference, movesFrom }) => [
        ...[id, before.cents, after.cents, difference.cents, movesFrom],
      ])
      // Ten days of notice are over before the first of January on which anybody renews.
      expect(new Map(said.map(([id, ...rest]) => [id, rest]))).toEqual(
        new Map([
          [half.serviceId, ['150000', '180000', '30000', '2026-12-11']],
          [whole.serviceId, ['300000', '360000', '60000', '2026-12-11']],
        ]),
      )
      expect(await campaignNow(tx, { priceChangeId })).toMatchObject({
        ...{ toMove: 2, moved: 0, keep: 0, listedDifference: { cents: '120000' } },
      })
      const later = at(tx, '2027-01-02T06:00:00Z')
      await pays(later, whole.subscriberId, 360_000n)
      expect(await campaignNow(later, { priceChangeId })).toMatchObject({ toMove: 1, moved: 1 })
      const kept = listCampaign.input.parse({ priceChangeId, state: 'keeps' })
      expect((await campaignPage(tx, kept)).items).toEqual([])
    },
    { at: '2026-12-01T06:00:00Z' },
  )
})
