import type { StoredSession } from '../store/accounted.ts'

/** Some 500 bytes each. */
const KNOWN_MAX = 200_000

/**
 * Open sessions as this process has written them last, so that the next record of each need not read it again. Nothing hangs on it
 * being true: what somebody else has written meanwhile is noticed when it is written, and read then. Beyond its bound, what was
 * not heard of for longest goes.
 */
export class KnownSessions {
  private readonly sessions = new Map<string, StoredSession>()

  get(key: string): StoredSession | undefined {
    return this.sessions.get(key)
  }

  keep(sessions: readonly StoredSession[]): void {
    for (const session of sessions) {
      this.sessions.delete(session.key)
      if (!session.stay.end) this.sessions.set(session.key, session)
    }
    for (const key of this.sessions.keys()) {
      if (this.sessions.size <= KNOWN_MAX) break
      this.sessions.delete(key)
    }
  }

  forget(keys: Iterable<string>): void {
    for (const key of keys) this.sessions.delete(key)
  }
}
