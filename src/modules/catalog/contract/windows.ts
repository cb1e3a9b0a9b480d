import { z } from 'zod'

/**
 * Stretches of the week in the ISP's own time: night hours, working hours, a happy hour. Wall time, so that
 * they mean the same to a person whatever a clock change does to the day's length.
 */
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time such as 08:30.')

export const timeWindow = z.object({
  /** 1 is Monday, as in ISO 8601. */
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'Each day once.'),
  from: clockTime,
  /** The same as `from`: around the clock. Before it: until that time of the next day. */
  to: clockTime,
})
export type TimeWindow = z.output<typeof timeWindow>
export const timeWindows = z.array(timeWindow).min(1).max(14)

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const DAY_MIN = 1440
const WEEK_MIN = 7 * DAY_MIN

/** Minutes since Monday 00:00 at which a window begins, with its length; a part beyond Sunday comes back at the start. */
function stretches(window: TimeWindow): { from: number; to: number }[] {
  const start = minuteOf(window.from)
  const end = minuteOf(window.to)
  const length = end > start ? end - start : end - start + DAY_MIN
  return window.days.flatMap((day) => {
    const from = (day - 1) * DAY_MIN + start
    const to = from + length
    return to <= WEEK_MIN
      ? [{ from, to }]
      : [
          { from, to: WEEK_MIN },
          { from: 0, to: to - WEEK_MIN },
        ]
  })
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function minuteOfWeek(at: Temporal.ZonedDateTime): number {
  return (at.dayOfWeek - 1) * DAY_MIN + at.hour * 60 + at.minute
}

export function isWithinWindows(windows: readonly TimeWindow[], at: Temporal.ZonedDateTime) {
  const minute = minuteOfWeek(at)
  return windows.some((window) =>
    stretches(window).some(({ from, to }) => from <= minute && minute < to),
  )
}

/** Whether some minute of the week lies in both. */
export function windowsMeet(some: readonly TimeWindow[], others: readonly TimeWindow[]): boolean {
  const theirs = others.flatMap(stretches)
  return some
    .flatMap(stretches)
    .some((one) => theirs.some((other) => one.from < other.to && other.from < one.to))
}

/**
 * The next moment after `at` at which some window begins or ends; nothing when none ever does. Schedulers sleep
 * until then instead of asking every minute.
 */
export function nextEdge(
  windows: readonly TimeWindow[],
  at: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | undefined {
  const edges = windows
    .flatMap(stretches)
    .flatMap(({ from, to }) => [from, to % WEEK_MIN])
    // Where one window ends as another begins, nothing changes; around the clock nothing ever does.
    .filter((edge) => covered(windows, edge) !== covered(windows, edge - 1))
  const monday = at.toPlainDate().subtract({ days: at.dayOfWeek - 1 })
  const moments = edges.flatMap((edge) =>
    [0, 7].map((later) =>
      monday.add({ days: Math.floor(edge / DAY_MIN) + later }).toZonedDateTime({
        timeZone: at.timeZoneId,
        plainTime: new Temporal.PlainTime(Math.floor((edge % DAY_MIN) / 60), (edge % DAY_MIN) % 60),
      }),
    ),
  )
  return moments
    .filter((moment) => Temporal.ZonedDateTime.compare(moment, at) > 0)
    .toSorted(Temporal.ZonedDateTime.compare)[0]
}

function covered(windows: readonly TimeWindow[], minute: number): boolean {
  const within = (minute + WEEK_MIN) % WEEK_MIN
  return windows.flatMap(stretches).some(({ from, to }) => from <= within && within < to)
}
