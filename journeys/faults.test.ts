import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { ProblemError } from '#kernel/client.ts'
import { listSites, openSite, readBrand, readSite } from '#modules/organization/contract.ts'
import { freePort, scratchHome, startKasi } from './process.ts'
import { anotherDatabase } from '#platform/testing.ts'
import { World } from './world.ts'

/** Generous: whole Kasis are started here, on machines that do other things too. */
const MINUTES = 60_000
const plain = {
  kind: 'other',
  county: 'Nairobi',
  town: null,
  address: null,
  at: null,
  contact: null,
  notes: '',
} as const

async function asAdmin(url: string, work: (admin: pg.Client, name: string) => Promise<void>) {
  const database = new URL(url)
  const name = database.pathname.slice(1)
  database.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: database.href })
  await admin.connect()
  try {
    await work(admin, name)
  } finally {
    await admin.end()
  }
}

/** Cuts every connection of the product, and lets it in again or not. */
async function cut(url: string, comesBack: boolean) {
  await asAdmin(url, async (admin, name) => {
    await admin.query(`alter database "${name}" with allow_connections ${String(comesBack)}`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ])
  })
}

describe('the database', () => {
  test('goes away: 503 with a reason, nothing written; comes back: work goes on by itself', async () => {
    await using world = await World.open()
    const owner = await world.owner()
    await owner.call(openSite, { ...plain, name: 'Before', code: 'BEFORE' })

    await cut(world.url, false)
    for (const call of [
      () => owner.call(listSites, {}),
      () => owner.call(openSite, { ...plain, name: 'During', code: 'DURING' }),
    ]) {
      const problem = await call().catch((error: unknown) => error)
      expect(problem).toBeInstanceOf(ProblemError)
      expect(problem).toMatchObject({ status: 503, code: 'platform.unavailable' })
    }
    const ready = await world.http.inject({ url: '/readyz' })
    expect(ready.statusCode).toBe(503)
    expect((await world.http.inject({ url: '/healthz' })).statusCode).toBe(200)

    await cut(world.url, true)
    await expect
      .poll(
        () =>
          owner.call(listSites, {}).then(
            (page) => page.items.length,
            () => undefined,
          ),
        {
          timeout: 15_000,
        },
      )
      .toBe(1)
    await owner.call(openSite, { ...plain, name: 'After', code: 'AFTER' })
    expect((await owner.call(listSites, {})).total).toBe(2)
  })

  test('becomes read-only: reading goes on, writing is refused as not now', async () => {
    await using world = await World.open()
    const owner = await world.owner()
    await asAdmin(world.url, async (admin, name) => {
      await admin.query(`alter database "${name}" set default_transaction_read_only = on`)
    })
    await cut(world.url, true)
    await expect
      .poll(
        () =>
          owner.call(readBrand, {}).then(
            (brand) => brand.name,
            () => undefined,
          ),
        {
          timeout: 15_000,
        },
      )
      .toBe('New ISP')
    const site = { ...plain, name: 'Never', code: 'NEVER' }
    await expect(owner.call(openSite, site)).rejects.toMatchObject({ status: 503 })
  })
})

describe('a start', () => {
  test(
    'on an empty ISP shows the set-up code; a second one finds port and home taken and says so',
    { timeout: 3 * MINUTES },
    async () => {
      using scratch = scratchHome()
      const empty = { DATABASE_URL: await anotherDatabase('empty'), KASI_DEMO: '0' }
      await using first = startKasi({
        ...{ ...empty, KASI_HOME: scratch.home, KASI_HTTP_PORT: await freePort() },
      })
      await first.ready
      expect(first.said()).toMatch(/Set up the owner .*\n.*[0-9A-Z]{4}(-[0-9A-Z]{4}){5}/)
      expect(first.said()).not.toContain('Making the demo')
      using other = scratchHome()
      const port = new URL(first.url).port
      await using second = startKasi({
        KASI_HOME: other.home,
        KASI_HTTP_PORT: port,
        KASI_DEMO: '0',
      })
      const { code, said } = await second.ended
      expect(code).toBe(1)
      expect(said).toContain(`Port ${port} on 127.0.0.1`)
      expect(said).toContain('KASI_HTTP_PORT')

      await using third = startKasi({
        ...{ KASI_HOME: scratch.home, KASI_HTTP_PORT: await freePort(), KASI_DEMO: '0' },
      })
      expect(await third.ended).toMatchObject({
        code: 1,
        said: expect.stringContaining(`Kasi already runs in ${scratch.home}`),
      })
      expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
      await first.stop()
    },
  )

  test(
    'of two at once on one home: one runs, the other says so',
    { timeout: 3 * MINUTES },
    async () => {
      using scratch = scratchHome()
      const ports = [await freePort(), await freePort()]
      await using running = new AsyncDisposableStack()
      const both = ports.map((port) =>
        running.use(startKasi({ KASI_HOME: scratch.home, KASI_HTTP_PORT: port, KASI_DEMO: '0' })),
      )
      const outcomes = await Promise.all(
        both.map((kasi) =>
          kasi.ready.then(
            () => 'runs',
            (error: unknown) => String(error),
          ),
        ),
      )
      expect(outcomes.filter((outcome) => outcome === 'runs')).toHaveLength(1)
      expect(outcomes.find((outcome) => outcome !== 'runs')).toContain('Kasi already runs in')
      await Promise.all(both.map((kasi) => kasi.stop()))
    },
  )

  test(
    'of two at once on one empty database: both run, migrated once',
    { timeout: 3 * MINUTES },
    async () => {
      const DATABASE_URL = await anotherDatabase('empty')
      const KASI_KEYS = Buffer.alloc(32, 7).toString('base64')
      using one = scratchHome()
      using two = scratchHome()
      await using running = new AsyncDisposableStack()
      const both = []
      for (const { home } of [one, two]) {
        const env = { DATABASE_URL, KASI_KEYS, KASI_DEMO: '0', KASI_HOME: home }
        both.push(running.use(startKasi({ ...env, KASI_HTTP_PORT: await freePort() })))
      }
      await Promise.all(both.map((kasi) => kasi.ready))
      const migrated = both.flatMap((kasi) => kasi.said().match(/Migrated \d{4}_\w+/g) ?? [])
      expect(migrated.length).toBeGreaterThan(3)
      expect(new Set(migrated).size).toBe(migrated.length)
      for (const { url } of both) expect((await fetch(`${url}/readyz`)).status).toBe(200)
      await Promise.all(both.map((kasi) => kasi.stop()))
    },
  )

  test.each([
    [
      'newer than the code',
      `insert into platform.migration (number, name, sha256) values (9999, 'from_the_future', '')`,
      'newer than this copy of Kasi',
    ],
    ['read-only', `alter database :name set default_transaction_read_only = on`, 'read-only'],
  ])('refuses a database that is %s', { timeout: 3 * MINUTES }, async (_, statement, words) => {
    const url = await anotherDatabase('migrated')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(statement.replace(':name', `"${new URL(url).pathname.slice(1)}"`))
    await client.end()
    using scratch = scratchHome()
    const env = { KASI_HOME: scratch.home, KASI_DEMO: '0', DATABASE_URL: url }
    await using kasi = startKasi({ ...env, KASI_HTTP_PORT: await freePort() })
    const { code, said } = await kasi.ended
    expect(code).toBe(1)
    expect(said).toContain(words)
  })
})

describe('hostile strings', () => {
  const STRINGS = [
    "O'Brien; drop table organization.site; --",
    '"double" `back` \\ backslash',
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '${7*7} {{7*7}} #{7*7} %s %n %00',
    '../../../etc/passwd',
    '=cmd|calc!A1',
    'مرحبا بالعالم',
    'עברית \u202Eltr\u202C',
    '👩🏾‍🚒 🇰🇪 🏴‍☠️',
    'e\u0301 ≠ é',
    'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
    '\\u0000 is text',
    'null',
    'undefined',
    '\ufeffbyte order',
    '1e1000',
    '__proto__',
  ]

  test('come back exactly, from the list, the page and a search', async () => {
    await using world = await World.open()
    const owner = await world.owner()
    for (const [place, hostile] of STRINGS.entries()) {
      const name = hostile.trim()
      const contact = { name: name.slice(0, 60), phone: null, email: null }
      const site = await owner.call(openSite, {
        ...plain,
        ...{ name, code: `H-${place}`, town: name, address: name },
        notes: `${name}\n${name}`,
        contact,
      })
      expect(await owner.call(readSite, { siteId: site.id })).toMatchObject({
        ...{ name, town: name, address: name, notes: `${name}\n${name}`, contact },
      })
      const { items } = await owner.call(listSites, { q: name })
      expect(items.map((found) => found.name)).toContain(name)
    }
    const tables = await sql<{ n: bigint }>`select count(*) as n from organization.site`.execute(
      world.ground.database.sql,
    )
    expect(tables.rows[0]?.n).toBe(BigInt(STRINGS.length))
  })

  test('that no keyboard means, or that are too long, are refused in words', async () => {
    await using world = await World.open()
    const owner = await world.owner()
    for (const [name, status] of [
      ['a\u0000b', 400],
      ['a\u001bb', 400],
      ['a\ud800b', 400],
      ['a'.repeat(10_000), 400],
      ['a'.repeat(10_000_000), 413],
      [' \t ', 400],
    ] as const) {
      const refused = owner.call(openSite, { ...plain, name, code: 'NO' })
      await expect(refused, JSON.stringify(name.slice(0, 20))).rejects.toMatchObject({ status })
    }
    expect((await owner.call(listSites, { state: 'all' })).items).toEqual([])
  })
})
