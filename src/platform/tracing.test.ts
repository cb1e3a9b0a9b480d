import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { testUnits } from '#platform/testing.ts'
import { noTracing, openTracing, tracedUnits, type Tracing } from '#platform/tracing.ts'

/** A collector that keeps what it is sent (OTLP over HTTP, JSON). */
const sent = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              status: z.object({ code: z.number().optional(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})
type Span = z.infer<typeof sent>['resourceSpans'][number]['scopeSpans'][number]['spans'][number]

const collected: Span[] = []
const headers: unknown[] = []
const collector = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    headers.push(request.headers['x-key'])
    const body = sent.parse(JSON.parse(Buffer.concat(parts).toString()))
    collected.push(
      ...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    )
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
})
afterAll(() => collector.close())

async function listening(): Promise<URL> {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const at = collector.address()
  if (typeof at === 'string' || !at) throw new Error('The collector has no port')
  return new URL(`http://127.0.0.1:${at.port}`)
}

test('without a collector nothing is traced, and units are the same objects', async () => {
  const tracing = await openTracing({ tracing: { service: 'kasi' } })
  expect(tracing).toBe(noTracing)
  const units = await testUnits()
  expect(tracedUnits(units, tracing)).toBe(units)
})

test('spans of a request, its unit and a failed job reach the collector as one tree', async () => {
  const { Secret } = await import('#platform/secret.ts')
  const tracing: Tracing = await openTracing({
    tracing: {
      endpoint: await listening(),
      service: 'kasi test',
      headers: new Secret('x-key=a%20b'),
    },
  })
  const units = tracedUnits(await testUnits(), tracing)
  const origin = { actor: system('test'), name: 'till.open' }
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await tracing.span('http till.open', { traceparent }, () => units.unit(origin, async () => 7))
  await tracing
    .span('job till.count', {}, async () => {
      throw new Error('postgres://a:hunter2@b is gone')
    })
    .catch(() => undefined)
  await tracing.close()

  const named = (name: string) =>
    must(
      collected.find((span) => span.name === name),
      `a span ${name}`,
    )
  const http = named('http till.open')
  expect(http.traceId).toBe('0af7651916cd43dd8448eb211c80319c')
  expect(http.parentSpanId).toBe('b7ad6b7169203331')
  expect(named('unit till.open').parentSpanId).toBe(http.spanId)
  expect(named('job till.count').status).toEqual({
    code: 2,
    message: 'postgres://a:[secret]@b is gone',
  })
  expect(headers).toContain('a b')
})
