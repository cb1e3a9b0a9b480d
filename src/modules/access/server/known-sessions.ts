import type { StoredSession } from '../store/accounted.ts'
import { Lately } from './lately.ts'

/** Some 500 bytes each. */
const KNOWN_MAX = 200_000

/**
 * Open sessions as this process has written them last, so that the next record of each need not read it again. Nothing hangs on it
 * being true: what somebody else has written meanwhile is noticed when it is written, and read then.
 */
export class KnownSessions {
  private readonly sessions = new Lately<StoredSession>(KNOWN_MAX)

  get(key: string): StoredSession | undefined {
    return this.sessions.get(key)
  }

  keep(sessions: readonly StoredSession[]): void {
    for (const session of sessions) {
      if (session.stay.end) this.sessions.delete(session.key)
      else this.sessions.set(session.key, session)
    }
  }

  forget(keys: Iterable<string>): void {
    for (const key of keys) this.sessions.delete(key)
  }
}
