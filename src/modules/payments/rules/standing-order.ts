import { must } from '#kernel/assert.ts'
import { FREQUENCIES, type Frequency } from '../contract.ts'

/** As it is stored. */
export function frequencyOf({ frequency }: { frequency: string }): Frequency {
  const known = FREQUENCIES.find((one) => one === frequency)
  return must(known, 'the column holds nothing else')
}

/** The same day again, counted from the first: the 31st is the last of a shorter month, and the 31st again after it. */
const STEPS = {
  daily: { days: 1 },
  weekly: { weeks: 1 },
  monthly: { months: 1 },
  'every-two-months': { months: 2 },
  quarterly: { months: 3 },
  'half-yearly': { months: 6 },
  yearly: { years: 1 },
} as const satisfies Record<Frequency, Temporal.DurationLike>

type Terms = {
  readonly frequency: Frequency
  readonly startsOn: Temporal.PlainDate
  readonly endsOn: Temporal.PlainDate
}

/** The first day on or after `from` on which M-Pesa pays; nothing where it is over by then. */
export function nextExecution(
  { frequency, startsOn, endsOn }: Terms,
  from: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const step = Temporal.Duration.from(STEPS[frequency])
  for (let n = 0; ; n++) {
    const day = startsOn.add({
      ...{ days: step.days * n, weeks: step.weeks * n },
      ...{ months: step.months * n, years: step.years * n },
    })
    if (Temporal.PlainDate.compare(day, endsOn) > 0) return undefined
    if (Temporal.PlainDate.compare(day, from) >= 0) return day
  }
}

/** M-Pesa tries again during the day, and tells of it until the next. */
export const GRACE_days = 2
/** After so many in a row the payer has most likely cancelled it. */
const LAPSES_AFTER = 2

export type Look =
  | { readonly kind: 'wait' }
  | { readonly kind: 'came'; readonly next: Temporal.PlainDate | undefined }
  | {
      readonly kind: 'missed'
      readonly next: Temporal.PlainDate | undefined
      readonly hasLapsed: boolean
    }

/** What became of the execution that was due. `cameOn`: the day of a payment that it may be. */
export function lookAt(
  order: Terms & { readonly nextOn: Temporal.PlainDate; readonly missed: number },
  { today, cameOn }: { today: Temporal.PlainDate; cameOn: Temporal.PlainDate | undefined },
): Look {
  const next = nextExecution(order, order.nextOn.add({ days: 1 }))
  if (cameOn) return { kind: 'came', next }
  const isLate = Temporal.PlainDate.compare(today, order.nextOn.add({ days: GRACE_days })) >= 0
  if (!isLate) return { kind: 'wait' }
  return { kind: 'missed', next, hasLapsed: order.missed + 1 >= LAPSES_AFTER }
}
