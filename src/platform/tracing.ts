import type { Attributes, Span } from '@opentelemetry/api'
import type { Config } from '#platform/config.ts'
import { plainText } from '#platform/redact.ts'
import type { Units } from '#platform/tx.ts'

/** Spans around what crosses an edge. Without a collector nothing is loaded and `span` only calls `work`. */
export type Tracing = {
  span<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T>
  /** Sends what is left; bounded in time, so that a dead collector does not hold up the end. */
  close(): Promise<void>
}

/** Names of endpoints, jobs and units, ids of requests; no personal data. */
export type SpanAttributes = Attributes & {
  /** Continues the trace of whoever called: a W3C `traceparent` header. */
  readonly traceparent?: string | undefined
}

export const noTracing: Tracing = {
  span: (_name, _attributes, work) => work(),
  close: () => Promise.resolve(),
}

const CLOSE_MS = 3_000

/** Traces to the OTLP collector of the settings (OTEL_EXPORTER_OTLP_ENDPOINT), or not at all. */
export async function openTracing({ tracing }: Pick<Config, 'tracing'>): Promise<Tracing> {
  if (!tracing.endpoint) return noTracing
  const [{ NodeSDK }, { OTLPTraceExporter }, api] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/api'),
  ])
  const sdk = new NodeSDK({
    serviceName: tracing.service,
    traceExporter: new OTLPTraceExporter({
      url: `${tracing.endpoint.href.replace(/\/$/, '')}/v1/traces`,
      headers: headersOf(tracing.headers?.reveal()),
      timeoutMillis: CLOSE_MS,
    }),
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  const tracer = api.trace.getTracer('kasi')

  return {
    span: (name, { traceparent, ...attributes }, work) => {
      const parent = traceparent
        ? api.propagation.extract(api.context.active(), { traceparent })
        : api.context.active()
      return tracer.startActiveSpan(name, { attributes }, parent, async (span: Span) => {
        try {
          return await work()
        } catch (error) {
          const message = error instanceof Error ? plainText(error.message) : 'unknown'
          span.setStatus({ code: api.SpanStatusCode.ERROR, message })
          throw error
        } finally {
          span.end()
        }
      })
    },
    close: () =>
      Promise.race([
        sdk.shutdown().catch(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref()),
      ]),
  }
}

/** Units with a span around each. */
export function tracedUnits(units: Units, tracing: Tracing): Units {
  if (tracing === noTracing) return units
  const about = ({ name, actor, request }: Parameters<Units['unit']>[0]) => ({
    'kasi.origin': name,
    'kasi.actor': actor.kind,
    ...(request && { 'kasi.request': request.id }),
  })
  return {
    unit: (origin, work, options) =>
      tracing.span(`unit ${origin.name}`, about(origin), () => units.unit(origin, work, options)),
    read: (origin, work) =>
      tracing.span(`read ${origin.name}`, about(origin), () => units.read(origin, work)),
    glance: (origin, work) =>
      tracing.span(`glance ${origin.name}`, about(origin), () => units.glance(origin, work)),
    stroke: (origin, work) =>
      tracing.span(`stroke ${origin.name}`, about(origin), () => units.stroke(origin, work)),
  }
}

/** `name=value` pairs with commas between, percent-encoded (OpenTelemetry, OTLP exporter configuration). */
export function headersOf(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split('='))
  return Object.fromEntries(
    pairs.flatMap(([name = '', ...value]) =>
      name.trim() ? [[name.trim(), decodeURIComponent(value.join('=').trim())]] : [],
    ),
  )
}
