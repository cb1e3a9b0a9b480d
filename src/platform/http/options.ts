import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { BaseLogger } from 'pino'
import type { Actor } from '#kernel/actor.ts'
import type { Clock } from '#platform/clock.ts'
import type { KeptPages } from '#platform/http/kept.ts'
import type { Limits, Paces } from '#platform/http/limits.ts'
import type { Streams } from '#platform/http/streams.ts'
import type { Live } from '#platform/live.ts'
import type { Manifest } from '#platform/manifest.ts'
import type { Scanner } from '#platform/scanner.ts'
import type { Call } from '#platform/serve.ts'
import type { Tracing } from '#platform/tracing.ts'
import type { Origin, Units } from '#platform/tx.ts'

/** All that the edge stands on. What is optional is absent in small tests, never in the product. */
export type HttpOptions = {
  readonly manifests: readonly Manifest[]
  readonly units: Units
  readonly clock: Clock
  readonly log: Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
  /** Who is calling. Throws only when it cannot find out; nobody is an answer. */
  readonly authenticate: (call: Call, how?: Attendance) => Promise<Actor>
  readonly audit?: AuditRecorder
  /** What rooms announce, for live screens. */
  readonly live?: Live
  /** Looks at uploaded files; absent: nobody does. */
  readonly scanner?: Scanner | undefined
  /** Our own origin as people type it, for the check of where writes come from. */
  readonly publicUrl?: URL | undefined
  /** Addresses, networks or `loopback`: whose X-Forwarded-… headers are believed. */
  readonly trustedProxies?: readonly string[]
  /** How old a proof of identity may be for endpoints with `stepUp`. */
  readonly proofLasts_s?: number
  readonly paces?: Partial<Paces>
  /** The ISP's zone, for the dates in file names. */
  readonly timeZone?: string
  /** What /readyz asks, by name: true, or what is wrong in words for the operator. */
  readonly ready?: Readonly<Record<string, () => Promise<true | string>>>
  /** Answers GET /metrics. */
  readonly metrics?: (call: Call) => Promise<PlainAnswer>
  /** A span around the work of a request; only calls it where nobody traces. */
  readonly trace?: Tracing['span']
  /** Told about every request that was answered, for counting. */
  readonly observe?: (answered: Answered) => void
  /** For /api/openapi.json and /api/docs. */
  readonly version?: string
  readonly sessionCookie?: string
  /** Directory of the built web; absent where only the API is served. */
  readonly web?: string
  /** Origins of map tiles that our pages may load. */
  readonly maps?: readonly string[]
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
  /** Plain port that sends everybody to `publicUrl`; only with `tls`. */
  readonly redirectPort?: number
  readonly bounds?: Partial<Bounds>
}

export type Attendance = {
  /** Nobody did anything: an open stream is checked, and the session still reaches its idle end. */
  readonly unattended?: boolean
  /** The answer of `Live.caughtUp` for this call, where the caller has it already. */
  readonly caughtUp?: boolean
}

/** How long, how large and how many: what keeps slow or hostile peers from using the server up. */
export type Bounds = {
  /** For all headers to arrive (slow-loris), and for the whole request. */
  readonly headers_ms: number
  readonly request_ms: number
  readonly keepAlive_ms: number
  readonly handler_ms: number
  readonly headerBytes: number
  readonly connections: number
  /** Between two looks at slow connections. */
  readonly check_ms: number
  readonly heartbeat_ms: number
  /** How long a reader of a CSV may take nothing, and how long they may take in all. */
  readonly csvStall_ms: number
  readonly csv_ms: number
  readonly streamsPerActor: number
  /** How long a drain waits for requests under way. */
  readonly drain_ms: number
}

export const BOUNDS: Bounds = {
  headers_ms: 10_000,
  request_ms: 30_000,
  // Longer than the 60 s after which usual proxies give up an idle connection themselves.
  keepAlive_ms: 65_000,
  handler_ms: 60_000,
  headerBytes: 16 * 1024,
  connections: 10_000,
  check_ms: 2_000,
  heartbeat_ms: 15_000,
  csvStall_ms: 30_000,
  csv_ms: 15 * 60_000,
  streamsPerActor: 10,
  drain_ms: 15_000,
}

export type PlainAnswer = {
  readonly status: number
  readonly type: string
  readonly body: string
}

export type Answered = {
  readonly endpoint: string
  readonly method: string
  readonly status: number
  readonly duration_s: number
}

/** The audit trail as the edge needs it (`createAuditTrail`). */
export type AuditRecorder = {
  record(
    origin: Origin,
    entry: {
      outcome: 'refused' | 'failed' | 'looked'
      because?: string
      objects?: readonly { table: `${string}.${string}`; id: string }[]
      siteId?: string
      reason?: string
    },
  ): Promise<void>
}

/** The options with what `createHttp` made of them. */
export type Ground = HttpOptions & {
  readonly limits: Limits
  readonly streams: Streams
  readonly kept: KeptPages
  readonly all: Bounds
}

export type Http = {
  /** Answers a request without a socket, for tests. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
  /** Throws where the port is in use or may not be taken. Gives the address that it listens at. */
  listen(at: { host: string; port: number }): Promise<URL>
  /** Stops taking work, ends live screens, waits for what is under way, with a bound. */
  close(): Promise<void>
}
