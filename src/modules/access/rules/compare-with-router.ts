import type { RouterSession } from '#modules/network/index.ts'

/** A session as we have it on a router. */
export type OurSession = {
  readonly key: string
  readonly nasSession: string
  readonly ipv4: string | null
  readonly station: string | null
  readonly isOpen: boolean
  readonly receivedAt_ms: number
  /** How often it should report; null: that was never said. */
  readonly interim_s: number | null
}

export type Compared = {
  /** Ours that the router does not have, after their grace. */
  readonly gone: readonly string[]
  /** Ours that it has. */
  readonly there: readonly string[]
  /** Its own that we do not have. */
  readonly strangers: readonly RouterSession[]
}

/** Who was heard a moment ago may be on its way into the list. */
const DOUBT_GRACE_ms = 30_000
/** A report that is later than this is one that did not come. */
const LATE_ms = 60_000
/** Where no reports were promised. */
const QUIET_GRACE_ms = 3_600_000

/**
 * Compares a router's own list with what we have open on it. A list does not show all that a router serves (Wi-Fi that asks RADIUS by itself
 * is in none of RouterOS'), so of what it lacks only those are over that have missed a report as well. Where somebody doubts a
 * session, not to be in the list is enough.
 */
export function compareWithRouter(given: {
  readonly ours: readonly OurSession[]
  readonly theirs: readonly RouterSession[]
  /** Keys of sessions that somebody doubts. */
  readonly doubted: ReadonlySet<string>
  readonly askedAt_ms: number
}): Compared {
  const { ours, theirs, doubted, askedAt_ms } = given
  const [listed, accounted] = [marksOf(theirs), marksOf(ours)]
  // Lists without numbers (hotspot, DHCP) tell a session by its address or device.
  const unnumbered = marksOf(theirs.filter(({ nasSession }) => nasSession === ''))
  const there = ours.filter(
    (session) => listed.numbers.has(bare(session.nasSession)) || isIn(unnumbered, session),
  )
  const isThere = new Set(there)
  const gone = ours.filter(
    (session) =>
      session.isOpen &&
      !isThere.has(session) &&
      askedAt_ms - session.receivedAt_ms > graceOf(session, doubted),
  )
  const strangers = theirs.filter((session) =>
    session.nasSession === ''
      ? !isIn(accounted, session)
      : !accounted.numbers.has(bare(session.nasSession)),
  )
  return {
    gone: gone.map(({ key }) => key),
    there: there.filter(({ isOpen }) => isOpen).map(({ key }) => key),
    strangers,
  }
}

function graceOf({ key, interim_s }: OurSession, doubted: ReadonlySet<string>): number {
  if (doubted.has(key)) return DOUBT_GRACE_ms
  return interim_s === null ? QUIET_GRACE_ms : interim_s * 1_200 + LATE_ms
}

type Told = Pick<RouterSession, 'nasSession' | 'ipv4' | 'station'>
type Marks = Record<'numbers' | 'addresses' | 'stations', ReadonlySet<string>>

function marksOf(sessions: readonly Told[]): Marks {
  return {
    numbers: new Set(sessions.map(({ nasSession }) => bare(nasSession))),
    addresses: new Set(sessions.flatMap(({ ipv4 }) => ipv4 ?? [])),
    stations: new Set(sessions.flatMap(({ station }) => station?.toUpperCase() ?? [])),
  }
}

function isIn(marks: Marks, { ipv4, station }: Told): boolean {
  const isAddress = ipv4 !== null && marks.addresses.has(ipv4)
  return isAddress || (station !== null && marks.stations.has(station.toUpperCase()))
}

/** `81600001` and `0081600001` are one number of one session. */
function bare(number: string): string {
  return number.toLowerCase().replace(/^0+/, '')
}
