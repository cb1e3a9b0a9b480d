import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'

let status = 200
const asked: (string | undefined)[] = []
const kasi = createServer((request, response) => {
  asked.push(request.url)
  response.writeHead(status).end('{}')
})
let port = ''
beforeAll(async () => {
  kasi.listen(0, '127.0.0.1')
  await once(kasi, 'listening')
  port = String((must(kasi.address(), 'it listens') as AddressInfo).port)
})
afterAll(() => kasi.close())

const HEALTHY = join(import.meta.dirname, '../../bin/healthy.mjs')

async function exitOf(env: Record<string, string>): Promise<number> {
  const check = spawn(process.execPath, [HEALTHY], { env, stdio: 'inherit' })
  const [code]: unknown[] = await once(check, 'exit')
  return Number(code)
}

test('a container is healthy as long as Kasi answers at its own port or its health port', async () => {
  const nowhere = '1'
  expect(await exitOf({ KASI_HTTP_HOST: '0.0.0.0', KASI_HTTP_PORT: port })).toBe(0)
  expect(await exitOf({ KASI_HTTP_PORT: nowhere, KASI_HEALTH_PORT: port })).toBe(0)
  expect(asked).toEqual(['/healthz', '/healthz'])
  expect(await exitOf({ KASI_HTTP_PORT: nowhere })).toBe(1)
  status = 503
  expect(await exitOf({ KASI_HTTP_PORT: port })).toBe(1)
})
