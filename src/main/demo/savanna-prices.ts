import type { InputOf } from '#kernel/endpoint.ts'
import type {
  addCoupon,
  addPackage,
  addProduct,
  addRule,
  addSegment,
} from '#modules/catalog/contract.ts'
import { GB, kes, month, none, plain } from './savanna-plans.ts'

/** What Savanna Fibre sells beside its plans, and to whom for less. */
type Product = InputOf<typeof addProduct>
function product(
  code: string,
  kind: Product['kind'],
  name: { en: string; sw: string },
  shillings: number,
  given: Partial<Product['content']>,
): Product {
  return {
    ...{ code, kind },
    content: {
      ...{ name, description: none, price: kes(shillings), taxMode: 'inclusive' },
      ...{ taxClassId: kind === 'one-off' ? 'goods' : 'internet', gives: { kind: 'other' } },
      ...{ charged: kind === 'one-off' ? 'once' : 'each-period', serviceTypeIds: null },
      ...{ perServiceMax: null, ...given },
    },
  }
}

export const PRODUCTS: readonly Product[] = [
  product('ROUTER-AX', 'one-off', { en: 'Wi-Fi 6 router', sw: 'Ruta ya Wi-Fi 6' }, 6500, {
    gives: { kind: 'equipment' },
  }),
  product('SURVEY', 'one-off', { en: 'Site survey', sw: 'Ukaguzi wa eneo' }, 1500, {
    gives: { kind: 'visit' },
  }),
  product('RELOCATE', 'one-off', { en: 'Relocation', sw: 'Kuhamisha' }, 2500, {
    gives: { kind: 'visit' },
  }),
  product('STATIC-IP', 'add-on', { en: 'Static IP', sw: 'IP ya kudumu' }, 1160, {
    ...{ gives: { kind: 'static-ip' }, perServiceMax: 8 },
  }),
  product('DATA-50', 'add-on', { en: '50 GB more', sw: 'GB 50 zaidi' }, 500, {
    ...{ gives: { kind: 'data', bytes: GB(50) }, charged: 'once' },
  }),
  product(
    'BOOST-24H',
    'add-on',
    { en: 'Double speed for a day', sw: 'Kasi mara mbili kwa siku' },
    150,
    {
      ...{ gives: { kind: 'boost', percent: 200, hours: 24 }, charged: 'once' },
    },
  ),
  product('VPN', 'add-on', { en: 'VPN access', sw: 'Ufikiaji wa VPN' }, 350, {
    gives: { kind: 'vpn' },
  }),
  product('CARE', 'add-on', { en: 'Priority support', sw: 'Msaada wa kipaumbele' }, 450, {
    ...{ gives: { kind: 'priority-support' }, taxClassId: 'media' },
  }),
]

export const SEGMENTS = {
  students: {
    name: { en: 'Students', sw: 'Wanafunzi' },
    ...{ proof: { en: 'Student card', sw: 'Kadi ya mwanafunzi' }, proofDays: 365 },
  },
  families: { name: { en: 'Families', sw: 'Familia' }, proof: none, proofDays: null },
  businesses: {
    name: { en: 'Small businesses', sw: 'Biashara ndogo' },
    ...{ proof: { en: 'Business permit', sw: 'Kibali cha biashara' }, proofDays: 365 },
  },
  tourists: {
    name: { en: 'Tourists', sw: 'Watalii' },
    ...{ proof: { en: 'Passport', sw: 'Pasipoti' }, proofDays: 30 },
  },
} as const satisfies Record<string, InputOf<typeof addSegment>>

type Rule = InputOf<typeof addRule>
const always: Rule['when'] = {
  ...{ segmentId: null, from: null, lastDay: null, hours: null, monthsServed: null },
  ...{ referral: null, firstCycles: null },
}
const everything: Rule['scope'] = {
  ...{ planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] },
}

/** `segment`: by its name above. */
export const RULES: readonly (Rule & { segment?: keyof typeof SEGMENTS })[] = [
  {
    ...{ name: { en: 'Many lines', sw: 'Laini nyingi' }, priority: 10, exclusive: false },
    ...{ scope: everything, when: always },
    effect: {
      ...{ kind: 'bulk', by: 'lines' },
      tiers: [
        { from: '5', share_bp: 500 },
        { from: '10', share_bp: 1000 },
        { from: '50', share_bp: 2000 },
      ],
    },
  },
  {
    ...{ name: { en: 'Student price', sw: 'Bei ya mwanafunzi' }, priority: 20, exclusive: false },
    ...{ scope: { ...everything, serviceTypeIds: ['fibre', 'wireless'] }, when: always },
    ...{ effect: { kind: 'percent-off', share_bp: 1000 }, segment: 'students' },
  },
  {
    ...{ name: { en: 'Two years with us', sw: 'Miaka miwili nasi' }, priority: 30 },
    ...{ exclusive: false, scope: everything, when: { ...always, monthsServed: 24 } },
    effect: { kind: 'percent-off', share_bp: 500 },
  },
  {
    ...{ name: { en: 'Brought by a friend', sw: 'Ameletwa na rafiki' }, priority: 40 },
    ...{ exclusive: false, scope: everything },
    when: { ...always, referral: 'referred', firstCycles: 1 },
    effect: { kind: 'amount-off', amount: kes(300) },
  },
  {
    ...{ name: { en: 'Quiet hours', sw: 'Saa tulivu' }, priority: 50, exclusive: false },
    scope: { ...everything, serviceTypeIds: ['hotspot'] },
    when: { ...always, hours: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '15:00' }] },
    effect: { kind: 'percent-off', share_bp: 2500 },
  },
]

type Coupon = InputOf<typeof addCoupon>
function coupon(code: string, name: { en: string; sw: string }, given: Partial<Coupon>): Coupon {
  return {
    ...{ code, name, effect: { kind: 'percent-off', share_bp: 1000 }, scope: everything },
    ...{ segmentId: null, newSubscribersOnly: false, from: null, lastDay: null, usesMax: null },
    ...{ usesPerSubscriberMax: 1, cycles: 1, stacks: false, exclusive: false, ...given },
  }
}
export const COUPONS: readonly Coupon[] = [
  coupon(
    'KARIBU-500',
    { en: 'Welcome', sw: 'Karibu' },
    {
      effect: { kind: 'amount-off', amount: kes(500) },
      ...{ newSubscribersOnly: true, usesMax: 500, stacks: true },
    },
  ),
  coupon(
    'FIBRE-50',
    { en: 'Half price for three months', sw: 'Nusu bei kwa miezi mitatu' },
    {
      ...{ effect: { kind: 'percent-off', share_bp: 5000 }, cycles: 3, usesMax: 50 },
      exclusive: true,
    },
  ),
]

export const PACKAGE: InputOf<typeof addPackage> = {
  code: 'OWN',
  content: {
    name: { en: 'Your own fibre', sw: 'Faiba yako mwenyewe' },
    description: {
      en: 'Choose speed, data and devices.',
      sw: 'Chagua kasi, data na vifaa.',
    },
    ...{ serviceTypeId: 'fibre', audience: 'everybody', payment: 'prepaid', validity: month },
    ...{ taxClassId: 'internet', taxMode: 'inclusive', base: kes(900) },
    speed: {
      ...{ min: 5, max: 100, step: 5, up: 5000 },
      charge: {
        ...{ model: 'graduated', flatAtZero: false },
        tiers: [
          { upTo: '20', price: { amount: kes(60), per: '1' }, flat: kes(0) },
          { upTo: null, price: { amount: kes(40), per: '1' }, flat: kes(0) },
        ],
      },
    },
    data: {
      ...{ unlimited: kes(800), fairUse: null },
      volume: { min: 50, max: 500, step: 50, charge: plain(1) },
    },
    devices: { included: 4, max: 16, each: kes(50) },
    extras: [],
  },
}
