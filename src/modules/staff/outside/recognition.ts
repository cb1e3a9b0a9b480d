import { nobody, type Actor } from '#kernel/actor.ts'
import type { Attendance } from '#platform/http/options.ts'
import type { Clock } from '#platform/clock.ts'
import type { Live } from '#platform/live.ts'
import type { Call } from '#platform/serve.ts'
import { hashToken } from '#platform/token.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { noteSeen } from '../commands/note-seen.ts'
import { accessChanged } from '../events.ts'
import { recognizeApiKey, recognizeSession, type Recognized } from '../queries/authentication.ts'
import { readCookie } from '../rules/cookies.ts'
import type { Catalogue } from '../rules/holdings.ts'

/** How long a caller is recognized from memory, while changes of access are heard. */
const REMEMBERED_MS = 5_000
/** After a change of our own, until its commit has surely been heard by everybody. */
const DISTRUST_MS = 2_000
const REMEMBERED_MAX = 10_000
/** How exactly "last seen" is known: often enough for the idle limit, seldom enough not to write all day. */
const SEEN_EVERY_MS = 120_000

export type Recognition = {
  /** For the HTTP edge: who is calling. Nobody is an answer; it throws only when the database is in the way. */
  authenticate(call: Pick<Call, 'headers' | 'ip'>, how?: Attendance): Promise<Actor>
  /** This process is changing who may do what: look everything up again until that is surely committed. */
  distrust(): void
}

export type RecognitionGround = {
  readonly clock: Clock
  readonly origin: () => URL
  readonly catalogue: () => Catalogue
  readonly look: <T>(work: (read: Read) => Promise<T>) => Promise<T>
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Without it nothing is remembered, because a revoked session would not be heard of. */
  readonly live?: Live
}

type Remembered = Recognized & { readonly until_ms: number }

/**
 * Recognizes callers by cookie or bearer key. A busy screen asks many times a second, so an answer is kept for
 * a few seconds and dropped, in every process, at the commit of any change of access; before it is used again,
 * `Live.caughtUp` makes sure that no such commit is still on its way here.
 */
export function createRecognition(ground: RecognitionGround): Recognition {
  const { clock, live } = ground
  const remembered = new Map<string, Remembered>()
  let distrustUntil_ms = 0
  /** Grows with every change that was heard, so that a look-up begun before it is not kept after it. */
  let round = 0
  const forget = () => {
    remembered.clear()
    round++
  }
  live?.listen({
    hear: ({ name }) => name === accessChanged.name && forget(),
    missed: forget,
  })

  async function recognize(
    key: string,
    caughtUp: boolean | undefined,
    find: (read: Read) => Promise<Recognized>,
  ) {
    const now_ms = clock.now().epochMilliseconds
    const known = remembered.get(key)
    // What was revoked anywhere before this call has been heard, or memory is not asked.
    if (known && known.until_ms > now_ms && (caughtUp ?? (await live?.caughtUp()))) {
      if (remembered.get(key) === known) return known
    }
    const before = round
    const found = await ground.look(find)
    if (live?.isConnected() && round === before && now_ms >= distrustUntil_ms) {
      if (remembered.size >= REMEMBERED_MAX) remembered.clear()
      remembered.set(key, { ...found, until_ms: now_ms + REMEMBERED_MS })
    }
    return found
  }

  /** Beside the request: whoever calls does not wait for it, and if it fails the next call tries again. */
  function note({ seen }: Recognized, ip: string): void {
    if (!seen) return
    const now_ms = clock.now().epochMilliseconds
    const last_ms = Math.max(seen.at?.epochMilliseconds ?? 0, noted.get(seen.id) ?? 0)
    if (now_ms - last_ms < SEEN_EVERY_MS) return
    if (noted.size >= REMEMBERED_MAX) noted.clear()
    noted.set(seen.id, now_ms)
    ground.write((tx) => noteSeen(tx, { ...seen, ip })).catch(() => noted.delete(seen.id))
  }
  const noted = new Map<string, number>()

  return {
    async authenticate({ headers, ip }, how) {
      const bearer = /^Bearer (kasi_[\w-]{43})$/i.exec(headers.authorization ?? '')?.[1]
      const cookie = readCookie(headers.cookie, 'session', ground.origin())
      const token = bearer ?? cookie
      // A wrong `Authorization` does not fall back on a cookie: a key was meant.
      if (token === undefined || (headers.authorization !== undefined && !bearer)) return nobody
      const found = await recognize(
        bearer ? `${hashToken(token)} ${ip}` : hashToken(token),
        how?.caughtUp,
        (read) =>
          bearer
            ? recognizeApiKey(read, bearer, { ip, catalogue: ground.catalogue() })
            : recognizeSession(read, token, ground.catalogue()),
      )
      if (!how?.unattended) note(found, ip)
      return found.actor
    },
    distrust() {
      distrustUntil_ms = clock.now().epochMilliseconds + DISTRUST_MS
      forget()
    },
  }
}
