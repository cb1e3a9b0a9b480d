import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import type { Rate } from '#kernel/rate.ts'
import { longText } from '#kernel/text.ts'
import { chargeFor, chargeModel, flatCharge } from './charge.ts'
import type { Component, PlanTerms } from './plan-terms.ts'
import type { Product } from './products.ts'
import type { QuotaProfile } from './profiles.ts'
import { author, code, instant, price, share_bp, version, words } from './shapes.ts'
import { TAX_MODES } from './taxes.ts'
import { validity } from './validity.ts'

/**
 * A package that a subscriber or a sales person composes: speed, data, devices and extras within bounds that the ISP
 * sets, each with its price. A choice becomes a plan of its own, so that whatever is sold is a plan version.
 */
const bounds = {
  min: z.int().min(1).max(100_000),
  max: z.int().min(1).max(100_000),
  step: z.int().min(1).max(10_000),
}
function inOrder({ min, max }: { min: number; max: number }): boolean {
  return min <= max
}
const outOfOrder = { path: ['max'], message: 'The most is not below the least.' }

export const packageContent = z.object({
  name: words,
  description: z.object({ en: longText({ max: 500 }), sw: longText({ max: 500 }) }),
  serviceTypeId: z.string().min(1),
  audience: z.enum(['everybody', 'staff']),
  payment: z.enum(['prepaid', 'postpaid']),
  validity,
  taxClassId: z.string().min(1, 'A price needs a tax class.'),
  taxMode: z.enum(TAX_MODES),
  base: price,
  speed: z
    .object({
      ...bounds,
      /** Up in proportion to down. */
      up: share_bp.min(1),
      /** Units are Mbit/s. */
      charge: chargeModel,
    })
    .refine(inOrder, outOfOrder),
  data: z.object({
    /** Added for data without a bound; null: not offered. */
    unlimited: price.nullable(),
    /** Units are GB; null: only without a bound. */
    volume: z
      .object({ ...bounds, charge: chargeModel })
      .refine(inOrder, outOfOrder)
      .nullable(),
    /** Fair-use policy of data without a bound. */
    fairUse: id.nullable(),
  }),
  devices: z.object({
    included: z.int().min(1).max(1000),
    max: z.int().min(1).max(1000),
    each: price,
  }),
  /** Add-ons on offer. */
  extras: z.array(id).max(30),
})
export type PackageContent = z.output<typeof packageContent>

export const packageChoice = z.object({
  down_mbps: z.int(),
  /** GB; null: without a bound. */
  data_gb: z.int().nullable(),
  devices: z.int().min(1),
  extras: z.array(z.object({ productId: id, count: z.int().min(1).max(100) })).max(30),
})
export type PackageChoice = z.output<typeof packageChoice>

export type Composed =
  | {
      readonly kind: 'composed'
      readonly rate: Rate
      readonly quota: QuotaProfile | null
      /** Everything but the profiles, which the server finds or makes. */
      readonly terms: Omit<PlanTerms, 'profiles'>
    }
  | { readonly kind: 'no'; readonly issues: { path: string; message: string }[] }

const MBIT = 1_000_000
const GB = 1_000_000_000n

/** What a choice promises and costs, or what of it the ISP does not offer. */
export function composePackage(
  of: PackageContent,
  products: readonly Product[],
  choice: PackageChoice,
): Composed {
  const issues = issuesOf(of, products, choice)
  if (issues.length > 0) return { kind: 'no', issues }
  const part = (key: string, name: Component['name'], cents: bigint): Component[] =>
    cents === 0n
      ? []
      : [
          {
            ...{ key, kind: 'recurring', name, charge: flatCharge(cents), optional: false },
            ...{ taxClassId: of.taxClassId, taxMode: of.taxMode, meter: null, during: null },
            included: 0,
          },
        ]
  const { speed, data, devices } = of
  const speedPrice = of.base.cents + chargeFor(speed.charge, BigInt(choice.down_mbps))
  const dataPrice =
    choice.data_gb === null
      ? (data.unlimited?.cents ?? 0n)
      : data.volume
        ? chargeFor(data.volume.charge, BigInt(choice.data_gb))
        : 0n
  const more = choice.devices > devices.included ? choice.devices - devices.included : 0
  const gb = choice.data_gb === null ? '' : `${choice.data_gb} GB`
  const components = [
    ...part('speed', { en: `${choice.down_mbps} Mbps`, sw: '' }, speedPrice),
    ...part(
      'data',
      gb === '' ? { en: 'Unlimited data', sw: 'Data bila kikomo' } : { en: gb, sw: '' },
      dataPrice,
    ),
    ...part(
      'devices',
      { en: `${more} more devices`, sw: `Vifaa ${more} zaidi` },
      devices.each.cents * BigInt(more),
    ),
    ...choice.extras.flatMap(({ productId, count }): Component[] => {
      const found = products.find((one) => one.id === productId)
      if (!found) return []
      const { name, price: each, taxClassId, taxMode, charged } = found.latest.content
      const key = `extra-${found.code.toLowerCase()}`.slice(0, 40).replace(/-$/, '')
      return [
        {
          ...{ key, kind: charged === 'once' ? 'one-off' : 'recurring', name, taxClassId, taxMode },
          ...{ charge: flatCharge(each.cents * BigInt(count)), meter: null, during: null },
          ...{ included: 0, optional: false },
        },
      ]
    }),
  ]
  return {
    kind: 'composed',
    rate: {
      down_bps: choice.down_mbps * MBIT,
      up_bps: Math.max(1, Math.round((choice.down_mbps * MBIT * speed.up) / 10_000)),
    },
    quota:
      choice.data_gb === null
        ? null
        : {
            kind: 'quota',
            allowances: [
              {
                ...{ meter: 'data', amount: BigInt(choice.data_gb) * GB, period: 'billing-period' },
                during: null,
              },
            ],
            atEnd: { do: 'redirect' },
            rollover: 0,
            notices: [8000, 10_000],
          },
    terms: {
      payment: of.payment,
      validity: of.validity,
      graceHours: 0,
      renewal: 'automatic',
      proration: 'day',
      components,
      phases: [],
      devices: { registered: null, simultaneous: choice.devices },
      priceRise: { kind: 'grandfather' },
    },
  }
}

function issuesOf(of: PackageContent, products: readonly Product[], choice: PackageChoice) {
  const issues: { path: string; message: string }[] = []
  const wrong = (path: string, message: string) => issues.push({ path, message })
  const within = (
    path: string,
    value: number,
    { min, max, step }: { min: number; max: number; step: number },
  ) => {
    if (value < min || value > max || (value - min) % step !== 0)
      wrong(path, `From ${min} to ${max} in steps of ${step}.`)
  }
  within('choice.down_mbps', choice.down_mbps, of.speed)
  if (choice.data_gb === null) {
    if (of.data.unlimited === null) wrong('choice.data_gb', 'Choose how much data.')
  } else if (of.data.volume === null)
    wrong('choice.data_gb', 'Only data without a bound is offered.')
  else within('choice.data_gb', choice.data_gb, of.data.volume)
  if (choice.devices > of.devices.max) wrong('choice.devices', `At most ${of.devices.max}.`)
  for (const [place, { productId, count }] of choice.extras.entries()) {
    const found = products.find((one) => one.id === productId)
    const most = found?.latest.content.perServiceMax ?? 100
    if (!of.extras.includes(productId) || found?.state !== 'open')
      wrong(`choice.extras.${place}`, 'This is not offered here.')
    else if (count > most) wrong(`choice.extras.${place}`, `At most ${most}.`)
    if (choice.extras.findIndex((other) => other.productId === productId) !== place)
      wrong(`choice.extras.${place}`, 'Each extra once, with its count.')
  }
  return issues
}

// ───────────────────────────────────────────── over HTTP

export const offeredPackage = z.object({
  id,
  code: z.string(),
  content: packageContent,
  state: z.enum(['open', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
  /** Plans that were composed from it. */
  composed: z.int(),
})
export type OfferedPackage = z.output<typeof offeredPackage>
export const listPackages = endpoint({
  name: 'catalog.list-packages',
  method: 'GET',
  path: '/api/packages',
  access: 'catalog.read',
  summary: 'Packages to compose, with their bounds and prices.',
  input: nothing,
  reply: z.object({ packages: z.array(offeredPackage) }),
})
export const addPackage = endpoint({
  name: 'catalog.add-package',
  method: 'POST',
  path: '/api/packages',
  access: 'catalog.change',
  summary: 'Adds a package to compose.',
  input: z.object({ code, content: packageContent }),
  reply: offeredPackage,
})
export const changePackage = endpoint({
  name: 'catalog.change-package',
  method: 'PUT',
  path: '/api/packages/:packageId',
  access: 'catalog.change',
  summary: 'Changes a package; what was composed from it stays as it was.',
  input: z.object({
    packageId: id,
    version,
    content: packageContent,
    state: z.enum(['open', 'archived']),
  }),
  reply: offeredPackage,
})
export const composePlan = endpoint({
  name: 'catalog.compose-plan',
  method: 'POST',
  path: '/api/packages/:packageId/compose',
  access: 'catalog.compose',
  summary: 'Makes a plan of a choice, or finds the one that the same choice made before.',
  input: z.object({ packageId: id, choice: packageChoice }),
  reply: z.object({ planId: id, planVersionId: id }),
})
