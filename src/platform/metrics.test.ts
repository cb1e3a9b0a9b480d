import { expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { defineEvent } from '#platform/events.ts'
import { createMetrics, mayReadMetrics } from '#platform/metrics.ts'
import { Secret } from '#platform/secret.ts'
import { testDatabase, testVault } from '#platform/testing.ts'
import { createUnits } from '#platform/units.ts'
import { wallClock } from '#platform/clock.ts'

test('what happened is counted under few labels', async () => {
  const metrics = createMetrics('api')
  metrics.httpAnswered({ endpoint: 'sites.list', method: 'GET', status: 204, duration_s: 0.02 })
  metrics.jobEnded({ job: 'messaging.deliver', outcome: 'dead', duration_s: 2 })
  metrics.unitRetried('ledger.post')
  metrics.watchPool('main', { totalCount: 5, idleCount: 3, waitingCount: 1 })
  metrics.gauge('kasi_jobs_waiting', 'Jobs that wait.', async () => 42)
  const text = await metrics.text()
  expect(text).toContain(
    'kasi_http_request_duration_seconds_count{role="api",endpoint="sites.list",method="GET",status="2xx"} 1',
  )
  expect(text).toContain(
    'kasi_http_request_duration_seconds_bucket{le="0.01",role="api",endpoint="sites.list",method="GET",status="2xx"} 0',
  )
  expect(text).toContain(
    'kasi_job_duration_seconds_count{role="api",job="messaging.deliver",outcome="dead"} 1',
  )
  expect(text).toContain('kasi_unit_retries_total{origin="ledger.post",role="api"} 1')
  expect(text).toContain('kasi_database_connections{pool="main",state="busy",role="api"} 2')
  expect(text).toContain('kasi_jobs_waiting{role="api"} 42')
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
})

test('events are counted once they are committed, and not when they are undone', async () => {
  const metrics = createMetrics('worker')
  const opened = defineEvent('till.opened', z.object({}))
  const units = createUnits({
    database: await testDatabase(),
    clock: wallClock,
    vault: testVault,
    manifests: [],
    onAnnounced: (events) => events.forEach((event) => metrics.happened(event)),
  })
  const origin = { actor: system('test'), name: 'till.open' }
  await units.unit(origin, async (tx) => {
    tx.emit(opened, {})
    tx.emit(opened, {})
  })
  const undone = units.unit(origin, async (tx) => {
    tx.emit(opened, {})
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await metrics.text()).toContain('kasi_events_total{event="till.opened",role="worker"} 2')
})

test.each([
  ['this machine, without a token', undefined, '127.0.0.1', undefined, true],
  ['this machine over IPv6', undefined, '::1', undefined, true],
  ['another machine, without a token', undefined, '10.0.0.7', undefined, false],
  [
    'another machine with the token',
    'sixteen-letters!',
    '10.0.0.7',
    'Bearer sixteen-letters!',
    true,
  ],
  [
    'another machine with a wrong token',
    'sixteen-letters!',
    '10.0.0.7',
    'Bearer sixteen-letters?',
    false,
  ],
  ['this machine without the token that is set', 'sixteen-letters!', '127.0.0.1', undefined, false],
])('/metrics answers %s: %s', (_who, token, ip, authorization, may) => {
  expect(
    mayReadMetrics({ ...(token && { token: new Secret(token) }) }, { ip, authorization }),
  ).toBe(may)
})
