import type { Client } from '#kernel/client.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { addPlan, listPlans, readPlan } from '#modules/catalog/contract.ts'

type NewPlan = InputOf<typeof addPlan>

/** Home lines for the most part, some for business, and a walk-in day. */
const PLANS = [
  ['HOME-10', 'Home 10', 10, 199_900, 'prepaid', 'fibre'],
  ['HOME-20', 'Home 20', 20, 299_900, 'prepaid', 'fibre'],
  ['HOME-50', 'Home 50', 50, 499_900, 'prepaid', 'fibre'],
  ['AIR-8', 'Air 8', 8, 159_900, 'prepaid', 'wireless'],
  ['BIZ-50', 'Business 50', 50, 899_900, 'postpaid', 'fibre'],
  ['BIZ-100', 'Business 100', 100, 1_599_900, 'postpaid', 'fibre'],
] as const

export type PlanOnSale = {
  readonly versionId: string
  readonly payment: 'prepaid' | 'postpaid' | 'payg' | 'trial'
}

/** The plans on sale; where there are none, these are put on sale first. */
export async function plansOnSale(owner: Client): Promise<PlanOnSale[]> {
  const there = async () =>
    (await owner.call(listPlans, { limit: 200 })).items.filter(
      (plan) => plan.versionState === 'on-sale',
    )
  let rows = await there()
  if (rows.length === 0) {
    for (const plan of PLANS) await owner.call(addPlan, planOf(plan))
    rows = await there()
  }
  const plans: PlanOnSale[] = []
  for (const { id: planId, payment } of rows) {
    const { onSaleId } = await owner.call(readPlan, { planId })
    if (onSaleId !== null) plans.push({ versionId: onSaleId, payment })
  }
  return plans
}

function planOf([
  code,
  name,
  megabits,
  cents,
  payment,
  serviceTypeId,
]: (typeof PLANS)[number]): NewPlan {
  return {
    code,
    name,
    description: { en: '', sw: '' },
    serviceTypeId,
    audience: 'everybody',
    siteIds: null,
    terms: {
      payment,
      validity: { unit: 'month', count: 1, mode: 'elapsed', anchor: null },
      graceHours: payment === 'prepaid' ? 12 : 0,
      renewal: 'automatic',
      proration: 'day',
      components: [
        {
          key: 'monthly',
          kind: 'recurring',
          name: { en: 'Internet', sw: 'Intaneti' },
          taxClassId: 'internet',
          taxMode: 'inclusive',
          charge: {
            model: 'flat',
            price: { amount: { cents: String(cents), currency: 'KES' }, per: '1' },
          },
          meter: null,
          during: null,
          included: 0,
          optional: false,
        },
      ],
      phases: [],
      devices: { registered: null, simultaneous: 1 },
      profiles: { speed: null, fairUse: null, quota: null, accessHours: null },
      priceRise: { kind: 'next-renewal', noticeDays: 30 },
    },
    speed: { down_bps: megabits * 1_000_000, up_bps: (megabits * 1_000_000) / 2 },
    notes: '',
    release: 'publish',
  }
}
