import type { AddressUse } from '#modules/network/index.ts'
import type { KeptSession, MovedSession, StoredSession } from '../store/accounted.ts'

/** Sessions that are to be added, and those that are there, as they were before. */
export function freshAndKnown(
  kept: ReadonlyMap<string, KeptSession>,
  stored: Pick<ReadonlyMap<string, StoredSession>, 'get'>,
): { fresh: KeptSession[]; known: MovedSession[] } {
  const [fresh, known]: [KeptSession[], MovedSession[]] = [[], []]
  for (const one of kept.values()) {
    const before = stored.get(one.session.key)
    if (before?.id === one.session.id) known.push({ ...one, before })
    else fresh.push(one)
  }
  // In one order for all, so that two processes never wait for each other in a circle.
  known.sort((one, other) => (one.session.key < other.session.key ? -1 : 1))
  return { fresh, known }
}

/** Who had which address from when to when, for those who may ask later. */
export function usesOf({ session, heard }: KeptSession, told: 'first' | 'again'): AddressUse[] {
  const { id: sessionId, serviceId, stay, ipv4, ipv6Prefix, delegatedPrefix } = session
  const about = {
    sessionId,
    nasId: heard.nasId,
    serviceId: serviceId ?? undefined,
    mac: heard.station ?? undefined,
    startedAt_ms: Math.round(stay.startedAt_ms),
    endedAt_ms: stay.end ? Math.round(stay.end.at_ms) : undefined,
    isFirst: told === 'first',
  }
  return [...new Set([ipv4, ipv6Prefix, delegatedPrefix])].flatMap((address) =>
    address === null ? [] : [{ address, ...about }],
  )
}
