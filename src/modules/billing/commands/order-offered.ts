import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { productContent, resolvePrice, type PlanVersion } from '#modules/catalog/contract.ts'
import { agreePrice, versionForRenewal } from '#modules/catalog/index.ts'
import { addAddon, orderService, planFacts } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { z } from 'zod'
import type { QuotedItem } from '../contract.ts'
import { prospect, type Prospect } from '../queries/offer.ts'
import type { KeptQuotation } from '../queries/quotations.ts'
import { pricesToAgree, type OfferedLine } from '../rules/quotation.ts'

type PlanItem = Extract<QuotedItem, { kind: 'plan' }>

/** Orders the services that were offered, each with its add-ons at the offered price. Answers their ids. */
export async function orderOffered(
  tx: Tx,
  quotation: KeptQuotation,
  lines: readonly OfferedLine[],
): Promise<string[]> {
  const ordered: string[] = []
  const about = await prospect(tx, quotation.subscriberId)
  for (const [place, item] of quotation.items.entries()) {
    if (item.kind !== 'plan') continue
    const offered = lines.filter((line) => line.item === place)
    const version = await versionForRenewal(tx, { ...item, at: tx.now })
    const agreed = agreedOn(tx, { item, version, about, offered })
    const facts = await planFacts(tx, item.planVersionId)
    for (let line = 0; line < item.lines; line++) {
      const { planVersionId, access, waitsFor, siteId: elsewhere } = item
      const siteId = elsewhere ?? about.siteId
      const { serviceId } = await orderService(tx, {
        ...{ subscriberId: quotation.subscriberId, planVersionId, access, waitsFor, siteId },
        ...facts,
      })
      ordered.push(serviceId)
      await addAddons(tx, { serviceId, quotation, item, offered })
      await keepPrices(tx, { serviceId, planId: version.planId, quotation, agreed, about })
    }
  }
  return ordered
}

/** What of the offer the catalog would not ask by itself. */
function agreedOn(
  tx: Tx,
  given: { item: PlanItem; version: PlanVersion; about: Prospect; offered: readonly OfferedLine[] },
) {
  const { item, version, about, offered } = given
  // Each is priced when it is bought: alone, next to those that run already.
  const facts = about.facts({ siteId: item.siteId, lines: 1 })
  const quote = resolvePrice(version, about.book, facts, tx.now)
  return pricesToAgree(
    offered.filter(({ product }) => product === null),
    quote,
  )
}

/** A service that is ordered now is bought later: until then, and for as many days as the offer held, its price is what was offered. */
async function keepPrices(
  tx: Tx,
  given: {
    serviceId: string
    planId: string
    quotation: KeptQuotation
    agreed: ReturnType<typeof pricesToAgree>
    about: Prospect
  },
) {
  const { serviceId, planId, quotation, agreed, about } = given
  const lastDay = Temporal.PlainDate.from(about.day).add({ days: quotation.validDays }).toString()
  for (const { component, cents } of agreed)
    await agreePrice(tx, {
      ...{ holderKind: 'service', holderId: serviceId, planId, componentKey: component },
      ...{ effect: { kind: 'price', price: kes(cents) }, withRules: false },
      ...{ from: about.day, lastDay, reason: quotation.code ?? '' },
    })
}

async function addAddons(
  tx: Tx,
  given: {
    serviceId: string
    quotation: KeptQuotation
    item: PlanItem
    offered: readonly OfferedLine[]
  },
) {
  const { serviceId, quotation, item, offered } = given
  for (const { productId, quantity } of item.addons) {
    const found = offered.find(({ product }) => product?.id === productId)
    const { content } = must(found?.product, 'what is offered has its line')
    await addAddon(tx, {
      ...{ serviceId, productId, name: content.name.en, quantity, from: tx.now, to: null },
      price: { ...z.encode(productContent, content), saleId: quotation.id },
    })
  }
}
