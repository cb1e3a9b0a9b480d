import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { listConflicts } from '#modules/network/contract.ts'
import { routerOsApi } from '#modules/network/index.ts'
import { aNas, aPool, conflictsNow, fixAddress, reserveAddress } from '#modules/network/testing.ts'
import { actingAs, staffWith, testUnits, type TestUnits } from '#platform/testing.ts'
import { access } from '../module.ts'
import { noSessionIsTwice } from '../queries/invariants.ts'
import type { Heard } from '../rules/hear.ts'
import { recordAccounting } from './record-accounting.ts'
import { findConflicts } from './find-conflicts.ts'
import { endSilent } from './end-silent.ts'
import { markSilent } from './mark-silent.ts'
import { noteAnswering } from './note-answering.ts'
import { buryPast } from './bury-past.ts'
import { preparePartitions } from './prepare-partitions.ts'

const origin = { actor: system('test'), name: 'access.sweep' }
let units: TestUnits
let nasId: string
beforeAll(async () => {
  const probe = { ask: () => Promise.reject(new Error('nobody tests here')) }
  const room = access({ probe, routerApi: routerOsApi() })
  units = await testUnits({ manifests: [room], at: '2026-11-20T15:00:00Z' })
  ;({ nasId } = await units.unit(origin, (tx) => aNas(tx)))
})

function heard(name: string, kind: Heard['kind'], seconds: number): Heard {
  const now_ms = units.clock.now().epochMilliseconds
  const none = { calledStation: null, nasPort: null, ipv6Prefix: null, delegatedPrefix: null }
  return {
    ...{
      kind,
      key: randomUUID(),
      nasId,
      serviceId: null,
      class: null,
      told: 'f00c0ffee',
      isTimed: true,
    },
    ...{
      nasSession: name,
      userName: name,
      station: null,
      ipv4: '100.64.0.9',
      interim_s: 300,
      ...none,
    },
    ...{ at_ms: now_ms, receivedAt_ms: now_ms, seconds, up: null, down: null, cause: null },
  }
}
const answering = { process: 'one', host: '::', authPort: 1_812, acctPort: 1_813, trouble: null }
/** Minutes in which somebody listens, and says so. */
async function listens(minutes: number) {
  for (let n = 0; n <= minutes; n++) {
    if (n > 0) units.clock.passes('PT1M')
    await units.unit(origin, (tx) => noteAnswering(tx, answering))
  }
}
const record = (...batch: Heard[]) => units.unit(origin, (tx) => recordAccounting(tx, batch))
async function where(name: string) {
  const { rows } = await sql<{ place: string }>`
    select case when ended_at is null then 'open' else end_cause end as place from access.session where nas_session = ${name}
    union all select 'past' from access.past_session where nas_session = ${name}`.execute(
    units.database.sql,
  )
  return rows.map(({ place }) => place)
}

test('one that is late with its second report is marked for staff, and its next word takes the mark away', async () => {
  const late = heard('late', 'start', 0)
  await record(late)
  await listens(9)
  expect(await units.unit(origin, markSilent)).toBe(0)
  await listens(2)
  expect(await units.unit(origin, markSilent)).toBe(1)
  expect(await units.unit(origin, markSilent)).toBe(0)
  await record({ ...heard('late', 'interim', 660), key: late.key })
  const { rows } = await sql`
    select silent_since from access.session where nas_session = 'late'`.execute(units.database.sql)
  expect(rows).toEqual([{ silent_since: null }])
  await record({ ...heard('late', 'stop', 661), key: late.key })
  await units.database.sql.deleteFrom('access.session').execute()
})

test('nothing is silent to which nobody listened: all processes away, the database away, the clock an hour ahead, and back', async () => {
  await listens(0)
  const there = heard('there', 'start', 0)
  await record(there)
  await listens(14)
  await units.unit(origin, (tx) => noteAnswering(tx, { ended: 'one' }))
  const nobodyIs = async () => {
    expect(await units.unit(origin, endSilent)).toBe(0)
    expect(await units.unit(origin, markSilent)).toBe(0)
  }
  units.clock.passes('PT20M')
  await nobodyIs()
  for (const gap of ['PT0S', 'PT5M', 'PT1H', '-PT1H']) {
    units.clock.passes(gap)
    await nobodyIs()
    await listens(9)
    await nobodyIs()
  }
  // Whoever has had the time to be heard since then, and was not, is.
  await listens(7)
  expect(await units.unit(origin, markSilent)).toBe(1)
  expect(await units.unit(origin, endSilent)).toBe(1)
  await record({ ...heard('there', 'stop', 9_999), key: there.key })
  await units.database.sql.deleteFrom('access.session').execute()
})

test('a session falls silent, ends, goes to the past a day later, and its address is known', async () => {
  const quiet = heard('quiet', 'start', 0)
  const talking = heard('talking', 'start', 0)
  await record(quiet, talking)
  await listens(14)
  await record({ ...heard('talking', 'interim', 840), key: talking.key })
  await listens(2)
  expect(await units.unit(origin, endSilent)).toBe(1)
  expect(await where('quiet')).toEqual(['Silence'])
  expect(await where('talking')).toEqual(['open'])

  // It was only the router that could not reach us: the session lives.
  await record({ ...heard('quiet', 'interim', 960), key: quiet.key })
  expect(await where('quiet')).toEqual(['open'])

  await record({ ...heard('quiet', 'stop', 970), key: quiet.key })
  units.clock.passes('PT25H')
  await units.unit(origin, preparePartitions)
  await units.unit(origin, preparePartitions)
  expect(await units.unit(origin, buryPast)).toBe(1)
  expect(await units.unit(origin, buryPast)).toBe(0)
  expect(await where('quiet')).toEqual(['past'])

  const { rows } = await sql<{ from: string; part: string }>`
    select tableoid::regclass::text as part from access.past_session`.execute(units.database.sql)
  expect(rows).toEqual([{ part: 'access.past_session_2026_11' }])
  const uses =
    await sql`select address::text as address, ended_at is not null as ended from network.address_use order by ended desc`.execute(
      units.database.sql,
    )
  expect(uses.rows).toEqual([{ address: '100.64.0.9/32', ended: true }])
  expect(await units.read(origin, noSessionIsTwice.violations)).toEqual([])
})

test('an address that two claim is noted with since when, and no more once one of them has left', async () => {
  const elsewhere = await units.unit(origin, (tx) => aNas(tx))
  const [owner, thief, twin] = [randomUUID(), randomUUID(), randomUUID()]
  const poolId = await units.unit(origin, (tx) =>
    aPool(tx, { ranges: ['10.9.0.1-10.9.0.9'], nasId }),
  )
  await units.unit(origin, async (tx) => {
    await fixAddress(tx, { poolId, part: '10.9.0.5', serviceId: owner })
    await reserveAddress(tx, { poolId, part: '10.9.0.1', note: 'Ours' })
  })
  const use = (name: string, ipv4: string, serviceId: string, at = nasId) => ({
    ...heard(name, 'start', 0),
    ...{ ipv4, serviceId, nasId: at },
  })
  const second = use('second', '10.9.0.7', twin)
  await record(
    use('stolen', '10.9.0.5', thief),
    use('taken', '10.9.0.1', thief),
    use('first', '10.9.0.7', thief),
    second,
    // On another router the same private address is another address.
    use('afar', '10.9.0.5', twin, elsewhere.nasId),
  )
  const seen = async (sites?: string[]) =>
    units.read(origin, async (read) => {
      const { items } = await conflictsNow(
        sites ? actingAs(read, staffWith(['network.read'], sites), listConflicts) : read,
      )
      return items.map(({ address, kind, since }) => [address, kind, since])
    })
  const since = units.clock.now().toString()
  await units.unit(origin, findConflicts)
  const lasting = [
    ['10.9.0.1', 'reserved', since],
    ['10.9.0.5', 'held-by-another', since],
  ]
  expect(await seen()).toEqual([...lasting, ['10.9.0.7', 'used-twice', since]])
  expect(await seen([elsewhere.siteId])).toEqual([])
  units.clock.passes('PT5M')
  await record({ ...second, kind: 'stop', seconds: 300 })
  await units.unit(origin, findConflicts)
  expect(await seen()).toEqual(lasting)
})
