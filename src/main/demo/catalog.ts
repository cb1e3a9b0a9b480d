import type { Client } from '#kernel/client.ts'
import { must } from '#kernel/assert.ts'
import {
  addCoupon,
  addPackage,
  addPlan,
  addProduct,
  addProfile,
  addRule,
  addSegment,
  composePlan,
  listCoupons,
  listPackages,
  listPlans,
  listPriceChanges,
  listProducts,
  listProfiles,
  listRules,
  listSegments,
  planPriceChange,
  planTerms,
  publishVersion,
  readPlan,
  saveDraft,
  type Plan,
} from '#modules/catalog/contract.ts'
import { PLANS, PROFILES, wholePlan, type ProfileName } from './savanna-plans.ts'
import { COUPONS, PACKAGE, PRODUCTS, RULES, SEGMENTS } from './savanna-prices.ts'

const ALL = { state: 'all', limit: 200 } as const

/** Fills the shelves, through the API. What is there already stays as it is. */
export async function stockCatalog(owner: Client): Promise<void> {
  const profiles = await makeProfiles(owner)
  await makePlans(owner, profiles)
  await raiseHome(owner)
  await makeProducts(owner)
  await makePrices(owner)
}

async function makeProfiles(owner: Client): Promise<Record<ProfileName, string>> {
  const { items } = await owner.call(listProfiles, ALL)
  const made = {} as Record<ProfileName, string> // each is filled in below
  for (const [key, profile] of Object.entries(PROFILES)) {
    const there = items.find(({ name }) => name.en === profile.name.en)
    const id = there?.latest.id ?? (await owner.call(addProfile, profile)).versions[0]?.id
    made[key as ProfileName] = must(id, 'a profile has a version') // a key of the object walked through
  }
  return made
}

async function makePlans(owner: Client, made: Record<ProfileName, string>) {
  const { items } = await owner.call(listPlans, ALL)
  const there = new Set(items.map(({ code }) => code))
  for (const sketch of PLANS) {
    if (there.has(sketch.code)) continue
    const { speed, fairUse, quota, accessHours } = sketch.uses ?? {}
    const profiles = {
      speed: speed ? made[speed] : null,
      fairUse: fairUse ? made[fairUse] : null,
      quota: quota ? made[quota] : null,
      accessHours: accessHours ? made[accessHours] : null,
    }
    await owner.call(addPlan, wholePlan(sketch, profiles))
  }
}

/** Home 20 has had another price before: two versions to look at, and a change that is planned. */
async function raiseHome(owner: Client) {
  const { items } = await owner.call(listPlans, { q: 'HOME-20', limit: 200 })
  const home = items.find(({ code }) => code === 'HOME-20')
  if (!home) return
  const plan = await owner.call(readPlan, { planId: home.id })
  const notes = 'Backbone prices went up in September.'
  const sold = plan.versions.filter(({ state }) => state === 'published')
  const raisedId = sold.length > 1 ? plan.onSaleId : await publishDearer(owner, plan, notes)
  const { changes } = await owner.call(listPriceChanges, { planId: plan.id })
  if (changes.length > 0) return
  await owner.call(planPriceChange, {
    ...{ planId: plan.id, toVersionId: must(raisedId, 'the raised one is on sale') },
    ...{ kind: 'next-renewal', effectiveOn: '2027-02-01', noticeDays: 30, reason: notes },
  })
}

async function publishDearer(owner: Client, plan: Plan, notes: string) {
  const [first] = plan.versions
  if (!first) return null
  const terms = planTerms.encode(first.terms)
  const components = terms.components.map((one) =>
    one.key === 'service' && one.charge.model === 'flat'
      ? {
          ...one,
          charge: {
            ...one.charge,
            price: { ...one.charge.price, amount: { cents: '299900', currency: 'KES' as const } },
          },
        }
      : one,
  )
  await owner.call(saveDraft, {
    ...{ planId: plan.id, terms: { ...terms, components }, speed: null, notes },
  })
  return (await owner.call(publishVersion, { planId: plan.id, sellFrom: null })).onSaleId
}

async function makeProducts(owner: Client) {
  const { items } = await owner.call(listProducts, ALL)
  const there = new Set(items.map(({ code }) => code))
  for (const one of PRODUCTS) if (!there.has(one.code)) await owner.call(addProduct, one)
  const { items: now } = await owner.call(listProducts, { kind: ['add-on'], limit: 200 })
  const { packages } = await owner.call(listPackages, {})
  const content = { ...PACKAGE.content, extras: now.map(({ id }) => id) }
  const { id: packageId } =
    packages.find(({ code }) => code === PACKAGE.code) ??
    (await owner.call(addPackage, { ...PACKAGE, content }))
  // The same choice finds the plan that it made before.
  const choice = { down_mbps: 30, data_gb: null, devices: 6, extras: [] }
  await owner.call(composePlan, { packageId, choice })
}

async function makePrices(owner: Client) {
  const { segments } = await owner.call(listSegments, {})
  const ids = new Map(segments.map(({ id, name }) => [name.en, id]))
  for (const segment of Object.values(SEGMENTS)) {
    const { en } = segment.name
    if (!ids.has(en)) ids.set(en, (await owner.call(addSegment, segment)).id)
  }
  const { items: rules } = await owner.call(listRules, ALL)
  for (const { segment, ...rule } of RULES) {
    if (rules.some(({ name }) => name.en === rule.name.en)) continue
    const segmentId = segment ? (ids.get(SEGMENTS[segment].name.en) ?? null) : null
    await owner.call(addRule, { ...rule, when: { ...rule.when, segmentId } })
  }
  const { items: coupons } = await owner.call(listCoupons, ALL)
  for (const one of COUPONS) {
    if (!coupons.some(({ code }) => code === one.code)) await owner.call(addCoupon, one)
  }
}
