import { readFileSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { processesIn } from '#main/postgres/processes.ts'
import { copyDemoHome, demoHome } from '../testing/demo-home.ts'
import { isReady, launch, type Launched, somewhere } from './launched.ts'

type Place = Awaited<ReturnType<typeof somewhere>>
// Many whole programs are started here, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 90_000 })

const places: Place[] = []
const running: Launched[] = []

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM')
    await ended
  }
  for (const place of places.splice(0)) place.remove()
})

beforeAll(demoHome, 300_000)

/** With a home in which Kasi has run before, so that each test need not make the demo. */
async function newPlace(): Promise<Place> {
  const place = await somewhere()
  places.push(place)
  await copyDemoHome(place.home)
  return place
}

/** Without the web, whose build has tests of its own. */
function start(
  place: Place,
  env: NodeJS.ProcessEnv = {},
  through = ['node', 'bin/start.mjs'],
): Launched {
  const kasi = launch([...through, '--no-web'], { env: { ...place.env, ...env } })
  running.push(kasi)
  return kasi
}

function postgresOf({ home }: Place): number[] {
  return processesIn(realpathSync(join(home, 'postgres/data')))
}

test('it says where it is, answers, logs for its owner; a second one in its home says that it runs, Ctrl-C stops all of it', async () => {
  const place = await newPlace()
  const kasi = start(place)
  await kasi.says('Ctrl-C stops it')
  expect(kasi.said()).toContain(`http://127.0.0.1:${place.port}/`)
  expect(await isReady(place.port)).toBe(true)
  expect(postgresOf(place).length).toBeGreaterThan(3)

  await fetch(`http://127.0.0.1:${place.port}/api/nothing-here`)
  const log = join(place.home, 'log/kasi.log')
  await expect.poll(() => readFileSync(log, 'utf8')).toContain('"http"')
  expect(readFileSync(join(place.home, 'log/postgres.log'), 'utf8')).toContain(
    'ready to accept connections',
  )

  const second = start(place)
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(/Kasi already runs in .*: process \d+/)

  kasi.child.kill('SIGINT')
  expect(await kasi.ended).toBe(0)
  expect(kasi.said()).toContain('Stopped. Everything is kept.')
  expect(postgresOf(place)).toEqual([])
})

test('two in homes of their own work beside each other; a start while one is still stopping waits for it', async () => {
  const [place, other] = [await newPlace(), await newPlace()]
  const [first, beside] = [start(place), start(other)]
  await Promise.all([first, beside].map((kasi) => kasi.says('Ctrl-C stops it')))
  expect(await isReady(place.port)).toBe(true)
  expect(await isReady(other.port)).toBe(true)
  first.child.kill('SIGTERM')
  const second = start(place)
  await second.says('Ctrl-C stops it')
  expect(await first.ended).toBe(0)
})

test('after a kill -9 the next start takes over', async () => {
  const place = await newPlace()
  const first = start(place)
  await first.says('Ctrl-C stops it')
  first.child.kill('SIGKILL')
  await first.ended
  const second = start(place)
  await second.says('Ctrl-C stops it')
  expect(await isReady(place.port)).toBe(true)
})

test('when npm is killed with -9, all of Kasi stops by itself', async () => {
  const place = await newPlace()
  const npm = start(place, {}, ['npm', 'start', '--'])
  await npm.says('Ctrl-C stops it')
  npm.child.kill('SIGKILL')
  await npm.says('Stopped. Everything is kept.')
  await expect.poll(() => postgresOf(place)).toEqual([])
})

test('a port in use is named, with the way out, before anything is made', async () => {
  const place = await newPlace()
  const server = createServer().listen(place.port, '127.0.0.1')
  const kasi = start(place)
  expect(await kasi.ended).toBe(1)
  server.close()
  expect(kasi.said()).toContain(
    `Port ${place.port} on 127.0.0.1, meant for HTTP, is in use by another program`,
  )
  expect(kasi.said()).toContain('KASI_HTTP_PORT')
})

test('unknown and contradictory settings and options are named, all at once', async () => {
  const place = await newPlace()
  const kasi = start(place, { KASI_HTTP_PROT: '8080', KASI_TLS_CERT: '/etc/hostname' })
  expect(await kasi.ended).toBe(1)
  expect(kasi.said()).toContain(
    'KASI_HTTP_PROT is not a setting of Kasi (did you mean KASI_HTTP_PORT?)',
  )
  expect(kasi.said()).toContain('KASI_TLS_CERT is set and KASI_TLS_KEY is not')
  const option = start(place, {}, ['node', 'bin/start.mjs', '--prot=8080'])
  expect(await option.ended).toBe(1)
  expect(option.said()).toContain("Unknown option '--prot'")
})
