import type { MessageClass } from '#kernel/message.ts'

export type Hours = { readonly first: number; readonly last: number }

/** What promotes may only be sent in these hours (CA, consumer protection guidelines). */
const PROMOTING: Hours = { first: 7, last: 19 }

/** The first moment from `at` on at which a message of this class may go: its hours are whole hours of the ISP's day. */
export function mayGoAt(
  kind: MessageClass,
  at: Temporal.Instant,
  { zone, day }: { zone: string; day: Hours },
): Temporal.Instant {
  if (kind === 'code' || kind === 'transactional') return at
  const hours =
    kind === 'promotional'
      ? { first: Math.max(day.first, PROMOTING.first), last: Math.min(day.last, PROMOTING.last) }
      : day
  // Hours that leave no hour would keep everything for ever.
  if (hours.first >= hours.last) return at
  const local = at.toZonedDateTimeISO(zone)
  if (local.hour >= hours.first && local.hour < hours.last) return at
  const opens = local.hour < hours.first ? local : local.add({ days: 1 })
  return opens
    .toPlainDate()
    .toZonedDateTime({ timeZone: zone, plainTime: { hour: hours.first } })
    .toInstant()
}
