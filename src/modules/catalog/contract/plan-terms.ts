import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { chargeModel } from './charge.ts'
import { key, price, share_bp, words } from './shapes.ts'
import { TAX_MODES } from './taxes.ts'
import { validity } from './validity.ts'
import { timeWindows } from './windows.ts'

/** Everything that one version of a plan promises. Immutable once the version is published. */
export const PAYMENT_KINDS = ['prepaid', 'postpaid', 'payg', 'trial'] as const
export type PaymentKind = (typeof PAYMENT_KINDS)[number]

export const COMPONENT_KINDS = [
  'recurring',
  'one-off',
  'usage',
  'minimum',
  'add-on',
  'device',
] as const
export type ComponentKind = (typeof COMPONENT_KINDS)[number]

/** What usage counts: bytes both ways, down, up; seconds online; sessions. */
export const METERS = ['data', 'down', 'up', 'time', 'sessions'] as const
export type Meter = (typeof METERS)[number]

export const component = z.object({
  /** Kept from version to version, so that versions can be compared and overrides find their price. */
  key,
  kind: z.enum(COMPONENT_KINDS),
  name: words,
  taxClassId: z.string().min(1, 'A price needs a tax class.'),
  taxMode: z.enum(TAX_MODES),
  charge: chargeModel,
  /** Of usage only. */
  meter: z.enum(METERS).nullable(),
  /** Usage at these hours only (cheap nights); null: at all hours. Of usage only. */
  during: timeWindows.nullable(),
  /** Devices that the plan has in it before this price counts. Of devices only. */
  included: z.int().min(0).max(1000),
  /** Bought or not as the subscriber likes. Of add-ons and devices. */
  optional: z.boolean(),
})
export type Component = z.output<typeof component>

/** `cycles` periods at another price, from the first on: "first month half price". Then the next phase, then the usual price. */
export const phase = z.object({
  name: words,
  cycles: z.int().min(1).max(60),
  effect: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent-off'), share_bp }),
    z.object({ kind: z.literal('price'), price }),
  ]),
})
export type Phase = z.output<typeof phase>

/** What becomes of those who hold an older version when a dearer one is published. */
export const priceRise = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('grandfather') }),
  z.object({ kind: z.literal('next-renewal'), noticeDays: z.int().min(0).max(365) }),
])

/** Versions of profiles; null where the plan has none. */
export const planProfiles = z.object({
  speed: id.nullable(),
  fairUse: id.nullable(),
  quota: id.nullable(),
  accessHours: id.nullable(),
})

export const planTerms = z
  .object({
    payment: z.enum(PAYMENT_KINDS),
    validity,
    /** How long service goes on after the end, once per period. */
    graceHours: z.int().min(0).max(720),
    renewal: z.enum(['automatic', 'by-hand']),
    /** What a change in the middle of a period counts in. `none`: a started period is paid whole. */
    proration: z.enum(['second', 'day', 'none']),
    components: z.array(component).max(40),
    phases: z.array(phase).max(6),
    /** How many devices may be known, and how many online at once. */
    devices: z.object({
      registered: z.int().min(1).max(1000).nullable(),
      simultaneous: z.int().min(1).max(1000),
    }),
    profiles: planProfiles,
    priceRise,
  })
  .superRefine(({ components, devices, payment, phases }, context) => {
    const wrong = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    for (const [place, one] of components.entries()) {
      const at = (field: string) => ['components', place, field]
      if (components.findIndex((other) => other.key === one.key) !== place)
        wrong(at('key'), 'Two prices of a plan have different keys.')
      if (one.kind === 'usage' && one.meter === null) wrong(at('meter'), 'Say what is counted.')
      if (one.kind === 'minimum' && one.charge.model !== 'flat')
        wrong(at('charge'), 'A minimum is one amount.')
    }
    if (devices.registered !== null && devices.registered < devices.simultaneous)
      wrong(['devices', 'simultaneous'], 'No more can be online than may be known.')
    if (payment === 'trial' && phases.length > 0) wrong(['phases'], 'A trial has one price: none.')
  })
export type PlanTerms = z.output<typeof planTerms>

/** Where somebody is in the phases of their plan: `cycle` 0 is the first period. Nothing when all are over. */
export function phaseOf(terms: Pick<PlanTerms, 'phases'>, cycle: number): Phase | undefined {
  let end = 0
  return terms.phases.find((one) => {
    end += one.cycles
    return cycle < end
  })
}
