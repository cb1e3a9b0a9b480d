import { z } from 'zod'
import { QUERY_HEADER, type Endpoint, type InputOf, type ParsedReplyOf } from '#kernel/endpoint.ts'
import { randomKey } from '#kernel/id.ts'
import { problem, type Problem } from '#kernel/problem.ts'

/**
 * The typed client of the API, for the web, the edge agent and tests. It is made of the contracts
 * alone: an endpoint says the path, what may be sent and what comes back.
 */

/** A call that did not succeed. `status` 0 means that no answer came at all (`client.…` codes). */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem
  /** Seconds that the server asks us to wait, when it says so. */
  readonly retryAfter_s: number | undefined

  constructor(problem: Problem, retryAfter_s?: number, cause?: unknown) {
    super(problem.detail, { cause })
    this.problem = problem
    this.retryAfter_s = retryAfter_s
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }
}

export type ClientOptions = {
  /** Where the API is, without a slash at the end; the page's own origin unless said. */
  baseUrl?: string
  /** Sent with every call, for example an API key's `authorization`. */
  headers?: Record<string, string>
  fetch?: typeof globalThis.fetch
  /** Milliseconds before one try is given up. */
  timeout_ms?: number
  /** Tries of a call that may be repeated safely, the first one included. */
  tries?: number
  /** Milliseconds before the second try; doubled for each further one. */
  pause_ms?: number
}

export type CallOptions = {
  signal?: AbortSignal
  timeout_ms?: number
  /** The key that makes a repeated write take effect once. Made for each call unless given. */
  idempotencyKey?: string
}

export type StreamState = 'connecting' | 'open' | 'waiting'
export type StreamHandlers<E extends Endpoint> = {
  onMessage(message: ParsedReplyOf<E>): void
  /** Something may have been missed: read the screen's data again. Also called at the first connection. */
  onResync(): void
  onState?(state: StreamState): void
  /** The server said no for good (signed out, permission taken away); the subscription is over. */
  onEnd?(error: ProblemError): void
}

export type Client = {
  call<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    options?: CallOptions,
  ): Promise<ParsedReplyOf<E>>
  /** The address of the whole list as a CSV file, for a link; none where its search could be somebody's phone or name. */
  csvUrl<E extends Endpoint>(endpoint: E, input: InputOf<E>): string | undefined
  /** The whole list as a CSV file. */
  csv<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<{ name: string; file: Blob }>
  /** The address of a `file` endpoint, for a link or a download. */
  fileUrl<E extends Endpoint>(endpoint: E, input: InputOf<E>): string
  /** Listens to a `stream` endpoint until the returned function is called. Reconnects by itself. */
  subscribe<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    handlers: StreamHandlers<E>,
  ): () => void
}

const TIMEOUT_MS = 30_000
const TRIES = 3
const PAUSE_MS = 300
/** As long as the server goes on with an export. */
const CSV_PATIENCE = { timeout_ms: 15 * 60_000 }
const STREAM_PAUSE_MAX_MS = 30_000
/** The server sends a heartbeat every 15 s; three missed ones mean that the line is dead. */
const STREAM_SILENCE_MS = 45_000
/** One message is small by contract; more than this without a line end is not our server. */
const STREAM_BUFFER_CHARS = 1_000_000

const fields = z.record(z.string(), z.unknown())

export function createClient(options: ClientOptions = {}): Client {
  const baseUrl = options.baseUrl ?? ''
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init))

  async function attempt<T>(
    request: ReturnType<typeof describe>,
    key: string | undefined,
    call: CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(call.timeout_ms ?? options.timeout_ms ?? TIMEOUT_MS)
    const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout
    try {
      const response = await send(baseUrl + request.target, {
        method: request.method,
        headers: { ...headersOf(request, key), ...options.headers },
        credentials: 'same-origin',
        redirect: 'error',
        signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      })
      return await read(response)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      // Whoever called asked us to stop; that is no failure of the API.
      if (call.signal?.aborted) throw call.signal.reason
      throw timeout.aborted
        ? silent('client.timeout', 'The server did not answer in time.', error)
        : silent('client.offline', 'The server could not be reached.', error)
    }
  }

  async function call<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    callOptions: CallOptions = {},
  ): Promise<ParsedReplyOf<E>> {
    const request = describe(endpoint, input)
    const isWrite = endpoint.method !== 'GET'
    const key = isWrite ? (callOptions.idempotencyKey ?? randomKey()) : undefined
    // A write before sign-in is not bound to anybody, so the server does not remember its key.
    const repeatable = !isWrite || endpoint.access !== 'anyone'
    const tries = repeatable ? (options.tries ?? TRIES) : 1

    for (let count = 1; ; count++) {
      try {
        const text = await attempt(request, key, callOptions, textOf)
        return endpoint.reply.parse(text === '' ? {} : JSON.parse(text)) as ParsedReplyOf<E>
      } catch (error) {
        if (!(error instanceof ProblemError) || count >= tries || !mayPass(error)) throw error
        const pause_ms = (options.pause_ms ?? PAUSE_MS) * 2 ** (count - 1)
        await pause(Math.max(pause_ms, (error.retryAfter_s ?? 0) * 1000), callOptions.signal)
      }
    }
  }

  function csvUrl<E extends Endpoint>(endpoint: E, input: InputOf<E>): string | undefined {
    const { target, query } = describe(endpoint, asCsv(input))
    return query === '' ? baseUrl + target : undefined
  }

  const csv: Client['csv'] = async (endpoint, input) =>
    attempt(describe(endpoint, asCsv(input)), undefined, CSV_PATIENCE, fileOf)

  function fileUrl<E extends Endpoint>(endpoint: E, input: InputOf<E>): string {
    return baseUrl + describe({ ...endpoint, personal: false }, input).target
  }

  function subscribe<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    handlers: StreamHandlers<E>,
  ): () => void {
    const stop = new AbortController()
    const { target, query } = describe(endpoint, input)
    let lastId: string | undefined
    let failures = 0

    async function listenOnce(): Promise<void> {
      const silence = new AbortController()
      const hush = () => silence.abort(new Error('No heartbeat from the server'))
      let timer = setTimeout(hush, STREAM_SILENCE_MS)
      try {
        const response = await send(baseUrl + target, {
          headers: {
            accept: 'text/event-stream, application/problem+json',
            ...(query === '' ? {} : { [QUERY_HEADER]: query }),
            ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
            ...options.headers,
          },
          credentials: 'same-origin',
          signal: AbortSignal.any([stop.signal, silence.signal]),
        })
        if (!response.ok || !response.body) throw await problemOf(response)
        failures = 0
        handlers.onState?.('open')
        if (lastId === undefined) handlers.onResync()
        for await (const event of eventsOf(response.body, () => {
          clearTimeout(timer)
          timer = setTimeout(hush, STREAM_SILENCE_MS)
        })) {
          if (event.id !== undefined) lastId = event.id
          if (event.name === 'resync') handlers.onResync()
          else if (event.name === 'message')
            handlers.onMessage(endpoint.reply.parse(JSON.parse(event.data)) as ParsedReplyOf<E>)
        }
      } finally {
        clearTimeout(timer)
      }
    }

    async function keepListening(): Promise<void> {
      while (!stop.signal.aborted) {
        handlers.onState?.('connecting')
        let wait_ms = 0
        try {
          await listenOnce()
        } catch (error) {
          if (stop.signal.aborted) return
          if (error instanceof ProblemError && [401, 403, 404].includes(error.status)) {
            handlers.onEnd?.(error)
            return
          }
          if (error instanceof ProblemError) wait_ms = (error.retryAfter_s ?? 0) * 1000
        }
        failures++
        handlers.onState?.('waiting')
        const backOff_ms = Math.min(STREAM_PAUSE_MAX_MS, 500 * 2 ** Math.min(failures, 10))
        // Half of the pause is random so that a restarted server is not met by everybody at once.
        await pause(Math.max(wait_ms, backOff_ms * (0.5 + Math.random() / 2)), stop.signal).catch(
          () => {},
        )
      }
    }

    void keepListening()
    return () => stop.abort()
  }

  return { call, csvUrl, csv, fileUrl, subscribe }
}

const here = createClient()
export const call = here.call
export const csvUrl = here.csvUrl
export const csv = here.csv
export const fileUrl = here.fileUrl
export const subscribe = here.subscribe

function headersOf({ body, query }: ReturnType<typeof describe>, key: string | undefined) {
  return {
    accept: 'application/json, application/problem+json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(query === '' ? {} : { [QUERY_HEADER]: query }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
}

/** Taken whole within the try: an answer that breaks off half-way is one that never came. */
async function textOf(response: Response): Promise<string> {
  if (!response.ok) throw await problemOf(response)
  return response.text()
}

async function fileOf(response: Response): Promise<{ name: string; file: Blob }> {
  if (!response.ok) throw await problemOf(response)
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')
  return { name: named?.[1] ?? 'list.csv', file: await response.blob() }
}

function asCsv(input: unknown): Record<string, unknown> {
  const { cursor: _cursor, limit: _limit, ...rest } = fields.parse(input)
  return { ...rest, format: 'csv' }
}

/**
 * Splits the flat input into path, query string and JSON body, as `kernel/endpoint.ts` says. What is asked about people
 * is `query`, for the header.
 */
function describe(endpoint: Endpoint, input: unknown) {
  const rest = { ...fields.parse(input ?? {}) }
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
      throw new Error(`${endpoint.name} needs ${name} for its path`)
    return encodeURIComponent(String(value))
  })
  if (endpoint.method !== 'GET' && endpoint.method !== 'DELETE')
    return { method: endpoint.method, target: path, query: '', body: JSON.stringify(rest) }

  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) query.append(name, String(one))
  const text = query.toString()
  if (endpoint.personal)
    return { method: endpoint.method, target: path, query: text, body: undefined }
  const target = text ? `${path}?${text}` : path
  return { method: endpoint.method, target, query: '', body: undefined }
}

async function problemOf(response: Response): Promise<ProblemError> {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = problem.safeParse(body)
  return new ProblemError(
    parsed.success
      ? parsed.data
      : {
          type: 'about:blank',
          title: response.statusText || 'No clear answer',
          status: response.status,
          detail: 'The server gave an answer that we do not understand.',
          code: 'client.unclear',
        },
    Number.isFinite(wait) ? wait : undefined,
  )
}

function silent(code: string, detail: string, cause: unknown): ProblemError {
  return new ProblemError(
    { type: 'about:blank', title: 'No answer', status: 0, detail, code },
    undefined,
    cause,
  )
}

/** Nothing reached us, the server is coming back, or our own earlier try is still being worked on. */
function mayPass(error: ProblemError): boolean {
  if ((error.retryAfter_s ?? 0) > 10) return false
  return error.status === 0 || error.status === 503 || error.code === 'platform.key_in_use'
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

type StreamEvent = { name: string; id: string | undefined; data: string }

/** Reads `text/event-stream` (WHATWG HTML §9.2.6). `heard` is called for every piece, heartbeats too. */
async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let event: StreamEvent = { name: 'message', id: undefined, data: '' }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard()
      text += decoder.decode(value, { stream: true })
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      if (text.length > STREAM_BUFFER_CHARS) throw new Error('A stream line without an end')
      for (const line of lines) {
        if (line === '') {
          if (event.data !== '') yield event
          event = { name: 'message', id: undefined, data: '' }
          continue
        }
        const [, field, content = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
        if (field === 'event') event.name = content
        else if (field === 'id') event.id = content
        else if (field === 'data')
          event.data = event.data === '' ? content : `${event.data}\n${content}`
      }
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}
