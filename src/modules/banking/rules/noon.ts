/** When money of a bank's line moved, as far as a bank says: at noon of its day. */
export function noonOf(day: Temporal.PlainDate | string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant()
}

/** The same for the books, which know nothing of what is to come: this moment, before noon of the day itself. */
export function bookedAt(
  day: Temporal.PlainDate | string,
  { timeZone, now }: { timeZone: string; now: Temporal.Instant },
): Temporal.Instant {
  const noon = noonOf(day, timeZone)
  return Temporal.Instant.compare(noon, now) < 0 ? noon : now
}
