import { acceptQuotation, sendQuotation, writeQuotation } from '#modules/billing/contract.ts'
import type { QuotedItem } from '#modules/billing/contract.ts'
import { listPlans, listProducts, readPlan } from '#modules/catalog/contract.ts'
import type { Client } from '#kernel/client.ts'
import { listSubscribers } from '#modules/subscribers/contract.ts'

/** The same at each try, so that a demo that was killed half way offers nothing twice. */
const OFFERS = {
  accepted: '0193a000-0000-7000-8000-000000000001',
  sent: '0193a000-0000-7000-8000-000000000002',
} as const

/** A company took an offer for another lodge; somebody thinks about two lines, a router and an address of their own. */
export async function offerToSome(owner: Client): Promise<void> {
  const business = await onSale(owner, 'BIZ-50')
  const home = await onSale(owner, 'HOME-20')
  const { items: products } = await owner.call(listProducts, { limit: 50 })
  const product = (code: string) => products.find((one) => one.code === code)?.id
  const [router, address] = [product('ROUTER-AX'), product('STATIC-IP')]
  const { items: companies } = await owner.call(listSubscribers, { q: 'Baobab Lodges', limit: 1 })
  const { items: people } = await owner.call(listSubscribers, {
    ...{ kind: ['person'], state: ['active'], sort: 'number', limit: 8 },
  })
  const [company, person] = [companies[0], people.at(-1)]
  if (!business || !home || !router || !address || !company || !person) return
  const line = { kind: 'plan', access: 'ipoe', siteId: null } as const
  const accepted = await offer(owner, {
    ...{ id: OFFERS.accepted, subscriberId: company.id },
    items: [
      { ...line, planVersionId: business, lines: 1, waitsFor: 'installation', addons: [] },
      { kind: 'product', productId: router, quantity: 2 },
    ],
    notes: {
      en: 'The fourth lodge, in Kilifi. Installed within ten working days.',
      sw: 'Hoteli ya nne, Kilifi. Itafungwa ndani ya siku kumi za kazi.',
    },
  })
  await owner.call(acceptQuotation, { quotationId: accepted })
  await offer(owner, {
    ...{ id: OFFERS.sent, subscriberId: person.id },
    items: [
      {
        ...{ ...line, planVersionId: home, lines: 2, waitsFor: 'payment' },
        addons: [{ productId: address, quantity: 1 }],
      },
      { kind: 'product', productId: router, quantity: 1 },
    ],
    notes: { en: 'For the house and the shop.', sw: 'Kwa nyumba na duka.' },
  })
}

async function offer(
  owner: Client,
  given: {
    id: string
    subscriberId: string
    items: QuotedItem[]
    notes: { en: string; sw: string }
  },
): Promise<string> {
  const { id: quotationId, state, version } = await owner.call(writeQuotation, given)
  if (state === 'draft') await owner.call(sendQuotation, { quotationId, version })
  return quotationId
}

async function onSale(owner: Client, code: string): Promise<string | null | undefined> {
  const { items } = await owner.call(listPlans, { q: code, limit: 20 })
  const planId = items.find((plan) => plan.code === code)?.id
  return planId && (await owner.call(readPlan, { planId })).onSaleId
}
