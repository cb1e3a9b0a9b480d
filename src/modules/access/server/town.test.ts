import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault } from '#platform/testing.ts'
import { LossyWire } from '#sim/routers/lossy-wire.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { Town, type Resident } from '#sim/routers/town.ts'
import { RadiusServer } from './server.ts'
import { sessionsAreCounted } from '../queries/invariants.ts'

const origin = { actor: system('test'), name: 'test.prepare' }

test('a town behind a bad line: a third of all packets is lost, and what people moved is counted once', async () => {
  const units = await testUnits()
  const secret = 'chai-na-mandazi'
  const names = Array.from({ length: 6 }, (_, place) => `house-${place}`)
  await units.unit(origin, async (tx) => {
    await aNas(tx, { address: '127.0.0.1', secret })
    for (const username of names)
      await aService(tx, { paid: { hours: 99 }, username, password: 'rangi-saba' })
  })
  const server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ vault: testVault, onTrouble: () => undefined },
    live: { listen: () => () => undefined } as Pick<Live, 'listen'> as Live,
  })
  await server.open()
  const dice = diceOf(20_261_125)
  const wireTo = (port: number) => new LossyWire({ address: '127.0.0.1', port }, dice)
  const [auth, acct] = [wireTo(server.authPort), wireTo(server.acctPort)]
  await Promise.all([auth.open(), acct.open()])
  const now_ms = () => units.clock.now().epochMilliseconds
  const router = new SimRouter({
    ...{ name: 'KLM-1', address: '127.0.0.1', secret, now_ms, wait_ms: 4, tries: 9 },
    server: { address: '127.0.0.1', authPort: auth.port, acctPort: acct.port },
  })
  await router.open()
  const residents = names.map((userName, place): Resident => {
    const station = `A4:2B:B0:00:01:${place + 10}`
    return { userName, password: 'rangi-saba', station, router: 0, appetite: 0.5 }
  })
  const town = new Town({ routers: [router], residents, now_ms, hourOf: () => 20, roll: dice })
  await town.beat()
  expect(router.sessions).toHaveLength(names.length)

  const seen = new Map(router.sessions.map((session) => [session.number, session]))
  auth.loss = acct.loss = 0.33
  for (let beat = 0; beat < 7; beat++) {
    units.clock.passes('PT1M')
    await town.beat()
    for (const session of router.sessions) seen.set(session.number, session)
  }
  auth.loss = acct.loss = 0
  await town.close()

  const { rows } = await sql<{ nas_session: string; up: bigint; down: bigint }>`
    select nas_session, up_total as up, down_total as down from access.session`.execute(
    units.database.sql,
  )
  const stored = new Map(rows.map((row) => [row.nas_session, row]))
  for (const { number, up, down } of seen.values())
    expect(stored.get(number)).toMatchObject({ up, down })
  expect(await units.read(origin, sessionsAreCounted.violations)).toEqual([])
  await server.close()
  await Promise.all([auth.close(), acct.close()])
})

/** Numbers that are the same each time. */
function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
