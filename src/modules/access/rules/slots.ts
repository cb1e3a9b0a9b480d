/** An open session, as far as it matters to whether one more may begin. */
export type OpenSession = {
  /** Its key: what tells it from others in what its NAS sends. */
  readonly id: string
  readonly nasId: string
  readonly station: string | null
  /** Port or virtual interface at its NAS (NAS-Port-Id). */
  readonly nasPort: string | null
  readonly startedAt_ms: number
  readonly heardAt_ms: number
  /** How often its NAS promised to account for it; null: never told. */
  readonly interim_s: number | null
}

export type Asking = {
  readonly nasId: string
  readonly station: string | null
  readonly nasPort: string | null
}

export type Slots =
  /** One more may begin. `replaced` are over, whatever their rows say: this station has left them. */
  | { readonly kind: 'free'; readonly replaced: readonly string[] }
  /** One more may begin when these have been ended, the oldest first. */
  | {
      readonly kind: 'end-first'
      readonly replaced: readonly string[]
      readonly end: readonly string[]
    }
  | { readonly kind: 'full'; readonly held: number }

/** A NAS that misses so many interims in a row has lost the session, or its power. */
export const SILENT_INTERIMS = 3
/** When so many are missing, staff are shown that nothing is heard of it. */
export const QUIET_INTERIMS = 2
/** For a NAS that never promised interims: silent as long as this, a session counts as forgotten. */
export const SILENT_WITHOUT_INTERIMS_ms = 24 * 3_600_000

/**
 * Whether one more session of a service may begin. Sessions whose station asks again, or whose port is taken
 * by who asks, are over, although their Stop got lost: counting them is how paying subscribers get locked out
 * by ghosts. Silent ones do not count either.
 */
export function slotsFor(
  asking: Asking,
  open: readonly OpenSession[],
  rule: { readonly most: number; readonly whenFull: 'refuse' | 'end-oldest' },
  now_ms: number,
): Slots {
  if (open.length === 0 && rule.most > 0) return NONE_OPEN
  const replaced = open.filter((session) => isReplaced(session, asking))
  const standing = open.filter(
    (session) => !replaced.includes(session) && !isSilent(session, now_ms),
  )
  const ids = replaced.map(({ id }) => id)
  const tooMany = standing.length + 1 - rule.most
  if (tooMany <= 0) return { kind: 'free', replaced: ids }
  if (rule.whenFull === 'refuse' || rule.most <= 0) return { kind: 'full', held: standing.length }
  const oldest = standing.toSorted((one, other) => one.startedAt_ms - other.startedAt_ms)
  return { kind: 'end-first', replaced: ids, end: oldest.slice(0, tooMany).map(({ id }) => id) }
}

/** At most dials. */
const NONE_OPEN: Slots = { kind: 'free', replaced: [] }

function isReplaced(session: OpenSession, asking: Asking): boolean {
  if (session.station !== null && asking.station !== null) return session.station === asking.station
  const isSamePort = session.nasPort !== null && session.nasPort === asking.nasPort
  return isSamePort && session.nasId === asking.nasId
}

/** Nothing was heard of it for so long that it is over, whatever its row says. */
export function isSilent(
  session: Pick<OpenSession, 'heardAt_ms' | 'interim_s'>,
  now_ms: number,
): boolean {
  const patience_ms =
    session.interim_s === null
      ? SILENT_WITHOUT_INTERIMS_ms
      : session.interim_s * 1_000 * SILENT_INTERIMS
  return now_ms - session.heardAt_ms > patience_ms
}
