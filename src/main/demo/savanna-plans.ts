import type { InputOf } from '#kernel/endpoint.ts'
import type { addPlan, addProfile } from '#modules/catalog/contract.ts'

/** What Savanna Fibre sells: prices as in Kenya in 2026, made up all the same. */
type Plan = InputOf<typeof addPlan>
type Component = Plan['terms']['components'][number]
type Charge = Component['charge']

export const kes = (shillings: number) => ({
  cents: String(shillings * 100),
  currency: 'KES' as const,
})
export const plain = (shillings: number, per = '1'): Charge => ({
  ...{ model: 'flat', price: { amount: kes(shillings), per } },
})
export const none = { en: '', sw: '' }
const M = 1_000_000
const rate = (down: number, up: number) => ({ down_bps: down * M, up_bps: up * M })
export const GB = (count: number) => String(count * 1_000_000_000)
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

function component(given: Partial<Component> & { charge: Charge }): Component {
  return {
    ...{ key: 'service', kind: 'recurring', name: { en: 'Internet', sw: 'Intaneti' } },
    ...{ taxClassId: 'internet', taxMode: 'inclusive', meter: null, during: null },
    ...{ included: 0, optional: false, ...given },
  }
}
const install = (shillings: number) =>
  component({
    ...{ key: 'installation', kind: 'one-off', taxClassId: 'goods', charge: plain(shillings) },
    name: { en: 'Installation', sw: 'Usakinishaji' },
  })

export const PROFILES = {
  night: {
    name: { en: 'Home 20, double at night', sw: 'Nyumbani 20, mara mbili usiku' },
    notes: 'The usual home speed; twice as much when the network sleeps.',
    content: {
      ...{ kind: 'speed', rate: rate(20, 10), guaranteed: rate(2, 1), tier: 1, weight: 4 },
      burst: { rate: rate(30, 15), threshold: rate(15, 8), time_s: 8 },
      windows: [
        {
          during: [{ days: EVERY_DAY, from: '23:00', to: '06:00' }],
          ...{ rate: rate(40, 20), burst: null },
        },
      ],
    },
  },
  business: {
    name: { en: 'Business 50, half guaranteed', sw: 'Biashara 50, nusu imehakikishwa' },
    notes: '',
    content: {
      ...{ kind: 'speed', rate: rate(50, 50), guaranteed: rate(25, 25), tier: 0, weight: 16 },
      ...{ burst: null, windows: [] },
    },
  },
  fairHome: {
    name: { en: 'Home fair use', sw: 'Matumizi ya haki ya nyumbani' },
    notes: 'Nights are free, so that updates and backups run then.',
    content: {
      ...{ kind: 'fair-use', period: 'month', counts: 'total', notices: [8000] },
      freeWindows: [{ days: EVERY_DAY, from: '00:00', to: '06:00' }],
      stages: [
        { after: GB(500), speed: rate(10, 5), tier: null, weight: null, during: null },
        {
          ...{ after: GB(1000), speed: rate(5, 2), tier: 2, weight: 1 },
          during: [{ days: EVERY_DAY, from: '18:00', to: '23:00' }],
        },
      ],
    },
  },
  twoGigabytes: {
    name: { en: '2 GB a day', sw: 'GB 2 kwa siku' },
    notes: '',
    content: {
      ...{ kind: 'quota', rollover: 0, notices: [8000, 10_000] },
      allowances: [{ meter: 'data', amount: GB(2), period: 'day', during: null }],
      atEnd: { do: 'slow', speed: { down_bps: 1 * M, up_bps: 512_000 } },
    },
  },
  schoolHours: {
    name: { en: 'School hours', sw: 'Saa za shule' },
    notes: '',
    content: {
      ...{ kind: 'access-hours', outside: { do: 'deny' } },
      open: [{ days: [1, 2, 3, 4, 5], from: '06:30', to: '18:30' }],
    },
  },
} as const satisfies Record<string, InputOf<typeof addProfile>>
export type ProfileName = keyof typeof PROFILES

type Sketch = Omit<Partial<Plan>, 'terms'> & {
  code: string
  name: string
  terms?: Partial<Plan['terms']>
  /** Profiles by the names above. */
  uses?: Partial<Record<'speed' | 'fairUse' | 'quota' | 'accessHours', ProfileName>>
}

export const month = { unit: 'month', count: 1, mode: 'elapsed', anchor: null } as const
const half: Plan['terms']['phases'][number] = {
  name: { en: 'First month half price', sw: 'Mwezi wa kwanza nusu bei' },
  cycles: 1,
  effect: { kind: 'percent-off', share_bp: 5000 },
}

/** Each with what differs from a prepaid fibre plan by the month. */
export const PLANS: readonly Sketch[] = [
  {
    ...{ code: 'HOME-10', name: 'Home 10', speed: rate(10, 5) },
    terms: { components: [component({ charge: plain(1999) }), install(2000)] },
    uses: { fairUse: 'fairHome' },
  },
  {
    ...{ code: 'HOME-20', name: 'Home 20' },
    terms: { components: [component({ charge: plain(2799) }), install(2000)], phases: [half] },
    uses: { speed: 'night', fairUse: 'fairHome' },
  },
  {
    ...{ code: 'HOME-50', name: 'Home 50', speed: rate(50, 25) },
    terms: { components: [component({ charge: plain(4999) }), install(2000)], phases: [half] },
    uses: { fairUse: 'fairHome' },
  },
  {
    ...{ code: 'RURAL-8', name: 'Rural 8', serviceTypeId: 'wireless', speed: rate(8, 3) },
    terms: { components: [component({ charge: plain(1499) }), install(3500)] },
  },
  {
    ...{ code: 'BIZ-50', name: 'Business 50', audience: 'staff' },
    terms: {
      ...{ payment: 'postpaid', validity: { ...month, mode: 'calendar', anchor: 1 } },
      graceHours: 72,
      components: [
        component({ taxMode: 'exclusive', charge: plain(12_000) }),
        component({
          ...{ key: 'static-ip', kind: 'add-on', optional: true, taxMode: 'exclusive' },
          ...{ name: { en: 'Static IP', sw: 'IP ya kudumu' }, charge: plain(1000) },
        }),
        install(8000),
      ],
      devices: { registered: null, simultaneous: 4 },
    },
    uses: { speed: 'business' },
  },
  {
    ...{ code: 'DED-100', name: 'Dedicated 100', serviceTypeId: 'dedicated', audience: 'staff' },
    speed: rate(100, 100),
    terms: {
      ...{ payment: 'postpaid', validity: { ...month, mode: 'calendar', anchor: 1 } },
      ...{ graceHours: 168, proration: 'second', priceRise: { kind: 'grandfather' } },
      components: [
        component({ taxMode: 'exclusive', charge: plain(85_000) }),
        component({
          ...{ key: 'minimum', kind: 'minimum', taxMode: 'exclusive', charge: plain(85_000) },
          name: { en: 'Minimum commitment', sw: 'Kiwango cha chini' },
        }),
        install(45_000),
      ],
    },
  },
  hotspot('HOT-1H', 'Hotspot hour', 20, { unit: 'hour', count: 1 }),
  hotspot('HOT-DAY', 'Hotspot day', 80, { unit: 'day', count: 1 }, 'twoGigabytes'),
  hotspot('HOT-WEEK', 'Hotspot week', 400, { unit: 'week', count: 1 }, 'twoGigabytes'),
  {
    ...{ code: 'PAYG', name: 'Wireless as you go', serviceTypeId: 'wireless', speed: rate(15, 5) },
    terms: {
      payment: 'payg',
      components: [
        component({
          ...{ key: 'data', kind: 'usage', meter: 'data', name: { en: 'Data', sw: 'Data' } },
          charge: {
            ...{ model: 'graduated', flatAtZero: false },
            tiers: [
              { upTo: GB(10), price: { amount: kes(60), per: GB(1) }, flat: kes(0) },
              { upTo: GB(50), price: { amount: kes(40), per: GB(1) }, flat: kes(0) },
              { upTo: null, price: { amount: kes(25), per: GB(1) }, flat: kes(0) },
            ],
          },
        }),
      ],
    },
  },
  {
    ...{ code: 'TV-BASIC', name: 'TV basic', serviceTypeId: 'iptv', speed: null },
    terms: {
      components: [
        component({
          ...{ taxClassId: 'media', charge: plain(799) },
          name: { en: 'TV channels', sw: 'Chaneli za TV' },
        }),
      ],
    },
  },
  {
    ...{ code: 'SCHOOL-30', name: 'School 30', speed: rate(30, 15), audience: 'staff' },
    terms: { components: [component({ charge: plain(6500) })] },
    uses: { accessHours: 'schoolHours' },
  },
  {
    ...{ code: 'TRY-7', name: 'Seven days free', speed: rate(5, 2) },
    terms: {
      ...{ payment: 'trial', renewal: 'by-hand', components: [] },
      validity: { unit: 'day', count: 7, mode: 'end-of-day', anchor: null },
    },
  },
]

function hotspot(
  code: string,
  name: string,
  shillings: number,
  { unit, count }: { unit: 'hour' | 'day' | 'week'; count: number },
  quota?: ProfileName,
): Sketch {
  return {
    ...{ code, name, serviceTypeId: 'hotspot', speed: rate(5, 2) },
    terms: {
      ...{ renewal: 'by-hand', proration: 'none', priceRise: { kind: 'grandfather' } },
      validity: { unit, count, mode: 'elapsed', anchor: null },
      components: [component({ charge: plain(shillings) })],
    },
    ...(quota && { uses: { quota } }),
  }
}

/** A sketch with what it does not say. */
export function wholePlan(
  { uses: _uses, terms, ...sketch }: Sketch,
  profiles: Plan['terms']['profiles'],
): Plan {
  return {
    ...{ description: none, serviceTypeId: 'fibre', audience: 'everybody', siteIds: null },
    ...{ speed: null, notes: '', release: 'publish', ...sketch },
    terms: {
      ...{ payment: 'prepaid', validity: month, graceHours: 12, renewal: 'automatic' },
      ...{ proration: 'day', components: [], phases: [] },
      devices: { registered: null, simultaneous: 1 },
      priceRise: { kind: 'next-renewal', noticeDays: 30 },
      ...terms,
      profiles,
    },
  }
}
