import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aNas } from '#modules/network/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { DatabaseFault } from '#platform/database-fault.ts'
import type { LiveListener } from '#platform/live.ts'
import { testUnits } from '#platform/testing.ts'
import { UNTIL_READ } from '../rules/policy.ts'
import { Allowances } from './allowances.ts'
import { PictureKeeper } from './keeper.ts'
import { Leases } from './leases.ts'
import { Picture } from './picture.ts'

const origin = { actor: system('test'), name: 'test.prepare' }

test('what no change number tells is found by comparing: services that are new, other, or gone', async () => {
  const units = await testUnits()
  const [kept, other, gone, missing] = await units.unit(origin, async (tx) => {
    const services = []
    for (const username of ['amina', 'juma', 'otieno', 'wanjiku'])
      services.push(await aService(tx, { paid: { hours: 2 }, username, password: 'rangi' }))
    return services.map(({ serviceId }) => serviceId)
  })
  const picture = new Picture(UNTIL_READ)
  const troubles: unknown[] = []
  const keeper = new PictureKeeper({
    ...{ picture, allowances: new Allowances(picture), leases: new Leases(), units, by: 'one' },
    ...{ clock: units.clock, live: { listen: () => () => undefined } },
    ...{ isBehind: () => false, onChanged: () => undefined },
    onTrouble: (error) => troubles.push(error),
  })
  await keeper.open()
  expect(picture.size).toBe(4)
  expect(await keeper.compare()).toBe(0)

  // As after a backup was restored: older than what is held, and no change among those to come.
  await sql`update services.service set change = 0, number = '77' where id = ${other}`.execute(
    units.database.sql,
  )
  await sql`update services.service set status = 'ended', ended_at = now(), ended_because = 'asked' where id = ${gone}`.execute(
    units.database.sql,
  )
  picture.dropService(missing ?? '')
  expect(await keeper.compare()).toBe(3)
  const held = [kept, other, gone, missing].map((id) => picture.service(id ?? '')?.number ?? null)
  expect(held[2]).toBeNull()
  expect(held.filter((number) => number !== null)).toHaveLength(3)
  expect(await keeper.compare()).toBe(0)
  await keeper.close()
  expect(troubles).toEqual([])
})

test('what could not be read when it was told is read with the next look, whatever it was', async () => {
  const units = await testUnits()
  const picture = new Picture(UNTIL_READ)
  const troubles: unknown[] = []
  let isBusy = false
  let told: LiveListener | undefined
  const keeper = new PictureKeeper({
    ...{ picture, allowances: new Allowances(picture), leases: new Leases(), by: 'one' },
    units: {
      read: (from, work) =>
        isBusy
          ? Promise.reject(new DatabaseFault('slow', new Error('no connection is free')))
          : units.read(from, work),
    },
    clock: units.clock,
    live: { listen: (listener) => ((told = listener), () => undefined) },
    ...{ isBehind: () => false, onChanged: () => undefined },
    onTrouble: (error) => troubles.push(error),
  })
  await keeper.open()
  const { nasId } = await units.unit(origin, (tx) => aNas(tx))
  isBusy = true
  told?.hear?.({ name: 'network.nas-added', facts: {} })
  await expect.poll(() => troubles.length).toBe(1)
  expect(picture.nas(nasId)).toBeUndefined()
  isBusy = false
  // As every three seconds.
  await keeper.look({ services: true, usage: true })
  expect(picture.nas(nasId)).toBeDefined()
  await keeper.close()
})
