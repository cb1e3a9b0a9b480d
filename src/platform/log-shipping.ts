import { hostname } from 'node:os'
import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import { headersOf } from '#platform/tracing.ts'

/** Where log lines go besides standard output: pino writes to it, and never waits for it. */
export type Shipping = {
  write(line: string): void
  /** Sends what waits; bounded in time, so that a dead collector does not hold up the end. */
  close(): Promise<void>
}

export type ShippingBounds = {
  /** Lines that wait for a collector that is away; the newest are lost beyond it, and counted. */
  readonly waiting: number
  readonly atOnce: number
  readonly gather_ms: number
  readonly pause_ms: number
  readonly pauseMax_ms: number
}

const BOUNDS: ShippingBounds = {
  waiting: 50_000,
  atOnce: 500,
  gather_ms: 1_000,
  pause_ms: 1_000,
  pauseMax_ms: 60_000,
}
const TIMEOUT_MS = 10_000
const CLOSE_MS = 3_000

/** What becomes of lines: `refused` is for ever, and must not hold up those behind them. */
type Answer = 'taken' | 'refused' | 'away'

/** The lines themselves are at fault. OTLP calls more than these final (“Failures”), but keys are mended and proxies come back. */
const NEVER = new Set([400, 413])

type Line = z.infer<typeof line>
const line = z.looseObject({ time: z.string(), level: z.string(), msg: z.string().optional() })

/** OpenTelemetry, Logs Data Model, “Field: SeverityNumber”. */
const SEVERITY: Readonly<Record<string, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
}

/**
 * Ships log lines to the OTLP collector of the settings (OTLP/HTTP in JSON), so that they lie on another machine a
 * second after they were written (ASVS 5.0 V16.4.3). They go out in order and are kept, up to a bound, while the
 * collector is away. `tell` hears what went wrong, once for each time that it does.
 */
export function openShipping(
  { endpoint, headers, service }: Config['tracing'] & { endpoint: URL },
  tell: (facts: object, words: string) => void,
  bounds: ShippingBounds = BOUNDS,
): Shipping {
  const url = `${endpoint.href.replace(/\/$/, '')}/v1/logs`
  const resource = {
    attributes: attributesOf({ 'service.name': service, 'host.name': hostname() }),
  }
  const waiting: string[] = []
  let lost = 0
  let isAway = false
  let isClosing = false
  let running: Promise<void> | undefined
  let hurry: () => void = () => undefined

  async function pause(ms: number): Promise<void> {
    if (isClosing) return
    await new Promise<void>((resolve) => {
      hurry = resolve
      setTimeout(resolve, ms).unref()
    })
  }

  async function send(lines: readonly string[]): Promise<Answer> {
    const logRecords = lines.map(recordOf)
    const body = {
      resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'kasi' }, logRecords }] }],
    }
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headersOf(headers?.reveal()) },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(isClosing ? CLOSE_MS : TIMEOUT_MS),
      })
      await answer.body?.cancel()
      if (answer.ok) return 'taken'
      if (NEVER.has(answer.status)) {
        if (lost === 0)
          tell(
            { status: answer.status },
            'The collector will never take these log lines; they are lost',
          )
        return 'refused'
      }
      throw new Error(`The collector answered ${answer.status}`)
    } catch (err) {
      if (!isAway)
        tell({ err }, 'Log lines cannot be shipped; they are kept for a while and tried again')
      isAway = true
      return 'away'
    }
  }

  async function run(): Promise<void> {
    let pause_ms = bounds.pause_ms
    await pause(bounds.gather_ms)
    while (waiting.length > 0) {
      const lines = waiting.slice(0, bounds.atOnce)
      const answer = await send(lines)
      if (answer === 'away') {
        if (isClosing) break
        await pause(pause_ms)
        pause_ms = Math.min(bounds.pauseMax_ms, pause_ms * 2)
        continue
      }
      waiting.splice(0, lines.length)
      pause_ms = bounds.pause_ms
      if (answer === 'refused') lost += lines.length
      else {
        if (isAway || lost > 0) tell({ lost }, 'Log lines are shipped again')
        isAway = false
        lost = 0
      }
    }
    running = undefined
  }

  return {
    write(text) {
      if (waiting.length >= bounds.waiting) {
        lost++
        return
      }
      waiting.push(text)
      running ??= run()
    },
    async close() {
      isClosing = true
      hurry()
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref())
      await Promise.race([running, late])
    },
  }
}

/** A line that is no log line (a native module's own words) goes out as it is: it must not stop those behind it. */
function recordOf(text: string) {
  try {
    return recordOfLine(line.parse(JSON.parse(text)))
  } catch {
    return { body: { stringValue: text } }
  }
}

function recordOfLine({ time, level, msg, ...facts }: Line) {
  const nanos = Temporal.Instant.from(time).epochNanoseconds
  return {
    timeUnixNano: String(nanos),
    severityNumber: SEVERITY[level] ?? 0,
    severityText: level.toUpperCase(),
    body: { stringValue: msg ?? '' },
    attributes: attributesOf(facts),
  }
}

function attributesOf(facts: object): { key: string; value: object }[] {
  return Object.entries(facts).map(([key, value]) => ({ key, value: valueOf(value) }))
}

/** OTLP's AnyValue, in its JSON form (64-bit whole numbers are text). */
function valueOf(value: unknown): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(valueOf) } }
  if (typeof value === 'object' && value !== null)
    return { kvlistValue: { values: attributesOf(value) } }
  return {}
}
