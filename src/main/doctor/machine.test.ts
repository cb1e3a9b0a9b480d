import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { parseConfig } from '#platform/config.ts'
import { checkPlainTcp, checkPorts, checkScanner } from './machine.ts'

test.each([
  ['nothing is said where there is no such port', {}, []],
  [
    'a private address is good',
    { KASI_RADIUS_TCP_PORT: '1812', KASI_RADIUS_HOST: '10.1.2.3' },
    ['good'],
  ],
  ['every address is worrying', { KASI_RADIUS_TCP_PORT: '1812' }, ['worrying']],
  [
    'a public one is, too',
    { KASI_RADIUS_TCP_PORT: '1812', KASI_RADIUS_HOST: '2c0f:fe38::1' },
    ['worrying'],
  ],
])('RADIUS over TCP without TLS: %s', (_, env, states) => {
  expect(checkPlainTcp(parseConfig(env)).map(({ state }) => state)).toEqual(states)
})

test('a scanner of files that does not answer is worrying, and named', async () => {
  const [found] = await checkScanner(parseConfig({ KASI_CLAMD: 'unix:///nowhere/clamd.ctl' }))
  expect(found).toMatchObject({ what: 'scanner', state: 'worrying' })
  expect(found?.said).toContain('clamd at /nowhere/clamd.ctl does not answer')
  expect(await checkScanner(parseConfig({}))).toEqual([])
})

test.each([
  [true, 'good'],
  [false, 'bad'],
  ['unknown', 'worrying'],
] as const)('a port that is taken, where a Kasi runs here: %s', async (isRunning, state) => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const config = parseConfig({ KASI_HTTP_PORT: String(port), KASI_HTTP_HOST: '127.0.0.1' })
  const found = await checkPorts(config, isRunning)
  taken.close()
  expect(found.find(({ what }) => what === `port ${port}`)).toMatchObject({ state })
})
