import pg from 'pg'
import type { BaseLogger } from 'pino'
import { z } from 'zod'
import type { Announcement } from '#platform/serve.ts'

/** PostgreSQL channel on which every unit tells, as it commits, what it announced. */
export const LIVE_CHANNEL = 'kasi_live'

/** PostgreSQL channel on which `platform.tell_change()` tells that a table was changed. */
const CHANGE_CHANNEL = 'kasi_changed'

/** NOTIFY takes less than 8000 bytes; an event that is larger is told without its facts. */
export const LIVE_BYTES_MAX = 7900

export type LiveListener = {
  hear?(announcement: Announcement): void
  /** A table that tells its changes (`platform.tell_change()`) is no longer what it was. */
  changed?(table: string): void
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
  /**
   * Resolves once everything that was committed before this call has been heard: then what is kept in memory
   * until a change is heard is true now, whichever process made the change. False where nobody can tell; then
   * only the database knows. Callers at one time share one question, so it costs next to nothing.
   */
  caughtUp(): Promise<boolean>
  /** Whether this table tells its changes. */
  tells(table: string): boolean
  close(): Promise<void>
}

const announcements = z.array(
  z.object({
    name: z.string(),
    facts: z.record(z.string(), z.unknown()).default({}),
  }),
)

const PAUSE_MS = 250
const PAUSE_MAX_MS = 10_000
/** A connection that died without a word (a pulled cable) shows itself only when spoken to. */
const ASK_MS = 20_000
/** Longer than this nobody waits to hear what happened: the database is asked itself. */
const CATCH_UP_MS = 2_000

/** Opens the one LISTEN connection of this process and keeps it, through restarts of the database. */
export function openLive(options: { url: string; log: Pick<BaseLogger, 'warn' | 'info'> }): Live {
  const listeners = new Set<LiveListener>()
  let client: pg.Client | undefined
  let drop: (error?: Error) => void = () => undefined
  let telling: ReadonlySet<string> = new Set()
  let isClosed = false
  let wasConnected = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  const first = Promise.withResolvers<void>()

  async function connect(): Promise<void> {
    const next = listeningClient(options.url)
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
    next.on('notification', ({ channel, payload }) =>
      channel === CHANGE_CHANNEL ? tellChange(payload) : tell(payload),
    )
    try {
      telling = await beginListening(next)
    } catch (error) {
      over(error instanceof Error ? error : new Error(String(error)))
      return
    }
    // Closed meanwhile: nobody would end it, and it would keep the process from ending.
    if (isClosed) over()
    if (isOver) return
    client = next
    drop = over
    failures = 0
    if (wasConnected) {
      options.log.info('Live announcements are back')
      for (const listener of listeners) listener.missed()
    }
    wasConnected = true
    first.resolve()
    askNowAndThen()
  }

  function askNowAndThen(): void {
    timer = setTimeout(() => void caughtUp().then((isSure) => isSure && askNowAndThen()), ASK_MS)
    timer.unref()
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
    const parsed = announcements.safeParse(parseJson(payload))
    if (!parsed.success) {
      options.log.warn({ payload: payload?.slice(0, 200) }, 'A live announcement is unreadable')
      return
    }
    for (const one of parsed.data) for (const listener of listeners) listener.hear?.(one)
  }

  function tellChange(table = ''): void {
    for (const listener of listeners) listener.changed?.(table)
  }

  const caughtUp = shared(async () => {
    const asked = client
    const silence = asked && (await silenceOf(asked))
    if (silence && client === asked) drop(silence)
    return asked !== undefined && client === asked
  })

  void connect()
  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connected: first.promise,
    isConnected: () => client !== undefined,
    caughtUp,
    tells: (table) => telling.has(table),
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      listeners.clear()
      await client?.end().catch(() => undefined)
    },
  }
}

function listeningClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'kasi live',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
  })
}

/** Gives the tables that tell their changes. */
async function beginListening(client: pg.Client): Promise<ReadonlySet<string>> {
  await client.connect()
  await client.query(`listen ${LIVE_CHANNEL}`)
  await client.query(`listen ${CHANGE_CHANNEL}`)
  const { rows } = await client.query<{ name: string }>(TELLING)
  return new Set(rows.map(({ name }) => name))
}

/** What kept PostgreSQL from answering; it is asked an empty query, which it only has to answer. */
function silenceOf(client: pg.Client): Promise<Error | undefined> {
  const query = { text: '', query_timeout: CATCH_UP_MS }
  return client.query(query).then(
    () => undefined,
    (error: Error) => error,
  )
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

const TELLING = `
  select distinct format('%I.%I', nspname, relname) as name
    from pg_trigger join pg_proc on pg_proc.oid = tgfoid and proname = 'tell_change'
    join pg_class on pg_class.oid = tgrelid join pg_namespace on pg_namespace.oid = relnamespace
   where tgenabled <> 'D'`

/**
 * One question at a time, asked for everybody who wants its answer: whoever calls while one is under way gets the
 * next one's, because the answer must be younger than the call.
 *
 * PostgreSQL hands over what was announced before it says that a query is over, and it signals listeners before it
 * tells a writer that the commit is done. So the answer to a question comes after all that was committed before it.
 */
function shared(ask: () => Promise<boolean>): () => Promise<boolean> {
  let underWay: Promise<boolean> | undefined
  let next: Promise<boolean> | undefined
  async function begin(): Promise<boolean> {
    // All requests that arrived in this turn of the event loop share it.
    await new Promise(setImmediate)
    underWay = next
    next = undefined
    return ask()
  }
  return () => {
    next ??= (underWay ?? Promise.resolve()).then(begin)
    return next
  }
}
