import { unreachable } from '#kernel/assert.ts'

/**
 * May this service be served now, how, and why? The one answer for the network, the portal, staff and the
 * simulator: pure, without a clock, and with times as epoch milliseconds, because RADIUS asks it at every dial.
 */
export const SERVICE_STATUSES = ['draft', 'pending', 'active', 'ended'] as const
export type ServiceStatus = (typeof SERVICE_STATUSES)[number]

/** How a service is paid: before, afterwards, while it is used, or never (our own offices, sponsorship). A trial is a prepaid one whose first period is given. */
export const PAYS = ['prepaid', 'postpaid', 'payg', 'free'] as const
export type Pay = (typeof PAYS)[number]

export const HOLD_REASONS = [
  'nonpayment',
  'voluntary',
  'abuse',
  'admin',
  'fraud',
  'relocation',
  // Set and lifted by Kasi: whoever pays as they use, and has nothing left to pay with.
  'wallet',
] as const
export type HoldReason = (typeof HOLD_REASONS)[number]

export const DUNNINGS = ['none', 'throttled', 'walled-garden', 'cut'] as const
export type Dunning = (typeof DUNNINGS)[number]

export type HoldFacts = {
  readonly reason: HoldReason
  readonly from_ms: number
  /** The first moment without it; null: until somebody lifts it. */
  readonly to_ms: number | null
}

/** Half-open: `to_ms` is the first moment that is not in it. */
export type Span = { readonly from_ms: number; readonly to_ms: number }

export type ServingFacts = {
  readonly status: ServiceStatus
  readonly pay: Pay
  /** Paid time that is not over, or was the last: in any order, never overlapping. Empty: nothing was ever paid. */
  readonly paid: readonly Span[]
  readonly grace_s: number
  readonly dunning: Dunning
  /** Holds that are not lifted; those that are over or still to come may be among them. */
  readonly holds: readonly HoldFacts[]
  /** What is left of the plan's data or time, as `usage` says: absent where nothing is counted. */
  readonly quota?: 'left' | 'throttled' | 'used-up'
  /** Whether the plan's access hours are open now; absent where the plan has none. */
  readonly hours?: 'open' | 'closed'
}

export const SERVING_REASONS = [
  'paid',
  'in-grace',
  'pays-later',
  'pays-as-used',
  'free',
  'overdue-throttled',
  'fair-use',
  'awaiting-payment',
  'awaiting-installation',
  'not-paid',
  'paid-for-later',
  'paid-period-over',
  'hold-nonpayment',
  'hold-voluntary',
  'hold-relocation',
  'hold-wallet',
  'overdue-walled',
  'quota-used-up',
  'outside-hours',
  'draft',
  'ended',
  'hold-abuse',
  'hold-admin',
  'hold-fraud',
  'overdue-cut',
] as const
export type ServingReason = (typeof SERVING_REASONS)[number]

/** From the most to the least that somebody gets. A walled garden lets people see the portal and pay. */
export const SERVING_KINDS = ['full', 'throttled', 'walled-garden', 'denied'] as const
export type ServingKind = (typeof SERVING_KINDS)[number]

export type Serving = {
  readonly kind: ServingKind
  readonly because: ServingReason
  /** The next moment at which time alone may change the answer; null: only an event can. */
  readonly until_ms: number | null
}

type Verdict = Pick<Serving, 'kind' | 'because'>

/** A hold that subscribers can end themselves leads to the portal; the others shut the door. */
const BY_HOLD = {
  nonpayment: { kind: 'walled-garden', because: 'hold-nonpayment' },
  voluntary: { kind: 'walled-garden', because: 'hold-voluntary' },
  relocation: { kind: 'walled-garden', because: 'hold-relocation' },
  wallet: { kind: 'walled-garden', because: 'hold-wallet' },
  abuse: { kind: 'denied', because: 'hold-abuse' },
  admin: { kind: 'denied', because: 'hold-admin' },
  fraud: { kind: 'denied', because: 'hold-fraud' },
} as const satisfies Record<HoldReason, Verdict>

const BY_DUNNING = {
  none: { kind: 'full', because: 'pays-later' },
  throttled: { kind: 'throttled', because: 'overdue-throttled' },
  'walled-garden': { kind: 'walled-garden', because: 'overdue-walled' },
  cut: { kind: 'denied', because: 'overdue-cut' },
} as const satisfies Record<Dunning, Verdict>

/**
 * The strictest of what the three facts and the usage say; among equally strict ones, holds speak before
 * money and money before usage, because that is the order in which staff have to solve them.
 */
export function mayBeServed(facts: ServingFacts, now_ms: number): Serving {
  const byStatus = statusVerdict(facts)
  if (byStatus) return { ...byStatus, until_ms: null }
  const { hours, quota } = facts
  // Without a list on the way: each dial asks two or three times.
  let strictest: Verdict | null = null
  for (const hold of facts.holds)
    if (standsAt(hold, now_ms)) strictest = stricter(strictest, BY_HOLD[hold.reason])
  strictest = stricter(strictest, moneyVerdict(facts, now_ms))
  if (hours === 'closed') strictest = stricter(strictest, OUTSIDE_HOURS)
  if (quota === 'used-up') strictest = stricter(strictest, USED_UP)
  if (quota === 'throttled') strictest = stricter(strictest, FAIR_USE)
  const { kind, because } = strictest
  return { kind, because, until_ms: nextChange(facts, now_ms) }
}

const OUTSIDE_HOURS = { kind: 'walled-garden', because: 'outside-hours' } as const
const USED_UP = { kind: 'walled-garden', because: 'quota-used-up' } as const
const FAIR_USE = { kind: 'throttled', because: 'fair-use' } as const
/** From the least strict to the strictest. */
export const STRICTNESS = {
  full: 0,
  throttled: 1,
  'walled-garden': 2,
  denied: 3,
} as const satisfies Record<ServingKind, number>

/** Of equally strict ones, the first. */
function stricter(one: Verdict | null, other: Verdict): Verdict {
  return one && STRICTNESS[one.kind] >= STRICTNESS[other.kind] ? one : other
}

function statusVerdict({ status, pay, paid }: ServingFacts): Verdict | undefined {
  switch (status) {
    case 'draft':
      return { kind: 'denied', because: 'draft' }
    case 'ended':
      return { kind: 'denied', because: 'ended' }
    case 'pending':
      // Who owes the first payment must reach the portal to make it.
      return pay === 'prepaid' && paid.length === 0
        ? { kind: 'walled-garden', because: 'awaiting-payment' }
        : { kind: 'walled-garden', because: 'awaiting-installation' }
    case 'active':
      return undefined
    default:
      return unreachable(status)
  }
}

function moneyVerdict(facts: ServingFacts, now_ms: number): Verdict {
  switch (facts.pay) {
    case 'free':
      return { kind: 'full', because: 'free' }
    case 'payg':
      // The wallet was empty when the day was invoiced: dunned like any invoice.
      return facts.dunning === 'none'
        ? { kind: 'full', because: 'pays-as-used' }
        : BY_DUNNING[facts.dunning]
    case 'postpaid':
      return BY_DUNNING[facts.dunning]
    case 'prepaid':
      return prepaidVerdict(facts, now_ms)
    default:
      return unreachable(facts.pay)
  }
}

function prepaidVerdict({ paid, grace_s }: ServingFacts, now_ms: number): Verdict {
  if (paid.length === 0) return { kind: 'walled-garden', because: 'not-paid' }
  let [isOver, isInGrace] = [false, false]
  for (const { from_ms, to_ms } of paid) {
    if (now_ms < to_ms && from_ms <= now_ms) return { kind: 'full', because: 'paid' }
    if (now_ms < to_ms) continue
    isOver = true
    isInGrace ||= now_ms < to_ms + grace_s * 1_000
  }
  if (isInGrace) return { kind: 'full', because: 'in-grace' }
  return { kind: 'walled-garden', because: isOver ? 'paid-period-over' : 'paid-for-later' }
}

function standsAt(hold: HoldFacts, now_ms: number): boolean {
  return hold.from_ms <= now_ms && (hold.to_ms === null || now_ms < hold.to_ms)
}

function nextChange({ holds, pay, paid, grace_s }: ServingFacts, now_ms: number): number | null {
  let next_ms = Infinity
  const mayBe = (moment_ms: number | null) => {
    if (moment_ms !== null && moment_ms > now_ms && moment_ms < next_ms) next_ms = moment_ms
  }
  for (const { from_ms, to_ms } of holds) {
    mayBe(from_ms)
    mayBe(to_ms)
  }
  if (pay === 'prepaid')
    for (const { from_ms, to_ms } of paid) {
      mayBe(from_ms)
      mayBe(to_ms)
      mayBe(to_ms + grace_s * 1_000)
    }
  return next_ms === Infinity ? null : next_ms
}

const WORDS = {
  en: {
    paid: 'Paid.',
    'in-grace': 'The paid time is over; it goes on during the days of grace.',
    'pays-later': 'Served, and invoiced afterwards.',
    'pays-as-used': 'Served, and paid from the wallet as it is used.',
    free: 'Served free of charge.',
    'overdue-throttled': 'Slower, because an invoice is overdue.',
    'fair-use': 'Slower, because the fair-use limit is reached.',
    'awaiting-payment': 'Waiting for the first payment.',
    'awaiting-installation': 'Waiting to be installed.',
    'not-paid': 'Nothing has been paid yet.',
    'paid-for-later': 'What is paid begins later.',
    'paid-period-over': 'The paid time is over.',
    'hold-nonpayment': 'On hold: not paid.',
    'hold-voluntary': 'On hold: paused by the subscriber.',
    'hold-relocation': 'On hold: moving to another address.',
    'hold-wallet': 'On hold: the wallet is empty, and it is paid as it is used.',
    'overdue-walled': 'An invoice is overdue: only the portal can be reached.',
    'quota-used-up': 'The data or time of the plan is used up.',
    'outside-hours': 'Outside the hours of the plan.',
    draft: 'Not ordered yet.',
    ended: 'Ended.',
    'hold-abuse': 'On hold: abuse.',
    'hold-admin': 'On hold, set by staff.',
    'hold-fraud': 'On hold: suspected fraud.',
    'overdue-cut': 'Cut off: an invoice is long overdue.',
  },
  sw: {
    paid: 'Imelipiwa.',
    'in-grace': 'Muda uliolipiwa umeisha; inaendelea katika siku za msamaha.',
    'pays-later': 'Inatolewa, na ankara hufuata baadaye.',
    'pays-as-used': 'Inatolewa, na hulipiwa kutoka pochi kadiri inavyotumika.',
    free: 'Inatolewa bila malipo.',
    'overdue-throttled': 'Kasi imepunguzwa kwa sababu ankara imechelewa kulipwa.',
    'fair-use': 'Kasi imepunguzwa kwa sababu kikomo cha matumizi ya haki kimefikiwa.',
    'awaiting-payment': 'Inasubiri malipo ya kwanza.',
    'awaiting-installation': 'Inasubiri kufungwa.',
    'not-paid': 'Bado hakuna kilicholipwa.',
    'paid-for-later': 'Kilicholipiwa kinaanza baadaye.',
    'paid-period-over': 'Muda uliolipiwa umeisha.',
    'hold-nonpayment': 'Imesimamishwa: haijalipiwa.',
    'hold-voluntary': 'Imesitishwa na mteja mwenyewe.',
    'hold-relocation': 'Imesimamishwa: inahamishiwa anwani nyingine.',
    'hold-wallet': 'Imesimamishwa: pochi haina pesa, na hulipiwa kadiri inavyotumika.',
    'overdue-walled': 'Ankara imechelewa: tovuti ya malipo pekee inafikika.',
    'quota-used-up': 'Data au muda wa mpango umeisha.',
    'outside-hours': 'Nje ya saa za mpango.',
    draft: 'Bado haijaagizwa.',
    ended: 'Imekwisha.',
    'hold-abuse': 'Imesimamishwa: matumizi mabaya.',
    'hold-admin': 'Imesimamishwa na mfanyakazi.',
    'hold-fraud': 'Imesimamishwa: inashukiwa udanganyifu.',
    'overdue-cut': 'Imekatwa: ankara imechelewa sana.',
  },
} as const satisfies Record<'en' | 'sw', Record<ServingReason, string>>

/** The reason as people read it. */
export function servingWords(because: ServingReason, language: 'en' | 'sw' = 'en'): string {
  return WORDS[language][because]
}
