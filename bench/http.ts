/**
 * Pages of an authenticated list over 100,000 rows, next to a bare Fastify that answers the same bytes, in one
 * run on one machine: 50 connections, and pages as people ask for them. Pages are kept until a site changes, so it is
 * also told what remains while sites change twenty times a second and nearly each page is read from the database.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { COUNTIES } from '#kernel/county.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { stopwatch } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'

const ROWS = 100_000
const CONNECTIONS = 50
const DURATION_S = 10
const ROUNDS = 3

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const children: ChildProcess[] = []
const server = await startPostgres({ home })

function child(name: string, ...args: string[]): ChildProcess {
  const made = fork(join(import.meta.dirname, 'http', `${name}.ts`), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(made)
  return made
}

async function said<T extends z.ZodType>(process: ChildProcess, shape: T): Promise<z.output<T>> {
  const [message] = await Promise.race([
    once(process, 'message'),
    once(process, 'exit').then(() => Promise.reject(new Error('A child of the bench ended early'))),
  ])
  return shape.parse(message)
}

async function fillSites(): Promise<void> {
  const database = openDatabase({ url: server.url, name: 'kasi bench', statement_ms: 120_000 })
  await sql`
    insert into organization.site (id, name, code, kind, county, town, address, lat, lng, opened_at, version, changed_at, by_kind, by_id)
    select gen_random_uuid(),
           (array['Tower','Mast','Shop','Hotspot','Office'])[1 + n % 5] || ' ' || (array['Karen','Kilimani','Rongai','Nyali','Milimani','Bondeni'])[1 + n % 6] || ' ' || n,
           'S-' || n, (array['pop','tower','office','shop','hotspot'])[1 + n / 7 % 5], (${[...COUNTIES]}::text[])[1 + n % ${COUNTIES.length}],
           'Town ' || n % 500, n || ' Ngong Road', -1.3 + (n % 1000) * 0.001, 36.7 + (n % 777) * 0.001,
           now() - n * interval '7 minutes', 1, now() - n * interval '3 minutes', 'system', 'bench'
      from generate_series(1, ${ROWS}::int) as n
  `.execute(database.sql)
  await sql`vacuum analyze organization.site`.execute(database.sql)
  await database.close()
}

const page = z.object({ items: z.array(z.unknown()), next: z.string().nullable() })

/** People open a list, sort it, filter it, and read on: two pages in five are first ones. */
async function pagesOf(address: string, cookie: string): Promise<Map<string, string>> {
  const starts = [
    ...['name', '-name', '-openedAt', 'openedAt', '-changedAt', 'county', 'code'].map((sort) => ({
      sort,
    })),
    ...COUNTIES.slice(0, 8).map((county) => ({ county, sort: 'county' })),
    ...COUNTIES.slice(8, 16).map((county) => ({ county })),
    { kind: 'tower' },
    { kind: 'shop', sort: '-openedAt' },
    { kind: 'hotspot', sort: '-changedAt' },
  ]
  const found = new Map<string, string>()
  for (const start of starts) {
    let cursor: string | null = null
    for (let depth = 0; depth < 10; depth++) {
      const query = new URLSearchParams({ ...start, ...(cursor !== null && { cursor }) })
      const path = `/api/sites?${query}`
      const response = await fetch(new URL(path, address), { headers: { cookie } })
      const text = await response.text()
      if (!response.ok) throw new Error(`${path}: ${text}`)
      // First pages are asked for again and again; six more of each make two in five.
      if (depth === 0)
        for (let again = 0; again < 6; again++) found.set(`${path}&limit=${50 - again}`, text)
      found.set(path, text)
      cursor = page.parse(JSON.parse(text)).next
      if (cursor === null) break
    }
  }
  for (const path of found.keys()) {
    const response = await fetch(new URL(path, address), { headers: { cookie } })
    found.set(path, await response.text())
  }
  return found
}

const measured = z.object({
  cpu_ms: z.number().optional(),
  perSecond: z.number(),
  p50_ms: z.number(),
  p99_ms: z.number(),
  bytesPerSecond: z.number(),
  failed: z.number(),
})
type Measured = z.infer<typeof measured>

async function load(
  url: string,
  cookie: string,
  paths: string[],
  duration_s = DURATION_S,
): Promise<Measured> {
  const loader = child('load')
  loader.send({ url, cookie, paths, connections: CONNECTIONS, duration_s })
  const result = await said(loader, measured)
  loader.kill()
  return result
}

const cpu = z.object({ user: z.number(), system: z.number() })

/** With what the server process itself spent per request: says more than the rate on a machine that others use. */
async function withCpu(server: ChildProcess, work: () => Promise<Measured>) {
  const spent_us = async () => {
    server.send('cpu')
    const { user, system } = await said(server, cpu)
    return user + system
  }
  const before = await spent_us()
  const result = await work()
  const requests = result.perSecond * DURATION_S
  const each_ms = ((await spent_us()) - before) / 1000 / requests
  return { ...result, cpu_ms: Math.round(each_ms * 10_000) / 10_000 }
}

/** A statement that changes no row tells a change all the same, and leaves the pages as the peer has them. */
async function whileSitesChange(work: () => Promise<Measured>): Promise<Measured> {
  const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 1 })
  const change = () => void sql`delete from organization.site where false`.execute(database.sql)
  const timer = setInterval(change, 50)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await database.close()
  }
}

const ratioOf = (one?: Measured, other?: Measured) =>
  one && other && Math.round((one.perSecond / other.perSecond) * 1000) / 1000

const middle = (all: readonly Measured[]) =>
  all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)] ?? all[0]

try {
  await migrate({ url: server.url })
  await fillSites()
  const kasiChild = child('kasi', join(home, 'kasi'), server.url)
  const kasi = await said(kasiChild, z.object({ address: z.string(), cookie: z.string() }))
  const pages = await pagesOf(kasi.address, kasi.cookie)
  const paths = [...pages.keys()]
  const bareChild = child('bare')
  bareChild.send({ pages: Object.fromEntries(pages) })
  const bare = await said(bareChild, z.object({ address: z.string() }))

  const search_ms: number[] = []
  for (const q of ['karen', 'ngong', 'tower rongai 77', 'nothing at all']) {
    const elapsed_ms = stopwatch()
    await (
      await fetch(new URL(`/api/sites?q=${encodeURIComponent(q)}`, kasi.address), {
        headers: { cookie: kasi.cookie },
      })
    ).text()
    search_ms.push(Math.round(elapsed_ms()))
  }

  await load(kasi.address, kasi.cookie, paths, 5)
  await load(bare.address, '', paths, 3)
  const ours: Measured[] = []
  const theirs: Measured[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await withCpu(kasiChild, () => load(kasi.address, kasi.cookie, paths)))
    theirs.push(await withCpu(bareChild, () => load(bare.address, '', paths)))
  }
  const changing = await whileSitesChange(() =>
    withCpu(kasiChild, () => load(kasi.address, kasi.cookie, paths)),
  )
  const mine = middle(ours)
  const peer = middle(theirs)
  const bytes = [...pages.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  console.log(
    JSON.stringify({
      bench: 'http',
      what: `GET /api/sites signed in, ${ROWS} rows; ${paths.length} different pages: two in five first pages by 7 sorts and 19 filters, the rest up to 10 pages deep by cursor; search (q) apart`,
      rows: ROWS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      cores: availableParallelism(),
      averageBytes: Math.round(bytes / pages.size),
      kasi: mine,
      bareFastify: peer,
      ratio: ratioOf(mine, peer),
      aim: { ratio: 1 / 3, p99_ms: 50 },
      ratios: ours.map((one, n) => ratioOf(one, theirs[n])),
      whileSitesChange: { ...changing, ratio: ratioOf(changing, peer) },
      searchAlone_ms: search_ms,
    }),
  )
} finally {
  for (const one of children) one.kill()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}
