import { classifyDatabaseError, DatabaseFault } from '#platform/database-fault.ts'

/** Nothing more is taken on: the caller says so to whoever asked, who comes again. */
export class QueueFull extends Error {
  override name = 'QueueFull'
}

type Waiting<Item, Result> = {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

type Bounds = {
  readonly waiting: number
  readonly batch: number
  /** Batches that may be written at the same time, in no order: while one waits for its commit, another prepares. One unless said. */
  readonly lanes?: number
}

/**
 * While one batch is being committed the next gathers, so that batches grow with the load and a lone item waits for nobody. An item
 * that breaks its batch is found by halves and fails alone; where the database is away all fail at once.
 */
export class GroupCommit<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = []
  private writing = 0
  private readonly store: (items: readonly Item[]) => Promise<readonly Result[]>
  private readonly bounds: Bounds

  constructor(
    store: (items: readonly Item[]) => Promise<readonly Result[]>,
    bounds: Bounds = { waiting: 5_000, batch: 500 },
  ) {
    this.store = store
    this.bounds = bounds
  }

  /** Settles once it is committed. */
  add(item: Item): Promise<Result> {
    if (this.waiting.length >= this.bounds.waiting) return Promise.reject(new QueueFull())
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject })
      if (this.writing < (this.bounds.lanes ?? 1)) void this.write()
    })
  }

  private async write(): Promise<void> {
    this.writing += 1
    // A turn of the event loop lets what arrived together be written together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0, this.bounds.batch))
    this.writing -= 1
  }

  private async commit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.store(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, n) => {
        const result = results[n]
        if (result === undefined) reject(new Error('A batch gave fewer results than it has items'))
        else resolve(result)
      })
    } catch (error) {
      if (batch.length === 1 || classifyDatabaseError(error) instanceof DatabaseFault)
        return batch.forEach(({ reject }) => reject(error))
      const half = Math.ceil(batch.length / 2)
      await this.commit(batch.slice(0, half))
      await this.commit(batch.slice(half))
    }
  }
}
