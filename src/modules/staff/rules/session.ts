/** How long a session lives (ASVS 5.0 V7.3.1, V7.3.2; reasons in README.md). */
export type SessionLimits = { readonly idle_min: number; readonly absolute_h: number }

export type SessionTimes = {
  readonly lastSeenAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
}

export function idleEnd(session: SessionTimes, limits: SessionLimits): Temporal.Instant {
  const idle = session.lastSeenAt.add({ minutes: limits.idle_min })
  return Temporal.Instant.compare(idle, session.endsAt) < 0 ? idle : session.endsAt
}

export function isOpen(
  session: SessionTimes,
  limits: SessionLimits,
  now: Temporal.Instant,
): boolean {
  return session.endedAt === null && Temporal.Instant.compare(now, idleEnd(session, limits)) < 0
}
