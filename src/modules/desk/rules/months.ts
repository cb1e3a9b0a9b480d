/** The months from one day to another, as `2026-11`, the earliest first. */
export function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): string[] {
  const last = to.toPlainYearMonth()
  const months: string[] = []
  for (
    let month = from.toPlainYearMonth();
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  )
    months.push(month.toString())
  return months
}

export const MONTHS_SHOWN = 12
export const MONTHS_MAX = 60

/** A year of months up to the day, unless said; never more than five years of them. */
export function stretchOf(
  today: Temporal.PlainDate,
  asked: { from?: string | undefined; asOf?: string | undefined },
): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const to = asked.asOf === undefined ? today : Temporal.PlainDate.from(asked.asOf)
  const first = to.with({ day: 1 })
  const wanted =
    asked.from === undefined
      ? first.subtract({ months: MONTHS_SHOWN - 1 })
      : Temporal.PlainDate.from(asked.from).with({ day: 1 })
  const earliest = first.subtract({ months: MONTHS_MAX - 1 })
  return { from: Temporal.PlainDate.compare(wanted, earliest) < 0 ? earliest : wanted, to }
}
