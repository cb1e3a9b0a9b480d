import { system } from '#kernel/actor.ts'
import type { Live } from '#platform/live.ts'
import type { Units } from '#platform/tx.ts'
import { type Gathered, recordLog } from '../commands/record-log.ts'
import { recordPackets } from '../commands/record-packets.ts'
import { traceChanged } from '../events.ts'
import { activeTraces } from '../queries/traces.ts'
import { isEmpty, type LogBook } from './log-book.ts'
import { isAway } from './spool/options.ts'
import type { Tracer } from './tracer.ts'

const ORIGIN = { actor: system('radius'), name: 'access.record-log', bookkeeping: true } as const
/** Staff look at the log while a subscriber is on the phone. */
const WRITE_ms = 2_000
/** Every so many writings what was heard of routers is written, too, and traces are looked for anyway. */
const ROUND = 5

export type ScribeOptions = {
  readonly book: LogBook
  readonly tracer: Tracer
  readonly units: Pick<Units, 'unit' | 'read'>
  readonly live: Pick<Live, 'listen'>
  readonly now_ms: () => number
  readonly onTrouble: (error: unknown) => void
}

/**
 * Writes down what happened, now and then, off the path of answers. While the database is away one writing waits and
 * is tried again; what gathers behind it stays within the bounds of the book.
 */
export class Scribe {
  private readonly options: ScribeOptions
  private timer: NodeJS.Timeout | undefined
  private unlisten: () => void = () => undefined
  private waiting: Gathered | undefined
  private work: Promise<void> = Promise.resolve()
  private rounds = 0

  constructor(options: ScribeOptions) {
    this.options = options
  }

  async open(): Promise<void> {
    this.unlisten = this.options.live.listen({
      hear: ({ name }) => name === traceChanged.name && void this.lookForTraces(),
      missed: () => void this.lookForTraces(),
    })
    await this.lookForTraces()
    this.timer = setInterval(() => void this.write(), WRITE_ms)
    this.timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    this.unlisten()
    await this.write('with-heard')
  }

  /** One writing after the other; resolves when what had happened before this call is written. */
  write(heard?: 'with-heard'): Promise<void> {
    this.work = this.work.then(() => this.writeOnce(heard))
    return this.work
  }

  private async writeOnce(heard?: 'with-heard'): Promise<void> {
    const { book, tracer, units, now_ms, onTrouble } = this.options
    const isRound = heard === 'with-heard' || ++this.rounds % ROUND === 0
    this.waiting ??= book.take(now_ms(), isRound ? 'with-heard' : 'log-only')
    const [gathered, packets] = [this.waiting, tracer.take()]
    try {
      if (!isEmpty(gathered)) await units.unit(ORIGIN, (tx) => recordLog(tx, gathered))
      this.waiting = undefined
      if (packets.length > 0) await units.unit(ORIGIN, (tx) => recordPackets(tx, packets))
      if (isRound) await this.lookForTraces()
    } catch (error) {
      // What the database will never take must not keep all that comes after it waiting.
      if (!isAway(error)) this.waiting = undefined
      onTrouble(error)
    }
  }

  private async lookForTraces(): Promise<void> {
    const { units, tracer, onTrouble } = this.options
    await units.read(ORIGIN, activeTraces).then((active) => {
      tracer.active = active
    }, onTrouble)
  }
}
