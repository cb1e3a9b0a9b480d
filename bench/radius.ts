/**
 * Authorizing and accounting, storms and changes of speed: ours beside FreeRADIUS with its SQL module, on the same PostgreSQL
 * that writes durably, under the same load, and what this machine can do at all. `-- --only auth` runs one part, of limits,
 * auth, storm, accounting, return, crossing, flood, million and peer; docs/operating/radius.md says what each does.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { startPostgres } from '#main/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'
import { postgresCpu, startChild } from './radius/child.ts'
import { ChangePort, cross } from './radius/crossing.ts'
import { flood } from './radius/flood.ts'
import { startFreeradius } from './radius/freeradius.ts'
import { ask, type Result, type Server } from './radius/load.ts'
import type { AccessKind, AccountingKind, Kind } from './radius/requests.ts'
import { dial, sessionOf } from './radius/storms.ts'
import { founded, type Founded, PASSWORD } from './radius/town.ts'
import { bareUpsert } from './radius/upsert.ts'
import { countWritten } from './radius/written.ts'

const PARTS = [
  ...['limits', 'auth', 'storm', 'accounting', 'return', 'crossing', 'flood'],
  ...['million', 'peer'],
] as const
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    // Smaller ones, to try something out.
    town: { type: 'string', default: '100000' },
    many: { type: 'string', default: '1000000' },
    // Packets a second of all who do not flood.
    others: { type: 'string', default: '2000' },
  },
})
const wants = (part: (typeof PARTS)[number]) => values.only?.includes(part) ?? true

/** Lines: few, a town that has sessions, and many. The last tenth of the town has a plan with fair use. */
const [FEW, TOWN, MANY] = [10_000, Number(values.town), Number(values.many)]
const COUNTED = TOWN * 0.9
const ACCESS: readonly AccessKind[] = ['pap', 'chap', 'mschap2']
const ACCOUNTING: readonly AccountingKind[] = ['start', 'interim', 'stop']
const WINDOW = 64
/** As ops/kasi.service and the image start it; memory is measured after a collection. */
const AS_INSTALLED = ['--expose-gc', '--max-semi-space-size=64']
/** A town has many routers, so more is under way at a time when it accounts. */
const WINDOWS = [64, 256, 1_024]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const postgres = await startPostgres({ home })
await migrate({ url: postgres.url })
const changes = await ChangePort.open()
const databaseCpu_s = await postgresCpu(postgres.url)
let town: Founded | null = null
/** Lines that are settled so far; those of the next order follow them. */
let settled = 0
const report: Record<string, unknown> = { bench: 'radius', load_before: loadavg() }

const ready = z.object({
  ...{ authPort: z.number(), acctPort: z.number(), memory_bytes: z.number(), read_s: z.number() },
})
const counts = z.record(z.string(), z.number())
type NewLines = { from: number; to: number; plan: 'plain' | 'counted' }

/** Kasi in a process of its own, with so many lines more than before. */
async function kasi(services: number, ...lines: NewLines[]) {
  const order = { home: `${home}/kasi`, url: postgres.url, coaPort: changes.port, town, lines }
  const done = z.object({ town: founded, settled_s: z.number() })
  const settler = await startChild('settler.ts', [JSON.stringify(order)], done)
  await settler.stop()
  town = settler.ready.town
  settled = Math.max(settled, ...lines.map(({ to }) => to))
  const child = await startChild('kasi.ts', [order.home, order.url], ready, AS_INSTALLED)
  const { memory_bytes, read_s, authPort, acctPort } = child.ready
  const cpu_s = async () => ({ server: await child.cpu_s(), postgres: databaseCpu_s() })
  const drops = async () => (await child.asked('cpu', z.object({ drops: counts }))).drops
  const size = {
    ...{ services, memory_bytes_per_service: Math.round(memory_bytes / services) },
    ...{ read_s: round(read_s), settled_s: round(settler.ready.settled_s) },
  }
  const server = { authPort, acctPort, secret: town.secret, cpu_s }
  return { server, size, drops, wildSecret: town.wildSecret, stop: child.stop }
}

function tell(name: string, result: unknown): void {
  report[name] = result
  console.error(name, JSON.stringify(result))
}

/** Who dials for the first time has a text to be read and a password to be opened, among few and among many. */
async function firstLogins(server: Server, services: number) {
  // Code that has not run yet is no part of it.
  await ask(server, { kind: 'pap', services: 1, requests: 20_000 }, { window: WINDOW })
  const asking = { kind: 'pap', services, requests: FEW } as const
  return { first_pap: await ask(server, asking, { window: WINDOW }) }
}

type Rates = Partial<Record<Kind, Result & { window: number }>>

async function authorize(server: Server, services: number, requests: number): Promise<Rates> {
  const rates: Rates = {}
  for (const kind of ACCESS) {
    await ask(server, { kind, services, requests: Math.ceil(requests / 4) }, { window: WINDOW })
    const result = await ask(server, { kind, services, requests }, { window: WINDOW })
    rates[kind] = { window: WINDOW, ...result }
  }
  return rates
}

/** Each at the window at which it does most; the sessions of each window are its own. */
async function account(server: Server, services: number, requests: number): Promise<Rates> {
  const rates: Rates = {}
  for (const window of WINDOWS)
    for (const kind of ACCOUNTING) {
      const seconds = kind === 'stop' ? 600 : 300
      const asking = { kind, services, requests, seconds, session: `s${window}` }
      const written = await countWritten(postgres.url)
      const asked = await ask(server, asking, { window })
      const result = { window, ...asked, written: await written(requests) }
      console.error(kind, JSON.stringify(result))
      if (result.rate > (rates[kind]?.rate ?? 0)) rates[kind] = result
    }
  return rates
}

function round(value: number): number {
  return Number(value.toFixed(1))
}

async function limits() {
  const found = { echo: await bareEcho(FEW), upsert: await bareUpsert(postgres.url) }
  tell('limits', found)
  return found
}

/** What comes back at all when the same is asked: of the machine, the runtime and the generator. */
async function bareEcho(services: number) {
  const echo = await startChild('echo.ts', [], z.object({ port: z.number() }))
  const { port } = echo.ready
  const cpu_s = async () => ({ server: await echo.cpu_s() })
  const server = { authPort: port, acctPort: port, secret: 'of nobody', cpu_s }
  const asking = { kind: 'pap', services, requests: 80_000 } as const
  await ask(server, { ...asking, requests: 20_000 }, { window: WINDOW })
  const { rate, cpu_us } = await ask(server, asking, { window: WINDOW })
  await echo.stop()
  return { rate, cpu_us }
}

async function few() {
  const { server, size, stop } = await kasi(FEW, { from: 0, to: FEW, plan: 'plain' })
  const first = wants('auth') ? await firstLogins(server, FEW) : {}
  const rates = wants('auth') ? await authorize(server, FEW, 60_000) : {}
  if (wants('auth')) tell('auth', { ...size, ...first, ...rates })
  if (wants('storm')) {
    await ask(server, { kind: 'pap', services: FEW, requests: 5_000 }, { window: WINDOW })
    tell('storm', await dial(server, { from: 0, lines: FEW, rate: 5_000 }))
  }
  await stop()
  return rates
}

/** One router sends ten times what all the others do, and strangers do. */
async function floods() {
  const line = { from: settled, to: FEW, plan: 'plain' } as const
  const { server, wildSecret, drops, stop } = await kasi(FEW, ...(settled < FEW ? [line] : []))
  await ask(server, { kind: 'pap', services: FEW, requests: 20_000 }, { window: WINDOW })
  const others_per_s = Number(values.others)
  tell('flood', await flood({ server, wildSecret, drops, services: FEW, others_per_s }))
  await stop()
}

async function settledTown() {
  const { server, size, stop } = await kasi(
    TOWN,
    { from: settled, to: COUNTED, plan: 'plain' },
    { from: COUNTED, to: TOWN, plan: 'counted' },
  )
  tell('town', size)
  const rates = wants('accounting') ? await accountTown(server) : {}
  if (wants('return') || wants('crossing')) {
    // Everybody is online, the light goes out everywhere, and all come back within a minute under new sessions.
    const open = { kind: 'start', services: TOWN, requests: TOWN, session: 'before' } as const
    const before = await ask(server, open, { window: 256 })
    tell('before_return', before)
    const storm = { from: 0, lines: TOWN, rate: Math.ceil(TOWN / 60) }
    tell('return', { ...(await dial(server, storm)), sessions: await openSessions() })
    if (wants('crossing')) tell('crossing', await crossings(server, storm.rate))
  }
  await stop()
  return rates
}

/**
 * Interims are of sessions that have begun: all but a few are, in an ISP. Those of `unknown` began where nobody heard of it, as all have
 * that are online when Kasi takes over.
 */
async function accountTown(server: Server): Promise<Rates> {
  const warm = { kind: 'start', services: COUNTED, requests: 5_000, session: 'warm' } as const
  await ask(server, warm, { window: 256 })
  const rates = await account(server, COUNTED, 30_000)
  const half = Math.round((rates.interim?.rate ?? 0) / 2)
  const floor = await bareRecords(half)
  const upsert = await bareUpsert(postgres.url)
  const paced = { kind: 'interim', services: COUNTED, requests: half * 4, session: 'half' } as const
  const fairUse = {
    ...({ kind: 'interim', from: COUNTED, services: TOWN - COUNTED } as const),
    ...{ requests: TOWN - COUNTED, session: 'counted' },
  }
  for (const asking of [paced, fairUse])
    await ask(server, { ...asking, kind: 'start' }, { window: 256 })
  tell('accounting', {
    bare_upsert: upsert,
    ...floor,
    ...rates,
    share_of_bare_records: sharesOf(rates, ACCOUNTING, floor.bare_records.rate),
    interim_at_half: await ask(server, paced, { rate: half }),
    interim_fair_use: await ask(server, fairUse, { window: 256 }),
    interim_unknown: await ask(server, { ...paced, session: 'unknown' }, { rate: half }),
  })
  return rates
}

/** What comes back at all, and how late at so many a second, when each record is stored in the barest way: of the machine, the runtime and the generator. */
async function bareRecords(half: number) {
  const floor = await startChild('floor.ts', [postgres.url], z.object({ port: z.number() }))
  const { port } = floor.ready
  const cpu_s = async () => ({ server: await floor.cpu_s(), postgres: databaseCpu_s() })
  const server = { authPort: port, acctPort: port, secret: 'of nobody', cpu_s }
  const asking = { kind: 'interim', services: COUNTED, requests: 30_000 } as const
  let best = await ask(server, asking, { window: WINDOW })
  for (const window of WINDOWS) {
    const found = await ask(server, asking, { window })
    if (found.rate > best.rate) best = found
  }
  const atHalf = await ask(server, { ...asking, requests: half * 4 }, { rate: half })
  await floor.stop()
  return { bare_records: best, bare_records_at_half: atHalf }
}

/** Open sessions that the database has: none may be missing, and none of before may be left. */
async function openSessions() {
  await sleep(2_000)
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const { rows } = await client.query<{ storm: number; before: number }>(
    `select count(*) filter (where nas_session like 'storm-%')::int as storm,
       count(*) filter (where nas_session not like 'storm-%')::int as before from access.session where ended_at is null`,
  )
  await client.end()
  return rows[0]
}

function crossings(server: Server, stormRate: number) {
  return cross(server, changes, {
    crossing: { from: COUNTED, count: 1_500, rate: 100 },
    others: { from: 0, count: COUNTED, rate: COUNTED / 300 },
    sessionOf: (service) => sessionOf(service, stormRate),
  })
}

async function million() {
  const { server, size, stop } = await kasi(MANY, { from: settled, to: MANY, plan: 'plain' })
  const first = await firstLogins(server, MANY)
  // As many as the few are, and then more than any cache holds: what a million costs beside what asking of more of them does.
  const { pap: pap_of_few } = await authorize(server, FEW, 60_000)
  // What was opened is kept from the second time on, so that a blackout keeps nothing of those who ask once.
  for (let time = 1; time <= 2; time++)
    await ask(server, { kind: 'pap', services: MANY, requests: 60_000 }, { window: WINDOW })
  const again = await authorize(server, MANY, 60_000)
  tell('million', { ...size, echo: await bareEcho(MANY), ...first, pap_of_few, ...again })
  await stop()
}

/** FreeRADIUS at its best, with its log of logins and without. */
async function peer() {
  const given = { home: `${home}/peer`, postgres: postgres.url, services: FEW, password: PASSWORD }
  const results: Partial<Record<'on' | 'off', Rates>> = {}
  for (const loginLog of ['on', 'off'] as const) {
    const { stop, ...found } = await startFreeradius({ ...given, loginLog })
    const cpu_s = async () => ({ ...(await found.cpu_s?.()), postgres: databaseCpu_s() })
    const server = { ...found, cpu_s }
    await ask(server, { kind: 'pap', services: FEW, requests: 1_000 }, { window: WINDOW })
    results[loginLog] = await authorize(server, FEW, 5_000)
    if (loginLog === 'off') Object.assign(results.off ?? {}, await account(server, FEW, 8_000))
    const storm = await dial(server, { from: 0, lines: FEW, rate: 5_000 })
    tell(`freeradius_log_${loginLog}`, { ...results[loginLog], storm })
    await stop()
  }
  return results
}

/** Each rate as a part of what this machine can do at all: a bare echo for logins, a bare upsert for accounting. */
function shares(rates: Rates, { echo, upsert }: Awaited<ReturnType<typeof limits>>) {
  return { ...sharesOf(rates, ACCESS, echo.rate), ...sharesOf(rates, ACCOUNTING, upsert.rate) }
}

function sharesOf(rates: Rates, kinds: readonly Kind[], limit: number) {
  const parts = kinds.flatMap((kind) => {
    const rate = rates[kind]?.rate
    return rate ? [[kind, Number((rate / limit).toFixed(2))] as const] : []
  })
  return Object.fromEntries(parts)
}

function ratios(ours: Rates, theirs: Rates | undefined) {
  const both = [...ACCESS, ...ACCOUNTING].flatMap((kind) => {
    const [our, their] = [ours[kind]?.rate, theirs?.[kind]?.rate]
    return our && their ? [[kind, round(our / their)] as const] : []
  })
  return Object.fromEntries(both)
}

try {
  const machine = wants('limits') ? await limits() : undefined
  const ours: Rates = {}
  if (wants('auth') || wants('storm')) Object.assign(ours, await few())
  if (wants('accounting') || wants('return') || wants('crossing'))
    Object.assign(ours, await settledTown())
  if (wants('flood')) await floods()
  if (wants('million')) await million()
  const theirs = wants('peer') ? await peer() : {}
  report.times_freeradius = {
    login_log_on: ratios(ours, theirs.on),
    login_log_off: ratios(ours, theirs.off),
  }
  if (machine) report.share_of_limits = shares(ours, machine)
  report.load_after = loadavg()
  console.log(JSON.stringify(report))
} finally {
  changes.close()
  await postgres.stop()
  rmSync(home, { recursive: true, force: true })
}
process.exit()
