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
