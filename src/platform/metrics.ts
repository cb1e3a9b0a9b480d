import { timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Config } from '#platform/config.ts'

/**
 * What Prometheus sees. Labels have few values: names of endpoints, jobs and events, never ids, addresses
 * or whatever a caller may choose.
 */
export type Metrics = {
  /** A request was answered; `endpoint` is its name in the contract, `unknown` where none matched. */
  httpAnswered(about: {
    endpoint: string
    method: string
    status: number
    duration_s: number
  }): void
  /** A job or reaction ended. */
  jobEnded(about: { job: string; outcome: 'done' | 'failed' | 'dead'; duration_s: number }): void
  /** A unit of work was run again after a serialization failure or deadlock. */
  unitRetried(origin: string): void
  /** Business counters: what happened to the ISP, by the name of the event. Told after commit. */
  happened(event: string): void
  watchPool(name: string, pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>): void
  /** A value that is asked for whenever Prometheus asks, such as the length of a queue. */
  gauge(name: `kasi_${string}`, help: string, read: () => number | Promise<number>): void
  /** Counts that somebody keeps, by one label of few values; asked for whenever Prometheus asks. */
  counts(
    name: `kasi_${string}_total`,
    help: string,
    label: string,
    read: () => Readonly<Record<string, number>>,
  ): void
  /** How long something takes: gives what is to be called with seconds each time. */
  durations(
    name: `kasi_${string}_seconds`,
    help: string,
    buckets_s: readonly number[],
  ): (took_s: number) => void
  text(): Promise<string>
  readonly contentType: string
}

const HTTP_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const JOB_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300]

export function createMetrics(role: string): Metrics {
  const registry = new Registry()
  const registers = [registry]
  registry.setDefaultLabels({ role })
  collectDefaultMetrics({ register: registry })

  const http = new Histogram({
    name: 'kasi_http_request_duration_seconds',
    help: 'How long requests took to answer.',
    labelNames: ['endpoint', 'method', 'status'],
    buckets: HTTP_SECONDS,
    registers,
  })
  const jobs = new Histogram({
    name: 'kasi_job_duration_seconds',
    help: 'How long jobs and reactions ran, and how they ended.',
    labelNames: ['job', 'outcome'],
    buckets: JOB_SECONDS,
    registers,
  })
  const retries = counter('kasi_unit_retries_total', 'Units of work that were run again.', [
    'origin',
  ])
  const events = counter('kasi_events_total', 'What happened, by event.', ['event'])
  const watched = new Map<string, Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>>()
  new Gauge({
    name: 'kasi_database_connections',
    help: 'Database connections by what they do, and callers who wait for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [name, pool] of watched) {
        this.set({ pool: name, state: 'busy' }, pool.totalCount - pool.idleCount)
        this.set({ pool: name, state: 'idle' }, pool.idleCount)
        this.set({ pool: name, state: 'waiting' }, pool.waitingCount)
      }
    },
  })

  function counter<L extends string>(name: string, help: string, labelNames: L[]) {
    return new Counter({ name, help, labelNames, registers })
  }

  return {
    httpAnswered: ({ endpoint, method, status, duration_s }) =>
      http.observe({ endpoint, method, status: `${Math.floor(status / 100)}xx` }, duration_s),
    jobEnded: ({ job, outcome, duration_s }) => jobs.observe({ job, outcome }, duration_s),
    unitRetried: (origin) => retries.inc({ origin }),
    happened: (event) => events.inc({ event }),
    watchPool: (name, pool) => void watched.set(name, pool),
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read())
        },
      })
    },
    counts: (name, help, label, read) => {
      new Counter({
        ...{ name, help, registers, labelNames: [label] },
        collect() {
          this.reset()
          for (const [value, count] of Object.entries(read())) this.inc({ [label]: value }, count)
        },
      })
    },
    durations: (name, help, buckets_s) => {
      const histogram = new Histogram({ name, help, registers, buckets: [...buckets_s] })
      return (took_s) => histogram.observe(took_s)
    },
    text: () => registry.metrics(),
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
  }
}

/**
 * May this caller read /metrics? This machine may, unless a token is set; then everybody needs the token,
 * because behind a proxy on this machine the whole world comes from loopback.
 */
export function mayReadMetrics(
  { token }: Config['metrics'],
  call: { ip: string; authorization?: string | undefined },
): boolean {
  if (!token) return call.ip === '127.0.0.1' || call.ip === '::1'
  const given = Buffer.from(call.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token.reveal()}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
