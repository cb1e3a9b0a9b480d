import type { MessageClass } from '#kernel/message.ts'

export type Hours = { readonly first: number; readonly last: number }

/** What promotes may only be sent in these hours (CA, consumer protection guidelines). */
const PROMOTING: Hours = { first: 7, last: 19 }

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** The first moment from `at` on at which a message of this class may go: its hours are whole hours of the ISP's day, which may pass midnight. */
export function mayGoAt(
  kind: MessageClass,
  at: Temporal.Instant,
  { zone, day }: { zone: string; day: Hours },
): Temporal.Instant {
  if (kind === 'code' || kind === 'transactional') return at
  const ours = hoursOf(day)
  const lawful = hoursOf(PROMOTING)
  const both = ours.filter((hour) => lawful.includes(hour))
  // Where the ISP leaves none of the hours of the law, those of the law hold: nothing is kept for ever, and nobody is woken.
  const promoting = both.length > 0 ? both : lawful
  const hours = new Set(kind === 'promotional' ? promoting : ours)
  const local = at.toZonedDateTimeISO(zone)
  if (hours.has(local.hour)) return at
  let opens = local.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  do opens = opens.add({ hours: 1 })
  while (!hours.has(opens.hour))
  return opens.toInstant()
}

/** From 20 to 6 is a night; from 8 to 8 is all day. */
function hoursOf({ first, last }: Hours): number[] {
  return HOURS.filter((hour) =>
    first < last ? hour >= first && hour < last : hour >= first || hour < last,
  )
}
