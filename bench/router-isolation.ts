/**
 * Expiries and payments of 2,000 people online while one of ten routers hangs and one refuses: how much later the people of the other eight are told.
 * First with all routers well, then with the two; what is compared is when the last of the other eight obeys. A peer in PHP that
 * asks routers one after another, with a time-out of 60 s for each person, is cited beside it (measured apart).
 *
 * `--people N` takes another number.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { system } from '#kernel/actor.ts'
import type { Ground } from '#main/ground.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { openRadius } from '#main/radius.ts'
import { aNas } from '#modules/network/testing.ts'
import { addPeriods, endPeriods } from '#modules/services/index.ts'
import { stopwatch } from '#platform/clock.ts'
import { migrate } from '#platform/migrate.ts'
import type { Tx } from '#platform/tx.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { productionGround } from './radius/ground.ts'
import { found, PASSWORD, settle } from './radius/town.ts'

const { values } = parseArgs({ options: { people: { type: 'string', default: '2000' } } })
const PEOPLE = Number(values.people)
const ROUTERS = 10
/** These two go wrong. */
const [HANGS, REFUSES] = [0, 1]
const DIALLING = 50
const LONGEST_ms = 120_000
const PEER_s_each = 60
const ORIGIN = { actor: system('bench'), name: 'bench.router-isolation' }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
try {
  await migrate({ url: server.url })
  const ground = await productionGround(home, server.url)
  const { units } = ground
  const { subscriberId, plain } = await found(units, 3799)
  await settle(units, subscriberId, { from: 0, to: PEOPLE, plan: plain, counts: false })
  const radius = await openRadius(ground)
  const at = { address: '127.0.0.1', authPort: radius.authPort, acctPort: radius.acctPort }
  const routers = await openRouters(ground, at)
  await radius.catchUp()
  const dialAll = () =>
    inLanes(PEOPLE, async (n) => {
      const router = routers[n % ROUTERS]
      const caller = { userName: `line-${n}`, password: PASSWORD, station: stationOf(n) }
      if (router?.sessions.some(({ userName }) => userName === caller.userName)) return
      const dialled = await router?.dial(caller)
      if (dialled?.kind !== 'online') throw new Error(`line-${n} is ${dialled?.kind}`)
    })

  /**
   * All dial, all change in one unit, and each router is told to end its sessions, because none takes another list in the middle of one: from the
   * commit to the last of the eight.
   */
  async function told(change: (tx: Tx) => Promise<unknown>) {
    await radius.catchUp()
    await dialAll()
    await units.unit(ORIGIN, change)
    const elapsed_ms = stopwatch()
    const others = routers.filter((_, place) => place !== HANGS && place !== REFUSES)
    while (others.some(({ sessions }) => sessions.length > 0)) {
      if (elapsed_ms() > LONGEST_ms) throw new Error('Some routers were never told')
      await sleep(2)
    }
    return Math.round(elapsed_ms())
  }
  const expire = () =>
    told(async (tx) => endPeriods(tx, { periodIds: await runningPeriods(tx), at: tx.now }))
  const pay = () => told(async (tx) => addPeriods(tx, await monthsFor(tx, plain)))

  const well = { expiries_ms: await expire(), payments_ms: await pay() }
  const [hanging, refusing] = [routers[HANGS], routers[REFUSES]]
  if (hanging) hanging.faults.changes = 'silent'
  if (refusing) refusing.faults.changes = 'refuses'
  const ill = { expiries_ms: await expire(), payments_ms: await pay() }
  const later_ms = {
    expiries: Math.max(0, ill.expiries_ms - well.expiries_ms),
    payments: Math.max(0, ill.payments_ms - well.payments_ms),
  }
  console.log(
    JSON.stringify({
      ...{ bench: 'router-isolation', people: PEOPLE, routers: ROUTERS },
      ...{ all_well: well, one_hangs_one_refuses: ill, others_later_ms: later_ms },
      peer_s_for_those_behind_it: (PEOPLE / ROUTERS) * PEER_s_each,
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      aim_later_ms: 0,
    }),
  )
  await Promise.all(routers.map((router) => router.cut()))
  await radius.close()
  await ground.close()
} finally {
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/** Routers at addresses of this machine of their own; RADIUS knows each by its address. */
async function openRouters(
  { clock, units }: Ground,
  server: SimRouter['options']['server'],
): Promise<SimRouter[]> {
  const routers: SimRouter[] = []
  for (let place = 0; place < ROUTERS; place++) {
    const [name, address] = [`R-${place}`, `127.0.1.${place + 1}`]
    const secret = `secret-of-router-${place}`
    const now_ms = () => clock.now().epochMilliseconds
    const router = new SimRouter({ name, address, secret, server, now_ms })
    await router.open()
    await units.unit(ORIGIN, (tx) => aNas(tx, { name, address, secret, coaPort: router.coaPort }))
    routers.push(router)
  }
  return routers
}

async function runningPeriods(tx: Tx): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom('services.period')
    .select('id')
    .where('to_at', '>', tx.now)
    .execute()
  return rows.map(({ id }) => id)
}

async function monthsFor(tx: Tx, planVersionId: string) {
  const rows = await tx.sql.selectFrom('services.service').select('id').execute()
  return rows.map(({ id: serviceId }) => ({
    ...{ serviceId, kind: 'base' as const, from: tx.now, to: tx.now.add({ hours: 720 }) },
    ...{ paid: true, planVersionId, price: {} },
  }))
}

async function inLanes(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: DIALLING }, lane))
}

function stationOf(n: number): string {
  const hex = n.toString(16).padStart(6, '0').toUpperCase()
  return `A4:2B:B0:${hex.match(/../g)?.join(':')}`
}
