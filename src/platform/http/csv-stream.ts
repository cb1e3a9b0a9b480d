import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import { CSV_PAGE_ROWS, csvWriter, itemOf } from '#platform/http/csv.ts'
import type { Read } from '#platform/tx.ts'

/** Text waiting for a slow reader, in bytes, before we stop reading the list. */
const WAITING_MAX = 256 * 1024

/** No longer wanted: whoever asked for the file went away. */
class Gone extends Error {}

/** Reads too slowly for what it keeps the database from cleaning up. */
class TooSlow extends Error {
  override message = 'The reader of a CSV is too slow or has stopped'
}

/**
 * Streams a whole list as CSV. `readPage` is asked for page after page, all within one `Read`, hence of one
 * moment; what is in memory is one page and a quarter of a megabyte, however long the list and slow the
 * reader. A reader who takes nothing for `stall_ms`, or is not done after `longest_ms`, is cut off: as long as they
 * read, the database keeps every row that was since changed or deleted. Resolves with the stream once the first page has been read, so a refusal or a fault up to
 * there is still answered as a problem; a later one breaks the connection, which no client takes for
 * the end of a file.
 */
export function csvStream(options: {
  endpoint: Endpoint
  input: Readonly<Record<string, unknown>>
  read: <T>(work: (read: Read) => Promise<T>) => Promise<T>
  readPage: (read: Read, input: unknown) => Promise<unknown>
  readonly stall_ms: number
  readonly longest_ms: number
  /** Told about a fault after the first page; before it, the returned promise rejects. */
  onFault: (error: unknown) => void
}): Promise<Readable> {
  const { endpoint, input, read, readPage, onFault, stall_ms, longest_ms } = options
  const writer = csvWriter(itemOf(endpoint.reply))
  const out = new PassThrough({ highWaterMark: WAITING_MAX })
  // It may break before anybody reads it, and an error that nobody hears ends the process.
  out.on('error', () => undefined)

  return new Promise((begun, failed) => {
    let isBegun = false
    const until_ms = performance.now() + longest_ms
    async function writeAll(opened: Read): Promise<void> {
      // A unit that met a key on its way looks once more: rows of another moment must not follow those that left.
      if (isBegun) throw new Error('A CSV cannot be begun anew in its middle')
      let cursor: string | undefined
      let text = writer.header
      do {
        const given = { ...input, limit: CSV_PAGE_ROWS, cursor }
        const page = pageOf(endpoint, await readPage(opened, given))
        for (const item of page.items) text += writer.row(item)
        if (!isBegun) {
          isBegun = true
          begun(out)
        }
        await write(out, text, Math.min(stall_ms, until_ms - performance.now()))
        text = ''
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
    }

    read(writeAll).then(
      () => out.end(),
      (error: unknown) => {
        if (error instanceof Gone) return
        if (!isBegun) return failed(error)
        onFault(error)
        out.destroy(error instanceof Error ? error : new Error(String(error)))
      },
    )
  })
}

const pageShape = z.object({ items: z.array(z.unknown()), next: z.string().nullable() })

/** A page as the contract has it: what it does not name reaches no file either. */
function pageOf(endpoint: Endpoint, given: unknown): z.output<typeof pageShape> {
  const parsed = endpoint.reply.safeParse(given)
  if (!parsed.success)
    throw new Error(`The reply of ${endpoint.name} does not fit its contract`, {
      cause: parsed.error,
    })
  return pageShape.parse(z.encode(endpoint.reply, parsed.data))
}

async function write(out: PassThrough, text: string, wait_ms: number): Promise<void> {
  if (out.destroyed) throw new Gone()
  if (wait_ms <= 0) throw new TooSlow()
  if (out.write(text)) return
  const stop = new AbortController()
  const closed = once(out, 'close', { signal: stop.signal })
  const drained = once(out, 'drain', { signal: stop.signal })
  // The one that does not come is given up; both ways of waiting end without an unhandled rejection.
  closed.catch(() => undefined)
  drained.catch(() => undefined)
  const pause = sleep(wait_ms, 'stalled', { signal: stop.signal, ref: false })
  pause.catch(() => undefined)
  const came = await Promise.race([closed, drained, pause])
  stop.abort()
  if (out.destroyed) throw new Gone()
  if (came === 'stalled') throw new TooSlow()
}
