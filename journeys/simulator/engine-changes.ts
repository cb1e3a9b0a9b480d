import { must } from '#kernel/assert.ts'
import { acceptPlanQuote } from '#modules/billing/commands/accept-plan-quote.ts'
import { cancelAddon } from '#modules/billing/commands/cancel-addon.ts'
import { quotePlan } from '#modules/billing/commands/quote-plan.ts'
import { sellAddon } from '#modules/billing/commands/sell-addon.ts'
import { anAddon } from '#modules/catalog/testing.ts'
import { addonsDuring, askChange } from '#modules/services/index.ts'
import type { JobDoor } from '#platform/jobs.ts'
import { z } from 'zod'
import type { DeedOf } from './deeds.ts'
import { productOf } from './engine-terms.ts'
import { THINGS } from './plans.ts'

const sale = z.object({ saleId: z.string() })

/** What people of the town change about what they hold: the plan, and what stands beside it. */
export async function openChanges({ unit, read }: Pick<JobDoor, 'unit' | 'read'>) {
  const products = new Map<string, string>()
  for (const thing of THINGS)
    products.set(thing.key, await unit((tx) => anAddon(tx, productOf(thing))))

  return {
    /** They are told a price, and take it; or say what shall be with the end of the time. */
    async plan(
      deed: DeedOf<'change' | 'change-at-end'>,
      { serviceId, planVersionId }: { serviceId: string; planVersionId: string },
    ) {
      if (deed.do === 'change-at-end') {
        const details = { what: 'plan', planVersionId } as const
        await unit((tx) => askChange(tx, { serviceId, effective: 'period-end', details }))
        return
      }
      const quoteId = await unit((tx) => quotePlan(tx, { serviceId, planVersionId }))
      const ifShort = deed.waits ? 'wait' : 'refuse'
      await unit((tx) => acceptPlanQuote(tx, { serviceId, quoteId, ifShort }))
    },
    async add(
      { thing, quantity }: DeedOf<'add'>,
      { serviceId, id }: { serviceId: string; id: string },
    ) {
      const productId = must(products.get(thing), `${thing} is sold`)
      await unit((tx) => sellAddon(tx, { serviceId, id, productId, quantity }))
    },
    /** By the sale that it came with. */
    async drop({ atEnd }: DeedOf<'drop'>, { serviceId, id }: { serviceId: string; id: string }) {
      const held = await read((now) =>
        addonsDuring(now, {
          ...{ serviceIds: [serviceId], from: now.now.subtract({ hours: 24 * 800 }) },
          to: now.now.add({ seconds: 1 }),
        }),
      )
      const addonId = held.find(({ price }) => sale.safeParse(price).data?.saleId === id)?.addonId
      const when = atEnd ? 'period-end' : 'now'
      await unit((tx) => cancelAddon(tx, { serviceId, when, addonId: addonId ?? id }))
    },
  }
}
