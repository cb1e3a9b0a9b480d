import type { Client } from '#kernel/client.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import {
  agreePrice,
  composePlan,
  listAgreedPrices,
  listPackages,
  listPlans,
  readPlan,
} from '#modules/catalog/contract.ts'
import { listServices, order, readService, setAutomatic } from '#modules/services/contract.ts'
import {
  addSubscriber,
  listSubscribers,
  noDetails,
  usualContractTerms,
  usualTerms,
  type ContractTerms,
} from '#modules/subscribers/contract.ts'
import { haveContract } from './contract.ts'

const COMPANY = 'Baobab Lodges'
const LODGES = [
  ['Diani', 'Kwale'],
  ['Watamu', 'Kilifi'],
  ['Lamu', 'Lamu'],
] as const

/** Two years, cheaper to begin with and with three lines and more, a promise of availability, and a price for going early. */
const TERMS: ContractTerms = {
  ...usualContractTerms,
  noticeDays: 60,
  renews: 'same-term',
  ramp: [
    { fromMonth: 1, share_bp: 8000 },
    { fromMonth: 4, share_bp: 10_000 },
  ],
  bulk: {
    mode: 'volume',
    steps: [
      { fromLines: 3, discount_bp: 1000 },
      { fromLines: 6, discount_bp: 1500 },
    ],
  },
  dedicated: { downBps: 50_000_000, upBps: 50_000_000 },
  serviceLevel: {
    availability_bp: 9950,
    bands: [
      { below_bp: 9950, credit_bp: 1000 },
      { below_bp: 9900, credit_bp: 2500 },
    ],
    creditCap_bp: 5000,
  },
  earlyTermination: { kind: 'months', months: 3 },
}

/** What was agreed beyond the catalog: a company with lines under a contract, a package of somebody's own, prices, and plans that follow usage. */
export async function agreeWithSome(owner: Client, today: Temporal.PlainDate): Promise<void> {
  const business = await planOf(owner, 'BIZ-50')
  if (business) await signLodges(owner, business, today)
  const { items: people } = await owner.call(listSubscribers, {
    ...{ kind: ['person'], state: ['active'], sort: 'number', limit: 6 },
  })
  const [first] = people
  if (first) await composeFor(owner, first)
  await holdOlder(owner, people)
  const { items: homes } = await owner.call(listServices, {
    ...{ status: ['active'], pay: ['prepaid'], sort: 'number', limit: 3 },
  })
  for (const { id: serviceId } of homes) {
    if ((await owner.call(readService, { serviceId })).automatic) continue
    await owner.call(setAutomatic, {
      ...{ serviceId, mayUpgrade: true, mayDowngrade: true, ceilingCents: '600000' },
      ...{ cooldownPeriods: 2, consentedBy: 'office' },
    })
  }
  const [loyal] = homes
  if (!loyal?.plan.planId) return
  const { prices } = await owner.call(listAgreedPrices, { holderId: [loyal.id] })
  if (prices.length === 0)
    await owner.call(agreePrice, {
      ...{ holderKind: 'service', holderId: loyal.id, planId: loyal.plan.planId },
      ...{ componentKey: null, withRules: true, from: today.toString(), lastDay: null },
      effect: { kind: 'percent-off', share_bp: 1500 },
      reason: 'The mast stands on their roof',
    })
}

async function planOf(owner: Client, code: string) {
  const { items } = await owner.call(listPlans, { q: code, limit: 20 })
  const planId = items.find((plan) => plan.code === code)?.id
  const onSaleId = planId && (await owner.call(readPlan, { planId })).onSaleId
  return onSaleId || undefined
}

async function signLodges(owner: Client, planVersionId: string, today: Temporal.PlainDate) {
  const { items: there } = await owner.call(listSubscribers, { q: COMPANY, limit: 5 })
  const subscriberId = there.find(({ name }) => name === COMPANY)?.id ?? (await addLodges(owner)).id
  const contractId = await haveContract(owner, {
    ...{ subscriberId, name: 'Internet for three lodges', documentId: null, terms: TERMS },
    from: today.subtract({ months: 2 }).toString(),
    until: today.add({ months: 22 }).toString(),
  })
  for (const [label] of LODGES) {
    await haveLine(owner, {
      ...{ subscriberId, planVersionId, access: 'static', contractId, label, siteId: null },
    })
  }
}

function addLodges(owner: Client) {
  return owner.call(addSubscriber, {
    ...{ kind: 'company', name: COMPANY, language: 'en', tags: ['business'] },
    details: { ...noDetails, kraPin: 'P099900002B' },
    contacts: [{ channel: 'phone', purpose: 'main', value: '+254709099200', name: 'Reception' }],
    addresses: LODGES.map(([town, county]) => ({
      ...{ kind: 'installation' as const, county, town, line: 'Beach Road' },
      ...{ landmark: null, at: null },
    })),
    terms: { ...usualTerms, paymentDays: 30, cycleAnchor: 1 },
  })
}

/** A line of this label, unless they have it. */
async function haveLine(
  owner: Client,
  line: Pick<
    InputOf<typeof order>,
    'subscriberId' | 'planVersionId' | 'access' | 'contractId' | 'label' | 'siteId'
  >,
) {
  const { subscriberId, label } = line
  const { items } = await owner.call(listServices, { subscriberId: [subscriberId], limit: 50 })
  if (items.some((one) => one.label === label)) return
  const nothing = { waitsFor: null, addressId: null, username: null, password: null }
  await owner.call(order, { ...line, ...nothing })
}

async function composeFor(owner: Client, { id, siteId }: { id: string; siteId: string | null }) {
  const { packages } = await owner.call(listPackages, {})
  const [offered] = packages
  if (!offered) return
  const { planVersionId } = await owner.call(composePlan, {
    packageId: offered.id,
    choice: { down_mbps: 45, data_gb: 300, devices: 8, extras: [] },
  })
  await haveLine(owner, {
    ...{ subscriberId: id, planVersionId, access: 'pppoe', contractId: null },
    ...{ siteId, label: 'Studio' },
  })
}

/** Some bought Home 20 before its price went up: whom the planned change reaches. */
async function holdOlder(owner: Client, people: readonly { id: string; siteId: string | null }[]) {
  const { items } = await owner.call(listPlans, { q: 'HOME-20', limit: 20 })
  const planId = items.find(({ code }) => code === 'HOME-20')?.id
  if (planId === undefined) return
  const { versions, onSaleId } = await owner.call(readPlan, { planId })
  const older = versions.find(({ id, state }) => state === 'published' && id !== onSaleId)
  if (!older) return
  for (const { id, siteId } of people) {
    await haveLine(owner, {
      ...{ subscriberId: id, planVersionId: older.id, access: 'pppoe', contractId: null },
      ...{ siteId, label: 'Line two' },
    })
  }
}
