import pg from 'pg'
import type { BaseLogger } from 'pino'
import { z } from 'zod'
import type { Announcement } from '#platform/serve.ts'

/** PostgreSQL channel on which every unit tells, as it commits, what it announced. */
export const LIVE_CHANNEL = 'kasi_live'

/** NOTIFY takes less than 8000 bytes; an event that is larger is told without its facts. */
export const LIVE_BYTES_MAX = 7900

export type LiveListener = {
  hear(announcement: Announcement): void
  /** The connection was away: something may have been missed. */
  missed(): void
}

/** What rooms announce, in the moment of their commit, whichever process did the work. */
export type Live = {
  listen(listener: LiveListener): () => void
  /** Resolves once connected; rejects never, because the connection comes back by itself. */
  readonly connected: Promise<void>
  /** Whether announcements arrive right now. */
  isConnected(): boolean
  close(): Promise<void>
}

const announcement = z.object({
  name: z.string(),
  facts: z.record(z.string(), z.unknown()).default({}),
})

const PAUSE_MS = 250
const PAUSE_MAX_MS = 10_000
/** A connection that died without a word (a pulled cable) shows itself only when spoken to. */
const ASK_MS = 20_000

/** Opens the one LISTEN connection of this process and keeps it, through restarts of the database. */
export function openLive(options: { url: string; log: Pick<BaseLogger, 'warn' | 'info'> }): Live {
  const listeners = new Set<LiveListener>()
  let client: pg.Client | undefined
  let isClosed = false
  let wasConnected = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  const first = Promise.withResolvers<void>()

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: 'kasi live',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    })
    let isOver = false
    const over = (error?: Error) => {
      if (isOver) return
      isOver = true
      if (client === next) client = undefined
      next.end().catch(() => undefined)
      if (!isClosed) again(error)
    }
    next.on('error', over)
    next.on('end', () => over())
    next.on('notification', ({ payload }) => tell(payload))
    try {
      await next.connect()
      await next.query(`listen ${LIVE_CHANNEL}`)
    } catch (error) {
      over(error instanceof Error ? error : new Error(String(error)))
      return
    }
    if (isOver) return
    client = next
    failures = 0
    if (wasConnected) {
      options.log.info('Live announcements are back')
      for (const listener of listeners) listener.missed()
    }
    wasConnected = true
    first.resolve()
    timer = setTimeout(() => ask(next, over), ASK_MS)
    timer.unref()
  }

  function ask(asked: pg.Client, over: (error?: Error) => void): void {
    asked.query('select 1').then(() => {
      if (client !== asked) return
      timer = setTimeout(() => ask(asked, over), ASK_MS)
      timer.unref()
    }, over)
  }

  function again(error?: Error): void {
    clearTimeout(timer)
    failures++
    if (failures === 1)
      options.log.warn({ err: error }, 'Live announcements are interrupted; connecting again')
    const pause_ms = Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** Math.min(failures, 10))
    timer = setTimeout(() => void connect(), pause_ms)
    timer.unref()
  }

  function tell(payload: string | undefined): void {
    const parsed = announcement.safeParse(parseJson(payload))
    if (!parsed.success) {
      options.log.warn({ payload: payload?.slice(0, 200) }, 'A live announcement is unreadable')
      return
    }
    for (const listener of listeners) listener.hear(parsed.data)
  }

  void connect()
  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connected: first.promise,
    isConnected: () => client !== undefined,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      listeners.clear()
      await client?.end().catch(() => undefined)
    },
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
