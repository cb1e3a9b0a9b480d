import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseFault } from '#platform/database-fault.ts'
import { bringIn } from './bring-in.ts'
import type { Entry } from '../../rules/hear.ts'
import { entriesToText } from './entry.ts'
import { addressOf, isAway, type SpoolOptions } from './options.ts'
import { Segments } from './segments.ts'

/** How often is looked for what processes that died have left. */
const ADOPT_ms = 60_000
const FULL = new Error('the accounting that waits on disk is as much as the setting allows')

/**
 * Accounting on its way into the database. While that is away, and where the ISP wants it, it waits on disk: durable before
 * a NAS is answered, and brought in later, once, in its order, by this process or by another that finds it.
 */
export class Spool {
  private readonly options: SpoolOptions
  private own: { readonly segments: Segments; release(): Promise<void> } | undefined
  /** Something waits on disk, so all that comes waits behind it. */
  private isBehind = false
  private kept = 0
  private appending = 0
  /** What is done with our files is done one after another. */
  private disk: Promise<unknown> = Promise.resolve()
  private bringing: Promise<void> | undefined
  private adopting: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private readonly end = new AbortController()

  constructor(options: SpoolOptions) {
    this.options = options
  }

  get size_bytes(): number {
    return this.own?.segments.size_bytes ?? 0
  }

  /** Begins to bring in what other processes have left behind. */
  open(): void {
    this.adopt()
    this.timer = setInterval(() => this.adopt(), ADOPT_ms)
    this.timer.unref()
  }

  /** What is not in the database yet stays on disk for whoever comes next. */
  async close(): Promise<void> {
    this.end.abort()
    clearInterval(this.timer)
    await Promise.all([this.bringing, this.adopting, this.disk])
    if (!this.own) return
    const { segments, release } = this.own
    await (this.isBehind ? segments.cut() : this.remove(segments))
    await release()
  }

  /** Resolves when the entries are in the database, or on disk; otherwise nobody has them. */
  async store(entries: readonly Entry[]): Promise<void> {
    if (!this.isBehind) {
      try {
        await this.options.write(entries)
        return
      } catch (error) {
        if (!isAway(error) || this.options.max_bytes() === 0) throw error
        this.tell('Accounting waits on disk for the database', error)
      }
    }
    await this.keep(entries)
  }

  private async keep(entries: readonly Entry[]): Promise<void> {
    this.isBehind = true
    this.appending++
    try {
      await this.onDisk(() => this.append(entries))
      this.options.onKept(entries)
    } finally {
      this.appending--
      this.bring()
    }
  }

  private async append(entries: readonly Entry[]): Promise<void> {
    const { max_bytes, vault } = this.options
    if (this.size_bytes >= max_bytes()) throw new DatabaseFault('gone', FULL)
    const count = entries.length
    try {
      const { segments } = (this.own ??= await this.make())
      const sealed = vault.seal(addressOf(segments.id), entriesToText(entries))
      // A write that failed may be on the disk all the same, so its numbers are nobody else's.
      const at = this.kept
      this.kept += count
      await segments.append({ at, count, sealed })
    } catch (error) {
      // A disk that takes nothing, or no more, is no fault of any of them.
      throw new DatabaseFault('gone', error)
    }
  }

  /** Another process that looks for what is left behind may take an empty directory from under us. */
  private async make() {
    for (;;) {
      const dir = join(this.options.root, randomUUID())
      const segments = await Segments.make(dir)
      const lock = await this.options.claim(dir)
      if (lock) return { segments, release: () => lock.release() }
    }
  }

  /** One at a time; over when nothing waits any more. */
  private bring(): void {
    this.bringing ??= this.bringOwn()
      .catch((error: unknown) => this.tell('Accounting on disk could not be brought in', error))
      .finally(() => (this.bringing = undefined))
  }

  private async bringOwn(): Promise<void> {
    const { signal } = this.end
    const waited_bytes = this.size_bytes
    while (this.appending > 0 || this.size_bytes > 0) {
      // What comes from now on goes into a file that the next round reads.
      await this.onDisk(async () => this.own?.segments.cut())
      if (this.own) await bringIn(this.own.segments, this.options, signal)
    }
    this.isBehind = false
    if (waited_bytes > 0) this.options.onTrouble('Accounting that waited on disk is stored', null)
  }

  private adopt(): void {
    this.adopting ??= this.bringOthers()
      .catch((error: unknown) => this.tell('Accounting left on disk could not be read', error))
      .finally(() => (this.adopting = undefined))
  }

  private async bringOthers(): Promise<void> {
    const { root, claim } = this.options
    for (const name of await readdir(root).catch(() => [])) {
      if (name === this.own?.segments.id) continue
      const lock = await claim(join(root, name))
      if (!lock) continue
      try {
        const segments = await Segments.find(join(root, name))
        await bringIn(segments, this.options, this.end.signal)
        await this.remove(segments)
      } finally {
        await lock.release()
      }
    }
  }

  /** The files first: a mark without files is forgotten sooner or later, files without their mark would be read again. */
  private async remove(segments: Segments): Promise<void> {
    await segments.removeAll()
    await this.options.forget(segments.id).catch(() => undefined)
  }

  private onDisk<T>(work: () => Promise<T>): Promise<T> {
    const done = this.disk.then(work)
    this.disk = done.catch(() => undefined)
    return done
  }

  private tell(what: string, error: unknown): void {
    if (!this.end.signal.aborted) this.options.onTrouble(what, error)
  }
}
