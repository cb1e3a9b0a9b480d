import { AFTERWARDS, METERED, PLANS } from '../plans.ts'
import type { Deed, Told } from '../deeds.ts'
import type { Micros } from '../oracle/calendar.ts'
import type { Terms } from '../oracle/terms.ts'

/**
 * Bugs that ISPs' billing really had, each as a change of one place of the engine, and a story in which it must come out. They are
 * planted when the engine is loaded (`plant.ts`), asleep until one is woken; nothing of them stands in the product.
 */
export type Planted = {
  readonly name: string
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
  readonly from: string
  readonly plan: string
  /** What else it sells in the story. */
  readonly others?: readonly string[]
  readonly story: (at: (hours: number) => Micros) => readonly Step[]
}
export type Step = Deed | { readonly look: Micros }

export const who = 'amina'
export const service = 'amina/1'

export const paying = (
  at: Micros,
  cents: bigint,
  more: Partial<Told> & { receipt: string },
): Deed => ({
  ...{ at, who, do: 'pay' },
  told: [{ cents, paidAt: at, typed: 'number', channel: 'c2b', ...more }],
})
export const arrives = (at: Micros, plan: string): Deed[] => [
  { at, who, do: 'join', taxes: 'standard', afterwards: false },
  {
    ...{ at, who, do: 'order', service, terms: plan, waitsFor: null, priority: 1 },
    autoRenew: true,
  },
]
export const works = (at: Micros): Deed => ({ at, who: 'town', do: 'work' })

export function holding(at: Micros, reason: 'nonpayment' | 'abuse'): Deed {
  return { at, who, do: 'hold', hold: `amina/${reason}`, service, reason, to: null, bills: true }
}

export function reserving(at: Micros, expires: Micros, bytes: bigint): Deed {
  return { at, who, do: 'reserve', service: 'data', session: 'one', seq: 1, bytes, expires }
}

export function using(at: Micros, from: Micros, to: Micros, bytes: bigint): Deed {
  return { at, who, do: 'use', service: 'data', session: 'one', bytes, from, to }
}

export function surfing(at: Micros, from: Micros, session: string): Deed {
  const to = from + 60_000_000n
  return { at, who, do: 'surf', service, session, bytes: 2_000_000_000n, from, to }
}

export function certified(at: Micros, share: number): Deed {
  return { at, who, do: 'certify', certificate: `amina/${at}`, invoice: 0, tax: 'vat', share }
}

export const bills = (at: Micros): Deed => ({ at, who: 'town', do: 'bill' })

/** What the planted story is about, as the town's ISP sells it. */
export const planOf = (key: string): Terms => {
  const found = [...PLANS, ...AFTERWARDS, ...METERED].find((one) => one.key === key)
  if (!found) throw new Error(`there is no plan ${key}`)
  return found
}
