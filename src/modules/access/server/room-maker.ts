import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '#kernel/actor.ts'
import type { Units } from '#platform/tx.ts'
import { concludeSessions } from '../commands/conclude-sessions.ts'
import { endSessions } from '../commands/end-sessions.ts'

export type RoomMakerOptions = {
  readonly units: Pick<Units, 'unit'>
  /** The name of this process in announcements of sessions. */
  readonly by: string
  /** What had to leave for a session of this service has left our books. */
  readonly onMade: (serviceId: string) => void
  readonly onTrouble: (error: unknown) => void
}

type Place = {
  readonly serviceId: string
  /** Over, whatever their rows say. */
  readonly replaced: readonly string[]
  /** To be ended, because there is no room for them. */
  readonly end: readonly string[]
}

const ORIGIN = { actor: system('radius'), name: 'access.make-room' }
/** What is beyond waits for the sweep of silent sessions, which finds the same ghosts some minutes later. */
const WAITING_MAX = 20_000
const BATCH_MAX = 500
const GATHER_ms = 50

/**
 * Ends sessions whose place another has taken. After a blackout everybody comes back, each in the place of a session
 * that nobody ended: while one batch is written the next gathers, because a commit for each would be one for each login.
 */
export class RoomMaker {
  private waiting: Place[] = []
  private work: Promise<void> | undefined
  private readonly options: RoomMakerOptions

  constructor(options: RoomMakerOptions) {
    this.options = options
  }

  make(place: Place): void {
    if (this.waiting.length < WAITING_MAX) this.waiting.push(place)
    this.work ??= this.write().finally(() => (this.work = undefined))
  }

  /** Settles when all that was taken on is written, or could not be. */
  async close(): Promise<void> {
    await this.work
  }

  private async write(): Promise<void> {
    const { units, by, onMade, onTrouble } = this.options
    while (this.waiting.length > 0) {
      // Nobody waits for it: what comes meanwhile is written together, and leaves the database to those who do.
      await sleep(GATHER_ms)
      const batch = this.waiting.splice(0, BATCH_MAX)
      const replaced = batch.flatMap((place) => place.replaced)
      const end = batch.flatMap((place) => place.end)
      try {
        await units.unit(ORIGIN, async (tx) => {
          if (replaced.length > 0)
            await concludeSessions(tx, { keys: replaced, cause: 'Replaced', by })
          if (end.length > 0) await endSessions(tx, { keys: end, because: 'too-many-sessions', by })
        })
        for (const { serviceId } of batch) onMade(serviceId)
      } catch (error) {
        onTrouble(error)
      }
    }
  }
}
