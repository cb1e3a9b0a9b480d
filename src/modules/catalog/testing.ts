import { sql } from 'kysely'
import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { addCoupon } from './commands/add-coupon.ts'
import { addPlan } from './commands/add-plan.ts'
import { addProduct } from './commands/add-product.ts'
import { addProfile } from './commands/add-profile.ts'
import { addRule } from './commands/add-rule.ts'
import { announcePriceChange } from './commands/announce-price-change.ts'
import { changeProduct } from './commands/change-product.ts'
import { planPriceChange } from './commands/plan-price-change.ts'
import { publishVersion } from './commands/publish-version.ts'
import { saveDraft } from './commands/save-draft.ts'
import { withdrawVersion } from './commands/withdraw-version.ts'
import {
  addPlan as endpoint,
  addProfile as profileEndpoint,
  couponInput,
  productContent,
  ruleInput,
  saveDraft as saveDraftEndpoint,
  type CouponInput,
  type planTerms,
  type PlanVersion,
  type RuleInput,
} from './contract.ts'
import { planNow } from './queries/plans.ts'
import { productsById } from './queries/products.ts'
import { profileNow } from './queries/profiles.ts'
import { planVersionNow } from './queries/plan-version.ts'
import type { z } from 'zod'

export { aBook, component, version } from './contract/testing.ts'

type TermsInput = z.input<typeof planTerms>
type ComponentInput = TermsInput['components'][number]
type PlanInput = z.input<typeof endpoint.input>

let plans = 0

/** What \`someVersion\` answers. */
export const SOME_VERSION = '01900000-0000-7000-8000-000000000001'

/** A price for each period, with tax in it, unless said otherwise. */
export function aComponent(
  given: Partial<ComponentInput> & { cents?: number } = {},
): ComponentInput {
  const { cents = 299_900, ...rest } = given
  return {
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
    ...rest,
  }
}

export function someTerms(given: Partial<TermsInput> = {}): TermsInput {
  return {
    payment: 'prepaid',
    validity: { unit: 'month', count: 1, mode: 'elapsed', anchor: null },
    graceHours: 0,
    renewal: 'automatic',
    proration: 'day',
    components: [aComponent()],
    phases: [],
    devices: { registered: null, simultaneous: 1 },
    profiles: { speed: null, fairUse: null, quota: null, accessHours: null },
    priceRise: { kind: 'next-renewal', noticeDays: 30 },
    ...given,
  }
}

export function aPlanInput(given: Partial<PlanInput> = {}): PlanInput {
  const number = ++plans
  return {
    code: `HOME-${number}`,
    name: `Home ${number}`,
    description: { en: '', sw: '' },
    serviceTypeId: 'fibre',
    audience: 'everybody',
    siteIds: null,
    terms: someTerms(),
    speed: { down_bps: 20_000_000, up_bps: 10_000_000 },
    notes: '',
    release: 'publish',
    ...given,
  }
}

/** A plan on sale: 20 Mbps down, 10 up, 2,999 shillings a month with tax, unless said otherwise. */
export async function aPlan(tx: Tx, given: Partial<PlanInput> = {}): Promise<PlanVersion> {
  const planId = await addPlan(tx, endpoint.input.parse(aPlanInput(given)))
  const { onSaleId, versions } = await planNow(tx, planId)
  return planVersionNow(tx, onSaleId ?? versions[0]?.id ?? '')
}

/** A published plan version without profiles, the same one wherever nobody asks what it is; made in one round trip. */
export async function someVersion(tx: Tx): Promise<string> {
  const stamp = sql`${tx.now}, 'system', 'test'`
  await sql`
    with plan as (
      insert into catalog.plan (id, code, name, description_en, description_sw, service_type_id, audience, kind, state, version,
        changed_at, by_kind, by_id)
      values (${SOME_VERSION}, 'SOME-PLAN', 'Some plan', '', '', 'fibre', 'everybody', 'listed', 'open', 1, ${stamp})
      on conflict do nothing
    )
    insert into catalog.plan_version (id, plan_id, number, state, sell_from, terms, price_cents, notes, made_at, by_kind, by_id)
    values (${SOME_VERSION}, ${SOME_VERSION}, 1, 'published', ${tx.now}, ${JSON.stringify(someTerms())}::jsonb, 299900, '', ${stamp})
    on conflict do nothing`.execute(tx.sql)
  return SOME_VERSION
}

/** A coupon of ten percent, once for each subscriber and for one period, unless said. Answers its id. */
export function aCoupon(tx: Tx, given: Partial<CouponInput> = {}): Promise<string> {
  const scope = { planIds: null, serviceTypeIds: null, siteIds: null }
  const input = couponInput.parse({
    ...{ code: `TEN-${++plans}`, name: { en: 'Ten', sw: 'Kumi' }, segmentId: null },
    scope: { ...scope, kinds: ['recurring'] },
    effect: { kind: 'percent-off', share_bp: 1000 },
    ...{ newSubscribersOnly: false, from: null, lastDay: null, usesMax: null },
    ...{ usesPerSubscriberMax: 1, cycles: 1, stacks: false, exclusive: false, ...given },
  } satisfies CouponInput)
  return addCoupon(tx, input)
}

type ProductInput = z.input<typeof productContent>

/** A router that is sold once for 5,800 shillings with tax, unless said. Answers its id. */
export function aProduct(tx: Tx, given: Partial<ProductInput> = {}): Promise<string> {
  const content = productContent.parse({
    ...{ name: { en: 'Router', sw: 'Ruta' }, description: { en: '', sw: '' } },
    ...{ price: { cents: '580000', currency: 'KES' }, taxMode: 'inclusive', taxClassId: 'goods' },
    ...{ charged: 'once', gives: { kind: 'equipment' }, serviceTypeIds: null },
    ...{ perServiceMax: null, ...given },
  } satisfies ProductInput)
  return addProduct(tx, { code: `PRODUCT-${++plans}`, kind: 'one-off', content })
}

/** A share off the recurring prices of everybody with so many lines. Answers the rule's id. */
export function aBulkRule(tx: Tx, given: { lines: number; share_bp: number }): Promise<string> {
  const input = ruleInput.parse({
    ...{ name: { en: 'Many lines', sw: 'Laini nyingi' }, priority: ++plans, exclusive: false },
    scope: { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] },
    when: {
      ...{ segmentId: null, from: null, lastDay: null, hours: null, monthsServed: null },
      ...{ referral: null, firstCycles: null },
    },
    effect: {
      ...{ kind: 'bulk', by: 'lines' },
      tiers: [{ from: String(given.lines), share_bp: given.share_bp }],
    },
  } satisfies RuleInput)
  return addRule(tx, input)
}

/** A product costs something else from now on. */
export async function aDearerProduct(tx: Tx, productId: string, cents: number): Promise<void> {
  const [product] = await productsById(tx, [productId])
  if (!product) return
  const { version, latest, state } = product
  const content = { ...latest.content, price: kes(BigInt(cents)) }
  await changeProduct(tx, { productId, version, content, state })
}

/** A version of a plan is not sold any more. */
export function aPlanOffSale(tx: Tx, { planId, id }: PlanVersion): Promise<void> {
  return withdrawVersion(tx, { planId, planVersionId: id })
}

/** An add-on that is charged with each period, unless said. Answers its id. */
export function anAddon(tx: Tx, given: Partial<ProductInput> = {}): Promise<string> {
  const content = productContent.parse({
    ...{ name: { en: 'Static IP', sw: 'IP ya kudumu' }, description: { en: '', sw: '' } },
    ...{ price: { cents: '50000', currency: 'KES' }, taxMode: 'inclusive', taxClassId: 'internet' },
    ...{ charged: 'each-period', gives: { kind: 'static-ip' }, serviceTypeIds: null },
    ...{ perServiceMax: null, ...given },
  } satisfies ProductInput)
  return addProduct(tx, { code: `ADDON-${++plans}`, kind: 'add-on', content })
}

type ProfileInput = z.input<typeof profileEndpoint.input>

/** A profile with its first version, whose id plans point to. */
export async function aProfile(tx: Tx, content: ProfileInput['content']): Promise<string> {
  const number = ++plans
  const name = { en: `Profile ${number}`, sw: `Wasifu ${number}` }
  const input = profileEndpoint.input.parse({ name, notes: '', content })
  const { versions } = await profileNow(tx, await addProfile(tx, input))
  return versions[0]?.id ?? ''
}

/** The next version of a plan, at another price, and the announced change that moves those who hold an older one. */
export async function aPriceChange(
  tx: Tx,
  given: {
    planId: string
    cents: number
    effectiveOn: string
    profiles: TermsInput['profiles']
    payment?: TermsInput['payment']
  },
): Promise<{ priceChangeId: string; toVersionId: string }> {
  const { planId, cents, effectiveOn, profiles, payment = 'prepaid' } = given
  const terms = someTerms({ components: [aComponent({ cents })], profiles, payment })
  await saveDraft(tx, saveDraftEndpoint.input.parse({ planId, terms, speed: null, notes: '' }))
  const toVersionId = await publishVersion(tx, { planId, sellFrom: null })
  const priceChangeId = await planPriceChange(tx, {
    ...{ planId, toVersionId, kind: 'next-renewal', effectiveOn, noticeDays: 0, reason: 'Fuel' },
  })
  await announcePriceChange(tx, { priceChangeId, version: 1 })
  return { priceChangeId, toVersionId }
}
