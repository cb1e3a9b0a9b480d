import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { must } from '#kernel/assert.ts'
import { testTx, testUnits } from '#platform/testing.ts'
import { addressesOf, poolNow } from '../queries/pools.ts'
import { aNas, aPool } from '../testing.ts'
import { allocateLeases } from './allocate-leases.ts'
import { archivePool } from './archive-pool.ts'
import { endLapsedLeases } from './end-lapsed-leases.ts'
import { fixAddress } from './fix-address.ts'
import { freeAddress } from './free-address.ts'
import { releaseLeases } from './release-leases.ts'
import { reserveAddress } from './reserve-address.ts'

const services = (tx: { now: Temporal.Instant }, count: number) =>
  Array.from({ length: count }, () => newId(tx.now))

describe('a lease', () => {
  test('is asked for again and stays the same; what is given back is remembered', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx)
      const [first, second] = services(tx, 2).map((serviceId) => ({ poolId, serviceId }))
      const asks = [must(first, 'one'), must(second, 'two')]
      const given = await allocateLeases(tx, asks)
      expect(given).toEqual([
        { part: '10.0.0.1', state: 'leased' },
        { part: '10.0.0.2', state: 'leased' },
      ])
      expect(await allocateLeases(tx, asks.toReversed())).toEqual(given.toReversed())

      await releaseLeases(tx, asks)
      // Somebody new gets what nobody ever had, so that both find theirs again.
      const [stranger] = services(tx, 1)
      const newcomer = { poolId, serviceId: must(stranger, 'one') }
      expect(await allocateLeases(tx, [newcomer])).toMatchObject([{ part: '10.0.0.3' }])
      expect(await allocateLeases(tx, asks)).toEqual(given)
    })
  })

  test('one service holds one address for each key', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx)
      const [serviceId = ''] = services(tx, 1)
      const ask = (key: string) => ({ poolId, serviceId, key })
      const given = await allocateLeases(tx, [ask('aa'), ask('bb'), ask('aa')])
      expect(given.map((lease) => lease?.part)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.1'])
      await releaseLeases(tx, [ask('aa')])
      expect(await poolNow(tx, poolId)).toMatchObject({ leased: 1 })
    })
  })

  test('an exhausted pool gives nothing, and takes from the longest free when all were used', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx, { ranges: ['10.0.0.1-10.0.0.3'] })
      const asks = services(tx, 4).map((serviceId) => ({ poolId, serviceId }))
      const given = await allocateLeases(tx, asks)
      expect(given.filter((lease) => lease === undefined)).toHaveLength(1)
      const [one, two] = [must(asks[0], 'one'), must(asks[1], 'two')]
      await releaseLeases({ ...tx, now: tx.now.add({ minutes: 1 }) }, [two])
      await releaseLeases({ ...tx, now: tx.now.add({ minutes: 2 }) }, [one])
      expect(await allocateLeases(tx, [must(asks[3], 'four')])).toEqual([given[1]])
      // The one whose address is gone gets the other.
      expect(await allocateLeases(tx, [two])).toEqual([given[0]])
    })
  })

  test('ends when its time is over and nobody asked again', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx)
      const [first = '', second = ''] = services(tx, 2)
      const until = tx.now.add({ minutes: 5 })
      await allocateLeases(tx, [
        { poolId, serviceId: first, until },
        { poolId, serviceId: second, until },
      ])
      const later = { ...tx, now: tx.now.add({ minutes: 6 }) }
      await allocateLeases(tx, [{ poolId, serviceId: second, until: until.add({ hours: 1 }) }])
      expect(await endLapsedLeases(later)).toBe(1)
      const { items } = await addressesOf(tx, { poolId, state: undefined })
      expect(items.map((item) => item.serviceId)).toEqual([second])
    })
  })

  test('reserved and fixed addresses are given to nobody else', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx, { ranges: ['10.0.0.1-10.0.0.4'] })
      const [owner = '', ...others] = services(tx, 5)
      await reserveAddress(tx, { poolId, part: '10.0.0.1', note: 'Our own' })
      await fixAddress(tx, { poolId, part: '10.0.0.2', serviceId: owner })
      const given = await allocateLeases(
        tx,
        others.map((serviceId) => ({ poolId, serviceId })),
      )
      expect(given.map((lease) => lease?.part)).toEqual([
        '10.0.0.3',
        '10.0.0.4',
        undefined,
        undefined,
      ])
      expect(await allocateLeases(tx, [{ poolId, serviceId: owner }])).toEqual([
        { part: '10.0.0.2', state: 'fixed' },
      ])
      expect(await releaseLeases(tx, [{ poolId, serviceId: owner }])).toBe(0)

      await expect(
        fixAddress(tx, { poolId, part: '10.0.0.3', serviceId: owner }),
      ).rejects.toMatchObject({
        code: 'network.address_is_held',
      })
    })
  })

  test('a service moves from one fixed address to another', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx)
      const [serviceId = ''] = services(tx, 1)
      await allocateLeases(tx, [{ poolId, serviceId }])
      await fixAddress(tx, { poolId, part: '10.0.0.7', serviceId })
      await fixAddress(tx, { poolId, part: '10.0.0.8', serviceId })
      expect(await poolNow(tx, poolId)).toMatchObject({ leased: 0, fixed: 1 })
      await freeAddress(tx, { poolId, part: '10.0.0.8' })
      expect(await poolNow(tx, poolId)).toMatchObject({ fixed: 0 })
      await expect(fixAddress(tx, { poolId, part: '10.0.9.9', serviceId })).rejects.toMatchObject({
        code: 'network.address_not_in_pool',
      })
    })
  })

  test('prefixes come from a range of millions, of which only what is needed gets rows', async () => {
    await testTx(async (tx) => {
      const poolId = await aPool(tx, {
        kind: 'ipv6-delegated',
        ranges: ['2c0f:fe38::/32'],
        partLength: 56,
      })
      const given = await allocateLeases(
        tx,
        services(tx, 3).map((serviceId) => ({ poolId, serviceId })),
      )
      expect(given.map((lease) => lease?.part)).toEqual([
        '2c0f:fe38::/56',
        '2c0f:fe38:0:100::/56',
        '2c0f:fe38:0:200::/56',
      ])
      const fixed = await fixAddress(tx, {
        poolId,
        part: '2C0F:FE38:FFFF:FF00::/56',
        serviceId: newId(tx.now),
      })
      expect(fixed).toBe('2c0f:fe38:ffff:ff00::/56')
      expect(await poolNow(tx, poolId)).toMatchObject({
        leased: 3,
        fixed: 1,
        total: String(2 ** 24),
      })
    })
  })

  test('a pool whose addresses the router chooses, or that is archived, gives none', async () => {
    await testTx(async (tx) => {
      const [serviceId = ''] = services(tx, 1)
      const routers = await aPool(tx, { chosenBy: 'router' })
      expect(await allocateLeases(tx, [{ poolId: routers, serviceId }])).toEqual([undefined])
      const gone = await aPool(tx)
      await allocateLeases(tx, [{ poolId: gone, serviceId }])
      await expect(archivePool(tx, { poolId: gone, version: 1 })).rejects.toMatchObject({
        code: 'network.pool_is_held',
      })
      await releaseLeases(tx, [{ poolId: gone, serviceId }])
      await archivePool(tx, { poolId: gone, version: 1 })
      expect(await allocateLeases(tx, [{ poolId: gone, serviceId }])).toEqual([undefined])
    })
  })

  test('nobody is without an address while there are some, and no address has two holders, whatever happens', async () => {
    await testTx(async (tx) => {
      const step = fc.record({
        what: fc.constantFrom('take', 'take', 'give'),
        who: fc.uniqueArray(fc.nat(7), { minLength: 1 }),
      })
      const holders = services(tx, 8)
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const poolId = await aPool(tx, { ranges: ['10.0.0.1-10.0.0.5'] })
          const held = new Map<string, string>()
          for (const { what, who } of steps) {
            const asks = who.map((place) => ({
              poolId,
              serviceId: must(holders[place], 'one of 8'),
            }))
            if (what === 'give') {
              await releaseLeases(tx, asks)
              for (const ask of asks) held.delete(ask.serviceId)
              continue
            }
            const given = await allocateLeases(tx, asks)
            for (const [place, lease] of given.entries()) {
              const { serviceId } = must(asks[place], 'as many')
              if (held.has(serviceId)) expect(lease?.part).toBe(held.get(serviceId))
              if (lease) held.set(serviceId, lease.part)
            }
            expect(new Set(held.values()).size).toBe(held.size)
            expect(held.size === 5 || given.every((lease) => lease !== undefined)).toBe(true)
          }
        }),
        { numRuns: 15 },
      )
    })
  })
})

describe('sessions that race', () => {
  test('get different addresses, and the same holder the same one', async () => {
    const { unit } = await testUnits()
    const origin = { actor: system('test'), name: 'network.race' }
    const { poolId, nasId } = await unit(origin, async (tx) => ({
      poolId: await aPool(tx, { ranges: ['10.7.0.0/20'] }),
      nasId: (await aNas(tx)).nasId,
    }))
    const everybody = Array.from({ length: 300 }, () =>
      newId(Temporal.Instant.from('2026-11-20T15:00:00Z')),
    )
    const batches = Array.from({ length: 12 }, (_, batch) =>
      // Each holder is asked for in two batches at once.
      everybody.filter((_, place) => place % 6 === batch % 6),
    )
    const given = await Promise.all(
      batches.map((holders) =>
        unit(origin, (tx) =>
          allocateLeases(
            tx,
            holders.map((serviceId) => ({ poolId, serviceId, nasId })),
          ),
        ),
      ),
    )
    const byHolder = new Map<string, Set<string>>()
    for (const [batch, leases] of given.entries()) {
      for (const [place, lease] of leases.entries()) {
        const holder = must(batches[batch]?.[place], 'as many answers as asks')
        const parts = byHolder.get(holder) ?? new Set()
        byHolder.set(holder, parts.add(must(lease, 'the pool is large').part))
      }
    }
    expect([...byHolder.values()].every((parts) => parts.size === 1)).toBe(true)
    expect(new Set([...byHolder.values()].flatMap((parts) => [...parts])).size).toBe(300)
  })

  test.each([
    ['commits, its holders have theirs', 'commits'],
    ['changes its mind, others have what it held', 'throws'],
  ] as const)('wait for the last addresses: when who has them %s', async (_, how) => {
    const { unit, database } = await testUnits()
    const origin = { actor: system('test'), name: 'network.race' }
    const poolId = await unit(origin, (tx) => aPool(tx, { ranges: ['10.0.0.1-10.0.0.3'] }))
    const asks = services({ now: Temporal.Instant.from('2026-11-20T15:00:00Z') }, 4).map(
      (serviceId) => ({ poolId, serviceId }),
    )
    // Its rows are there, and all are free.
    await unit(origin, async (tx) => {
      await allocateLeases(tx, asks)
      await releaseLeases(tx, asks)
    })
    const [held, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = unit(origin, async (tx) => {
      const given = await allocateLeases(tx, asks.slice(0, 3))
      held.resolve()
      await mayEnd.promise
      if (how === 'throws') throw new Error('changed its mind')
      return given
    }).catch(() => undefined)
    await held.promise
    const second = unit(origin, (tx) => allocateLeases(tx, asks))
    await vi.waitFor(async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.sql,
      )
      expect(rows).toHaveLength(1)
    })
    mayEnd.resolve()
    const given = (await second).map((lease) => lease?.part)
    expect(given).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', undefined])
    if (how === 'commits')
      expect((await first)?.map((lease) => lease?.part)).toEqual(given.slice(0, 3))
  })
})
