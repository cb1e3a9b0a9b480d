import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '#kernel/actor.ts'
import type { Units } from '#platform/tx.ts'
import { notifySessions } from '../store/notify-sessions.ts'

const ORIGIN = {
  ...{ actor: system('radius'), name: 'access.tell-sessions' },
  bookkeeping: true,
} as const
const GATHER_ms = 20

export type HeraldOptions = {
  readonly units: Pick<Units, 'stroke'>
  /** The name of this process. */
  readonly by: string
}

/**
 * Tells other processes and screens which sessions began or ended, behind the commits that made it so: of commits that notify, PostgreSQL
 * lets one at a time wait for the disk. What is not told, because the database or this process went away, the others find by comparing.
 */
export class Herald {
  private readonly options: HeraldOptions
  private keys: string[] = []
  private work: Promise<void> | undefined

  constructor(options: HeraldOptions) {
    this.options = options
  }

  tell(keys: readonly string[]): void {
    if (keys.length === 0) return
    this.keys.push(...keys)
    this.work ??= this.tellAll()
  }

  /** Resolves when what was given is told, or lost. */
  async told(): Promise<void> {
    await this.work
  }

  private async tellAll(): Promise<void> {
    const { units, by } = this.options
    while (this.keys.length > 0) {
      await sleep(GATHER_ms)
      const keys = [...new Set(this.keys.splice(0))]
      await units.stroke(ORIGIN, (tx) => notifySessions(tx, by, keys)).catch(() => undefined)
    }
    this.work = undefined
  }
}
