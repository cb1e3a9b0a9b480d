import { system } from '#kernel/actor.ts'
import type { Units } from '#platform/tx.ts'
import { noteAnswering } from '../commands/note-answering.ts'
import type { Answering } from '../store/answering.ts'

const ORIGIN = {
  actor: system('radius'),
  name: 'access.note-answering',
  bookkeeping: true,
} as const
const AGAIN_ms = 10_000

type Ports = Pick<Answering, 'authPort' | 'acctPort'>

export type PresenceOptions = {
  readonly units: Pick<Units, 'unit'>
  /** The name of this process. */
  readonly by: string
  /** Where it is to listen. */
  readonly wanted: Ports & Pick<Answering, 'host'>
  readonly onTrouble: (error: unknown) => void
}

/** Says in the database that this process answers routers, or why it does not, so that the screens of others know. */
export class Presence {
  private readonly options: PresenceOptions
  private timer: NodeJS.Timeout | undefined
  private work: Promise<void> = Promise.resolve()

  constructor(options: PresenceOptions) {
    this.options = options
  }

  /** Why it cannot listen stays to be seen for a day; a process that can in the end says so under another name. */
  async open(listen: () => Promise<Ports>): Promise<void> {
    const { by: process, wanted } = this.options
    const { host, authPort, acctPort } = wanted
    try {
      const at = await listen()
      const say = () => this.note({ process, host, ...at, trouble: null })
      say()
      this.timer = setInterval(say, AGAIN_ms)
      this.timer.unref()
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error)
      this.note({ process, host, authPort, acctPort, trouble })
      await this.work
      throw error
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    this.note({ ended: this.options.by })
    await this.work
  }

  private note(about: Parameters<typeof noteAnswering>[1]): void {
    const { units, onTrouble } = this.options
    this.work = this.work
      .then(() => units.unit(ORIGIN, (tx) => noteAnswering(tx, about)))
      .catch(onTrouble)
  }
}
