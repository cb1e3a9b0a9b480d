import type {
  FairUsePolicy,
  QuotaAllowance,
  QuotaProfile,
  TimeWindow,
} from '#modules/catalog/contract.ts'

export type Meter = 'total' | QuotaAllowance['meter']

/** What has run up of one thing in the period that is running. */
export type Counter = {
  /** `fair-use`, `plan:0` for the first allowance of a quota, `extra:<id>`. */
  readonly key: string
  readonly meter: Meter
  readonly from_ms: number
  /** Null: for ever. */
  readonly to_ms: number | null
  /** Null: it is counted and nothing more. */
  readonly granted: bigint | null
  readonly used: bigint
  readonly reserved: bigint
  readonly beyond: bigint
}

/** What a service's plan counts; profile versions never change. */
export type Policies = {
  readonly fairUse: FairUsePolicy | null
  readonly quota: QuotaProfile | null
}

export const FAIR_USE = 'fair-use'
const PLAN = 'plan:'
const EXTRA = 'extra:'

export const planKey = (place: number) => `${PLAN}${place}`
export const extraKey = (id: string) => `${EXTRA}${id}`
export const isExtra = ({ key }: Pick<Counter, 'key'>) => key.startsWith(EXTRA)
export const isGranting = ({ key }: Pick<Counter, 'key'>) => key !== FAIR_USE

export function placeOf({ key }: Pick<Counter, 'key'>): number | null {
  return key.startsWith(PLAN) ? Number(key.slice(PLAN.length)) : null
}

export function leftOf({ granted, used }: Pick<Counter, 'granted' | 'used'>): bigint {
  return granted === null ? 0n : granted - used
}

/** The hours at which it can be used only; null: always. */
export function windowsOf(counter: Counter, { quota }: Policies): readonly TimeWindow[] | null {
  const place = placeOf(counter)
  return place === null ? null : (quota?.allowances[place]?.during ?? null)
}

/**
 * In which order allowances are used: what was added first where it expires with or before what the plan gives, as
 * anything else would let it go to waste; then the plan's, in its own order; then what lasts longer.
 */
export function inOrderOfUse(counters: readonly Counter[]): Counter[] {
  const granting = counters.filter(isGranting)
  const planEnds = granting.filter((one) => !isExtra(one)).map(endOf)
  const firstEnd = planEnds.length > 0 ? Math.min(...planEnds) : Infinity
  const rank = (counter: Counter) =>
    !isExtra(counter) ? 1 : endOf(counter) <= firstEnd && counter.to_ms !== null ? 0 : 2
  return granting.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (isExtra(a) ? compare(endOf(a), endOf(b)) || (a.key < b.key ? -1 : 1) : 0) ||
      (placeOf(a) ?? 0) - (placeOf(b) ?? 0),
  )
}

function endOf({ to_ms }: Counter): number {
  return to_ms ?? Infinity
}

/** Infinity less itself is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
