import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { must } from '#kernel/assert.ts'
import { createLog } from '#platform/log.ts'
import { openShipping } from '#platform/log-shipping.ts'
import { Secret } from '#platform/secret.ts'

const shipped = z.object({
  resourceLogs: z.array(
    z.object({
      scopeLogs: z.array(
        z.object({
          logRecords: z.array(
            z.object({
              timeUnixNano: z
                .string()
                .regex(/^\d{19}$/)
                .optional(),
              severityText: z.string().optional(),
              body: z.object({ stringValue: z.string() }),
              attributes: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
})
type Record = z.infer<
  typeof shipped
>['resourceLogs'][number]['scopeLogs'][number]['logRecords'][number]

/** A collector (OTLP/HTTP in JSON) that first has no time. */
const answers = [503, 429, 200]
const told: string[] = []
const records: Record[] = []
const asked: { url: string | undefined; key: unknown }[] = []
const collector = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    asked.push({ url: request.url, key: request.headers['x-key'] })
    const status = answers.shift() ?? 200
    const sent = shipped.parse(JSON.parse(Buffer.concat(parts).toString()))
    if (status === 200)
      records.push(
        ...sent.resourceLogs.flatMap(({ scopeLogs }) =>
          scopeLogs.flatMap(({ logRecords }) => logRecords),
        ),
      )
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
})
beforeAll(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)))
afterAll(() => collector.close())

function ship() {
  const { port } = must(collector.address(), 'it listens') as AddressInfo
  return openShipping(
    {
      endpoint: new URL(`http://127.0.0.1:${port}/`),
      headers: new Secret('x-key=a%20b'),
      service: 'kasi test',
    },
    (facts, words) => void told.push(`${words} ${JSON.stringify(facts)}`),
    { waiting: 5, atOnce: 2, gather_ms: 1, pause_ms: 1, pauseMax_ms: 2 },
  )
}

test('lines reach the collector once and in order, however often it has no time; too many are counted', async () => {
  const shipping = ship()
  const log = createLog('info', shipping)
  log.info({ endpoint: 'till.open', duration_ms: 1.5, status: 200, isOk: true }, 'http')
  log.warn({ password: 'hunter2', deep: { list: [1, null] } }, 'two')
  for (const words of ['three', 'four', 'five', 'lost', 'lost']) log.error({}, words)
  await expect.poll(() => records.length, { timeout: 10_000 }).toBe(5)
  await shipping.close()

  expect(records.map(({ severityText, body }) => `${severityText} ${body.stringValue}`)).toEqual([
    ...['INFO http', 'WARN two', 'ERROR three', 'ERROR four', 'ERROR five'],
  ])
  expect(records.every(({ timeUnixNano }) => timeUnixNano !== undefined)).toBe(true)
  expect(records[0]?.attributes).toEqual([
    { key: 'endpoint', value: { stringValue: 'till.open' } },
    { key: 'duration_ms', value: { doubleValue: 1.5 } },
    { key: 'status', value: { intValue: '200' } },
    { key: 'isOk', value: { boolValue: true } },
  ])
  expect(JSON.stringify(records[1])).toContain('"values":[{"intValue":"1"},{}]')
  expect(JSON.stringify(records)).not.toContain('hunter2')
  expect(new Set(asked.map(({ url, key }) => `${url} ${String(key)}`))).toEqual(
    new Set(['/v1/logs a b']),
  )
  expect(told).toEqual([
    expect.stringMatching(/^Log lines cannot be shipped.*/),
    'Log lines are shipped again {"lost":2}',
  ])
})

test('lines that the collector will never take hold up none behind them, and are counted; what is no log line goes out as it is', async () => {
  answers.push(400, 413)
  records.length = 0
  told.length = 0
  const shipping = ship()
  const log = createLog('info', shipping)
  for (const words of ['one', 'two', 'three', 'four']) log.info({}, words)
  shipping.write('no log line')
  await expect.poll(() => records.length, { timeout: 10_000 }).toBe(1)
  await shipping.close()
  expect(records.map(({ body }) => body.stringValue)).toEqual(['no log line'])
  expect(told).toEqual([
    'The collector will never take these log lines; they are lost {"status":400}',
    'Log lines are shipped again {"lost":4}',
  ])
})
