import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { nasHealthOf } from '#modules/network/index.ts'
import { aNas } from '#modules/network/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { testUnits, testVault, type TestUnits } from '#platform/testing.ts'
import { askEnd } from '../commands/ask-end.ts'
import { startTrace } from '../commands/start-trace.ts'
import * as contract from '../contract.ts'
import { udpRadiusProbe } from '../outside/radius-probe/udp.ts'
import { attemptsPage, dropsNow, trafficNow } from '../queries/attempts.ts'
import { explain } from '../queries/explain.ts'
import { pastRows, sessionsPage } from '../queries/sessions.ts'
import { storyOf } from '../queries/story.ts'
import { packetsOf } from '../queries/traces.ts'
import { RadiusServer } from './server.ts'

const run = promisify(execFile)
const origin = { actor: system('test'), name: 'test.prepare' }
const silent: Pick<Live, 'listen'> = { listen: () => () => undefined }

/** What staff see of what routers ask: written down by the process that answers, read by the one that serves screens. */
let units: TestUnits
let server: RadiusServer
let nas: { nasId: string; siteId: string; secret: string }
let serviceId: string
let number: string
const troubles: unknown[] = []

beforeAll(async () => {
  units = await testUnits()
  await units.unit(origin, async (tx) => {
    nas = await aNas(tx, { address: '127.0.0.1' })
    const credential = { username: 'amina', password: 'rangi-saba-42' }
    ;({ serviceId, number } = await aService(tx, { paid: { hours: 2 }, ...credential }))
  })
  server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, clock: units.clock },
    ...{ live: silent as Live, vault: testVault },
    onTrouble: (what, error) => troubles.push([what, error]),
  })
  await server.open()
})
afterAll(() => server.close())

async function radclient(kind: 'auth' | 'acct', ...pairs: string[]): Promise<string> {
  const port = kind === 'auth' ? server.authPort : server.acctPort
  const args = ['-x', '-r', '1', '-t', '2', `127.0.0.1:${port}`, kind, nas.secret]
  const child = run('radclient', args)
  child.child.stdin?.end(`${pairs.join('\n')}\n`)
  const { stdout } = await child.catch((failed: { stdout: string; stderr: string }) => failed)
  return stdout
}

const amina = ['User-Name = amina', 'Calling-Station-Id = "a4:2b:b0:00:00:01"']
const attempts = (given: { q?: string; outcome?: 'accept' | 'reject' }) =>
  units.read(origin, (read) => attemptsPage(read, contract.listAttempts.input.parse(given)))

test('equal refusals of a minute are one row with a count, and a name is found whole', async () => {
  await radclient('auth', ...amina, 'User-Password = nyekundu')
  await radclient('auth', ...amina, 'User-Password = nyekundu')
  await radclient('auth', ...amina, 'User-Password = rangi-saba-42')
  await server.scribe.write()
  await radclient('auth', ...amina, 'User-Password = nyekundu')
  await server.scribe.write()
  expect(troubles).toEqual([])
  const { items } = await attempts({ q: 'AMINA' })
  expect(items.map(({ outcome, reason, count }) => [outcome, reason, count])).toEqual(
    expect.arrayContaining([
      ['reject', 'wrong-password', 3],
      ['accept', 'paid', 1],
    ]),
  )
  expect(items).toHaveLength(2)
  expect(items[0]).toMatchObject({
    service: { id: serviceId, number },
    station: 'A4:2B:B0:00:00:01',
  })
  expect((await attempts({ q: 'ami' })).items).toEqual([])
  expect((await attempts({ q: 'a42b.b000.0001', outcome: 'accept' })).items).toHaveLength(1)
  const { minutes, reasons } = await units.read(origin, trafficNow)
  expect(minutes.at(-1)).toMatchObject({ accepts: 1, rejects: 3 })
  expect(reasons).toMatchObject([{ reason: 'wrong-password', count: 3 }])
})

test('a wrong secret shows by who sent it, and as trouble of that router', async () => {
  const right = nas.secret
  nas.secret = 'somebody-typed-this'
  await radclient('auth', ...amina, 'User-Password = rangi-saba-42', 'Message-Authenticator = 0x00')
  nas.secret = right
  await server.scribe.write('with-heard')
  const { items } = await units.read(origin, dropsNow)
  expect(items).toMatchObject([
    { address: '127.0.0.1', reason: 'message-authenticator-wrong', nas: { id: nas.nasId } },
  ])
  const health = await units.read(origin, (read) => nasHealthOf(read, nas.nasId))
  expect(health.trouble).toContain('Message-Authenticator')
})

test('a live session shows with its speed, is ended by staff, and tells its story', async () => {
  await radclient('acct', ...amina, 'Acct-Session-Id = "81"', 'Acct-Status-Type = Start')
  const list = () =>
    units.read(origin, (read) =>
      sessionsPage(read, contract.listSessions.input.parse({ q: 'amina' })),
    )
  const [session] = (await list()).items
  expect(session).toMatchObject({ userName: 'amina', state: 'well', service: { number } })
  const sessionId = must(session, 'it is online').id
  const asked = { sessionIds: [sessionId], reason: 'He asked for it.' }
  expect(await units.unit(origin, (tx) => askEnd(tx, asked))).toEqual({ ending: 1, already: 0 })
  expect(await units.unit(origin, (tx) => askEnd(tx, asked))).toEqual({ ending: 0, already: 1 })
  expect((await list()).items).toMatchObject([{ state: 'ending', endWantedBecause: 'staff' }])
  const story = await units.read(origin, (read) => storyOf(read, sessionId))
  expect(story.steps.map(({ what }) => what)).toEqual(['started', 'end-wanted'])
  const cause = ['Acct-Session-Time = 60', 'Acct-Terminate-Cause = Admin-Reset']
  await radclient('acct', ...amina, 'Acct-Session-Id = "81"', 'Acct-Status-Type = Stop', ...cause)
  const over = await units.read(origin, (read) => storyOf(read, sessionId))
  expect(over).toMatchObject({ live: null, end: { by: 'nas', cause: 'Admin-Reset' } })
})

test('packets are kept while somebody traces, and what is hidden in them stays hidden', async () => {
  const given = { nasId: null, serviceId, minutes: 5 }
  const traceId = await units.unit(origin, (tx) => startTrace(tx, given))
  await server.scribe.write('with-heard')
  await radclient('auth', ...amina, 'User-Password = rangi-saba-42')
  await radclient('auth', 'User-Name = juma', 'User-Password = rangi-saba-42')
  await server.scribe.write()
  const { packets } = await units.read(origin, (read) => packetsOf(read, traceId))
  expect(packets.map(({ kind, direction }) => [kind, direction])).toEqual(
    expect.arrayContaining([
      ['Access-Request', 'in'],
      ['Access-Accept', 'out'],
    ]),
  )
  expect(packets).toHaveLength(2)
  const shown = must(
    packets.find(({ direction }) => direction === 'in'),
    'one came in',
  ).attributes
  expect(shown).toContainEqual({ name: 'User-Name', value: '"amina"', hidden: false })
  expect(shown).toContainEqual({ name: 'User-Password', value: '', hidden: true })
  expect(JSON.stringify(packets)).not.toContain('rangi')
})

test.each(['pap', 'chap', 'mschap2'] as const)(
  'a test by %s is answered over the network, and nothing comes of it',
  async (method) => {
    const before = (await attempts({})).items.length
    const probe = udpRadiusProbe({
      vault: testVault,
      radiusAt: () => ({ address: '127.0.0.1', port: server.authPort }),
    })
    const ask = { nasId: nas.nasId, userName: 'amina', station: null, nasPort: null }
    const right = await probe.ask({ ...ask, proof: { method, password: 'rangi-saba-42' } })
    expect(right).toMatchObject({ kind: 'accept', reason: 'paid' })
    const wrong = await probe.ask({ ...ask, proof: { method, password: 'nyekundu' } })
    expect(wrong).toMatchObject({ kind: 'reject', reason: 'wrong-password' })
    expect(wrong.reply).toContainEqual({
      ...{ name: 'Reply-Message', value: '"Name or password is wrong."', hidden: false },
    })
    expect(JSON.stringify([right, wrong])).not.toContain('kasi-reason')
    await server.scribe.write()
    expect((await attempts({})).items).toHaveLength(before)
  },
)

test('why somebody cannot get online is judged by the rules of the door', async () => {
  const well = await units.read(origin, (read) => explain(read, serviceId))
  expect(well).toMatchObject({
    decision: { kind: 'full', because: 'paid' },
    facts: { usernames: ['amina'], sessions: { most: 1 } },
    nas: { id: nas.nasId },
  })
  expect(well.attempts.length).toBeGreaterThan(0)
  await units.unit(origin, (tx) => setHold(tx, { serviceId, reason: 'fraud', bills: false }))
  const held = await units.read(origin, (read) => explain(read, serviceId))
  expect(held).toMatchObject({
    decision: { kind: 'rejected', because: 'hold-fraud', until: null },
    facts: { holds: [{ reason: 'fraud' }] },
  })
})

test('past sessions are read in the order of their indexes, and what waits among the live is picked out first', async () => {
  const plan = await units.unit(origin, async (tx) => {
    // As among many: a table of a few rows is read whole, and sorted.
    await sql`set local enable_seqscan = off; set local enable_incremental_sort = off`.execute(
      tx.sql,
    )
    const newest = pastRows(tx).orderBy('session.started_at', 'desc').orderBy('session.id', 'desc')
    return JSON.stringify(await newest.limit(51).explain())
  })
  expect(plan).toContain('Merge Append')
  expect(plan).toContain('past_session_default_started_at_id_idx')
  expect(plan).not.toContain('session_by_start')
})
