import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { copyDemoHome, demoHome } from '../testing/demo-home.ts'
import { isReady, launch, somewhere } from './launched.ts'

type Place = Awaited<ReturnType<typeof somewhere>>
// Many whole programs are started here, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 90_000 })

let place: Place
const made: string[] = []

beforeAll(async () => {
  place = await somewhere()
  await demoHome()
}, 300_000)
afterAll(async () => {
  for (const name of made) await onServer(`drop database if exists ${name} with (force)`)
  place.remove()
})

async function onServer(sql: string) {
  const client = new pg.Client(inject('postgres').url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function newDatabase(options = ''): Promise<string> {
  const name = `kasi_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`
  made.push(name)
  await onServer(`create database ${name} ${options}`)
  const url = new URL(inject('postgres').url)
  url.pathname = `/${name}`
  return url.href
}

async function kasi(args: string[], env: NodeJS.ProcessEnv = {}) {
  const run = launch(['node', 'bin/kasi.mjs', ...args], { env: { ...place.env, ...env } })
  return { code: await run.ended, said: run.said() }
}

test('help lists commands and settings; what it does not know it says', async () => {
  const help = await kasi(['--help'])
  expect(help).toMatchObject({ code: 0 })
  for (const word of ['kasi doctor', 'kasi serve', 'kasi restore', 'DATABASE_URL', 'KASI_HOME'])
    expect(help.said).toContain(word)
  for (const [args, words] of [
    [['bakcup'], 'There is no command "kasi bakcup"'],
    [['backup'], 'Write: kasi backup FILE'],
    [['backup', 'a', 'b'], '"b" is too much'],
    [['serve', '--rolls', 'api'], "Unknown option '--rolls'"],
    [['serve', '--roles', 'api,radio'], 'There is no role "radio"'],
  ] as const) {
    const { code, said } = await kasi([...args])
    expect(code, `${args.join(' ')}`).toBe(1)
    expect(said).toContain(words)
  }
})

test('migrate, serve each role on its own, and stop them', async () => {
  const url = await newDatabase()
  const env = { DATABASE_URL: url }
  const early = await kasi(['serve'], env)
  expect(early).toMatchObject({ code: 1 })
  expect(early.said).toContain('run: kasi migrate')

  expect((await kasi(['migrate'], env)).said).toContain('Migrated 0001_ground')
  expect(await kasi(['migrate'], env)).toEqual({ code: 0, said: 'The database is up to date.\n' })

  const api = launch(['node', 'bin/kasi.mjs', 'serve', '--roles', 'api'], {
    env: { ...place.env, ...env },
  })
  await api.says('Kasi is ready')
  const worker = launch(['node', 'bin/kasi.mjs', 'serve', '--roles', 'worker'], {
    env: { ...place.env, ...env },
  })
  await worker.says('Kasi is ready')
  expect(await isReady(place.port)).toBe(true)
  for (const one of [api, worker]) one.child.kill('SIGTERM')
  expect([await api.ended, await worker.ended]).toEqual([0, 0])
})

test('the doctor finds a good machine good, and says what is wrong with others and what to do', async () => {
  const url = await newDatabase()
  const env = { DATABASE_URL: url }
  await kasi(['migrate'], env)
  const fine = await kasi(['doctor'], env)
  expect(fine.said).toContain('Kasi can run here.')
  expect(fine.code).toBe(0)

  const cases: [string, NodeJS.ProcessEnv, RegExp][] = [
    [
      'no server',
      { DATABASE_URL: 'postgres://kasi:secret@127.0.0.1:1/kasi' },
      /✗ database .*cannot be reached/,
    ],
    [
      'wrong password',
      { DATABASE_URL: url.replace(/:[^:@]+@/, ':wrong-password@') },
      /✗ database .*password[^]*Check the name and the password/,
    ],
    [
      'no database',
      { DATABASE_URL: url.replace(/\/kasi_test_.*/, '/nowhere') },
      /✗ database .*does not exist[^]*create database/,
    ],
    [
      'not UTF-8',
      {
        DATABASE_URL: await newDatabase(
          `encoding 'LATIN1' template template0 locale_provider libc locale 'C'`,
        ),
      },
      /✗ database .*LATIN1/,
    ],
    [
      'wrong keys',
      {
        ...env,
        KASI_KEYS: Buffer.alloc(32, 7).toString('base64'),
        KASI_HOME: join(place.dir, 'other'),
      },
      /seals|keys/,
    ],
    ['unknown setting', { KASI_HOEM: '/tmp' }, /✗ settings .*\n.*KASI_HOEM/],
    ['a home that is a file', { ...env, KASI_HOME: '/etc/hostname' }, /✗ home/],
  ]
  for (const [what, bad, words] of cases) {
    const { code, said } = await kasi(['doctor'], bad)
    expect(said, `${what}`).toMatch(words)
    expect(said).not.toContain('secret')
    if (what !== 'wrong keys') expect(code, `${what}`).toBe(1)
  }
})

test('backup and restore by hand, with the embedded PostgreSQL', async () => {
  const backup = join(place.dir, 'monday.kasi')
  await copyDemoHome(place.home)
  // An empty ISP is enough by hand; that everything comes back is compared row by row in src/main/backup.
  const env = { ...place.env, KASI_DEMO: '0' }
  const start = launch(['node', 'bin/start.mjs', '--no-web'], { env })
  await start.says('Ctrl-C stops it')
  const first = await kasi(['backup', backup])
  expect(first.said).toContain('sealed and checked')
  expect((await kasi(['backup', backup])).said).toContain('never replaces a file')
  expect((await kasi(['restore', backup])).said).toContain('is not empty')
  start.child.kill('SIGINT')
  await start.ended

  expect((await kasi(['restore', backup, '--check'])).said).toContain('is whole')
  const elsewhere = {
    KASI_HOME: join(place.dir, 'elsewhere'),
    KASI_KEYS_FILE: join(place.home, 'keys.json'),
  }
  const restored = await kasi(['restore', backup], elsewhere)
  expect(restored.said).toContain('Restored')
  expect(restored.code).toBe(0)
  const without = await kasi(['restore', backup], { KASI_HOME: join(place.dir, 'without-keys') })
  expect(without.said).toContain('There are no keys')
  expect(existsSync(join(place.dir, 'without-keys/keys.json'))).toBe(false)
})
