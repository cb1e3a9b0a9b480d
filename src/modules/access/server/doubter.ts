import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '#kernel/actor.ts'
import type { Units } from '#platform/tx.ts'
import { doubtSessions } from '../commands/doubt-sessions.ts'
import { Lately } from './lately.ts'

export type DoubterOptions = {
  readonly units: Pick<Units, 'unit'>
  readonly now_ms: () => number
  readonly onTrouble: (error: unknown) => void
}

const ORIGIN = { actor: system('radius'), name: 'access.doubt-sessions' }
/** What is beyond is doubted when its device dials again. */
const WAITING_MAX = 5_000
const BATCH_MAX = 500
const GATHER_ms = 500
/** A device that is turned away dials every few seconds; its routers need not be asked as often. */
const AGAIN_ms = 60_000
const REMEMBERED_MAX = 20_000

/**
 * Doubts the sessions of services that had no place left for one more: whoever has the work of asking is told, away from the answer
 * to the device, which has been turned away by then.
 */
export class Doubter {
  private readonly waiting = new Set<string>()
  private readonly doubted = new Lately<number>(REMEMBERED_MAX)
  private work: Promise<void> | undefined
  private readonly options: DoubterOptions

  constructor(options: DoubterOptions) {
    this.options = options
  }

  doubt(serviceId: string): void {
    const now_ms = this.options.now_ms()
    if (now_ms - (this.doubted.get(serviceId) ?? -Infinity) < AGAIN_ms) return
    if (this.waiting.size >= WAITING_MAX) return
    this.doubted.set(serviceId, now_ms)
    this.waiting.add(serviceId)
    this.work ??= this.tell().finally(() => (this.work = undefined))
  }

  /** Settles when all that was taken on is told, or could not be. */
  async close(): Promise<void> {
    await this.work
  }

  private async tell(): Promise<void> {
    while (this.waiting.size > 0) {
      await sleep(GATHER_ms)
      const batch = this.waiting.values().take(BATCH_MAX).toArray()
      for (const serviceId of batch) this.waiting.delete(serviceId)
      try {
        await this.options.units.unit(ORIGIN, (tx) => doubtSessions(tx, batch))
      } catch (error) {
        this.options.onTrouble(error)
      }
    }
  }
}
