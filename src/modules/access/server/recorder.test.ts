import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { concludeSessions } from '../commands/conclude-sessions.ts'
import type { Heard } from '../rules/hear.ts'
import { UNTIL_READ } from '../rules/policy.ts'
import { compareSessions } from './compare-sessions.ts'
import { Picture } from './picture.ts'
import { Recorder } from './recorder.ts'

const T0 = Date.UTC(2026, 10, 20, 18)
const ORIGIN = { actor: system('test'), name: 'access.test' }

let units: TestUnits
let nasId: string
beforeAll(async () => {
  units = await testUnits()
  nasId = (await units.unit(ORIGIN, (tx) => aNas(tx))).nasId
})

/** How many batches were written at once, and how many were to be and were not. */
const strokes = { done: 0, overtaken: 0 }

function aRecorder(by: string): Recorder {
  const stroke: TestUnits['stroke'] = async (origin, work) => {
    try {
      const done = await units.stroke(origin, work)
      if (done !== null) strokes.done++
      return done
    } catch (error) {
      strokes.overtaken++
      throw error
    }
  }
  return new Recorder({
    ...{ picture: new Picture(UNTIL_READ), units: { ...units, stroke }, by },
    onRecorded: () => undefined,
  })
}

function heard(key: string, kind: Heard['kind'], minute: number, octets: bigint): Heard {
  const told = { octets, isWide: true }
  return {
    ...{ kind, key, nasId, serviceId: key, class: null, told: null, nasSession: key.slice(0, 8) },
    ...{ userName: 'amina', station: 'A4:2B:B0:00:00:01', calledStation: null, nasPort: null },
    ...{ ipv4: minute > 5 ? '100.64.0.7' : null, ipv6Prefix: null, delegatedPrefix: null },
    ...{
      isTimed: true,
      interim_s: 300,
      at_ms: T0 + minute * 60_000,
      receivedAt_ms: T0 + minute * 60_000,
    },
    ...{ seconds: minute * 60, up: told, down: told },
    cause: kind === 'stop' ? 'User-Request' : null,
  }
}

async function stored(key: string) {
  const { rows } = await sql<{
    session: bigint
    address: string
    ended: string
    hours: string
  }>`
    select up_total as session, host(ipv4) as address, ended_by as ended,
      (select sum(up)::text from usage.hour where service_id = key) as hours
    from access.session where key = ${key}`.execute(units.database.sql)
  return rows
}

test('processes that remember sessions, and write them in turns, count everything once', async () => {
  const recorders = [aRecorder('one'), aRecorder('other')]
  const keys = Array.from({ length: 30 }, () => randomUUID())
  await sql`insert into usage.standing (service_id, plan_version_id, anchor)
    select key, key, now() from unnest(${keys}::uuid[]) as key`.execute(units.database.sql)
  for (let minute = 0; minute <= 40; minute += 5)
    for (const [place, recorder] of recorders.entries()) {
      const kind = minute === 0 ? 'start' : minute === 40 ? 'stop' : 'interim'
      const octets = BigInt(minute) * 1_000_000n
      // Whose turn it is changes from record to record; some are told to both.
      const turn = keys.filter((_, n) => (n + minute / 5) % 3 !== place)
      await recorder.write(turn.map((key) => heard(key, kind, minute, octets)))
      // We take some for dead, which their routers do not know of.
      if (minute === 20)
        await units.unit(ORIGIN, (tx) =>
          concludeSessions(tx, { keys: keys.slice(0, 9), cause: 'Silence', by: 'somebody' }),
        )
    }
  expect(strokes.done).toBeGreaterThan(0)
  expect(strokes.overtaken).toBeGreaterThan(0)
  const all = await Promise.all(keys.map(stored))
  expect(all).toEqual(
    keys.map(() => [
      { session: 40_000_000n, hours: '40000000', address: '100.64.0.7', ended: 'nas' },
    ]),
  )
})

test('a session of which no notification came is found by comparing, and one that has ended is let go', async () => {
  const recorder = aRecorder('one')
  const other = new Picture(UNTIL_READ)
  const [key, changed] = [randomUUID(), new Set<string>()]
  const compare = (now_ms: number) =>
    units.read(ORIGIN, async (read) =>
      compareSessions({
        ...{ picture: other, now_ms, onChanged: (id) => changed.add(id) },
        read: (work) => work(read),
      }),
    )
  const minute = (n: number) => T0 + n * 60_000
  await recorder.write([heard(key, 'start', 0, 0n)])
  expect(await compare(minute(1))).toBe(1)
  expect(other.open(key).map(({ id }) => id)).toEqual([key])
  expect(await compare(minute(2))).toBe(0)
  await recorder.write([heard(key, 'stop', 7, 1n)])
  // It was heard of just now, for all that this process knows: its Start may be on its way.
  expect(await compare(minute(0))).toBe(0)
  expect(await compare(minute(8))).toBe(1)
  expect(other.open(key)).toEqual([])
  expect([...changed]).toEqual([key])
})
