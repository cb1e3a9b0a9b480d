/**
 * Gathers single appends from many requests into few statements: whoever comes while one is on its way
 * goes with the next. Each caller waits until its own row is committed.
 */
export function batches<Item>(options: {
  readonly write: (items: readonly Item[]) => Promise<void>
  /** How long the first one waits for company. */
  readonly gather_ms: number
  readonly itemsPerWrite: number
  /** Beyond this the database is not keeping up, and adding to the queue would only hide it. */
  readonly itemsWaitingMax: number
}) {
  type Waiting = { item: Item; done: () => void; failed: (error: unknown) => void }
  let waiting: Waiting[] = []
  let busy = false

  async function flush() {
    while (waiting.length > 0) {
      const taken = waiting.slice(0, options.itemsPerWrite)
      waiting = waiting.slice(options.itemsPerWrite)
      try {
        await options.write(taken.map(({ item }) => item))
        for (const { done } of taken) done()
      } catch (error) {
        for (const { failed } of taken) failed(error)
      }
    }
    busy = false
  }

  return (item: Item): Promise<void> => {
    if (waiting.length >= options.itemsWaitingMax)
      return Promise.reject(
        new Error(`${waiting.length} rows wait to be written; no more are taken`),
      )
    return new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (busy) return
      busy = true
      setTimeout(() => void flush(), options.gather_ms)
    })
  }
}
