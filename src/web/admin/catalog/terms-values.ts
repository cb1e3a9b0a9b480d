import type { z } from 'zod'
import type { component, planTerms } from '#modules/catalog/contract.ts'

export type TermsInput = z.input<typeof planTerms>
export type ComponentInput = z.input<typeof component>
export type ChargeInput = ComponentInput['charge']

const shillings = (cents: string) => ({ cents, currency: 'KES' as const })

export function plainCharge(cents = '0', per = '1'): ChargeInput {
  return { model: 'flat', price: { amount: shillings(cents), per } }
}

export function newComponent(given: Partial<ComponentInput>): ComponentInput {
  return {
    ...{ key: 'monthly', kind: 'recurring', name: { en: 'Internet', sw: 'Intaneti' } },
    ...{ taxClassId: 'internet', taxMode: 'inclusive', charge: plainCharge() },
    ...{ meter: null, during: null, included: 0, optional: false, ...given },
  }
}

/** What most plans of a Kenyan ISP are: prepaid by the month, price with tax in it. */
export const usualTerms: TermsInput = {
  payment: 'prepaid',
  validity: { unit: 'month', count: 1, mode: 'elapsed', anchor: null },
  ...{ graceHours: 0, renewal: 'automatic', proration: 'day' },
  components: [newComponent({})],
  phases: [],
  devices: { registered: null, simultaneous: 1 },
  profiles: { speed: null, fairUse: null, quota: null, accessHours: null },
  priceRise: { kind: 'next-renewal', noticeDays: 30 },
}

/** Presets for how long a price lasts. */
export const VALIDITIES = [
  { unit: 'hour', count: 1 },
  { unit: 'hour', count: 3 },
  { unit: 'day', count: 1 },
  { unit: 'week', count: 1 },
  { unit: 'day30', count: 1 },
  { unit: 'month', count: 1 },
  { unit: 'quarter', count: 1 },
  { unit: 'year', count: 1 },
] as const satisfies readonly Partial<TermsInput['validity']>[]

export type TermsForm = {
  readonly terms: TermsInput
  readonly change: (next: Partial<TermsInput>) => void
  /** What is wrong with a field of the terms, by its path within them. */
  readonly wrongAt: (path: string) => string | undefined
}
