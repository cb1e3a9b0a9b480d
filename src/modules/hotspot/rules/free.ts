export type FreeKind = 'trial' | 'sponsored'

/** What a door gives away, and what this device and this door have had of it. */
export type FreeFacts = {
  readonly minutes: number
  /** Of a device, in so many days. */
  readonly times: number
  readonly days: number
  /** Of the whole door a day; null: as many as come. */
  readonly doorTimes: number | null
  /** When this device was given some, within those days: by its address or by the cookie that it carries. */
  readonly given: readonly Temporal.Instant[]
  readonly doorGiven: number
}

export type FreeVerdict =
  | { readonly kind: 'give'; readonly minutes: number }
  | { readonly kind: 'none' }
  /** Not before then. */
  | { readonly kind: 'had'; readonly until: Temporal.Instant }
  | { readonly kind: 'used-up' }

export function decideFree(facts: FreeFacts): FreeVerdict {
  const { minutes, times, days, given, doorGiven, doorTimes } = facts
  if (minutes === 0) return { kind: 'none' }
  if (given.length >= times) {
    const sorted = given.toSorted((a, b) => Temporal.Instant.compare(a, b))
    const oldest = sorted[sorted.length - times]
    if (oldest) return { kind: 'had', until: oldest.add({ hours: 24 * days }) }
  }
  if (doorTimes !== null && doorGiven >= doorTimes) return { kind: 'used-up' }
  return { kind: 'give', minutes }
}
