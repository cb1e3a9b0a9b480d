import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import type { DB } from '#platform/database.ts'
import { testUnits } from '#platform/testing.ts'
import { services } from '../module.ts'
import { aService } from '../testing.ts'
import { putDevice } from './put-device.ts'

test('a device that two services would be known by at once is one service’s, and the other hears so', async () => {
  const { unit, database } = await testUnits({ manifests: [services] })
  const origin = { actor: system('test'), name: 'services.test' }
  const [one, other] = await unit(origin, async (tx) => [await aService(tx), await aService(tx)])
  const device = { name: 'Phone', role: 'login' } as const
  const second = await unit(origin, async (tx) => {
    await putDevice(tx, { serviceId: one.serviceId, mac: '02:00:00:00:00:0a', ...device })
    const outcome = unit(origin, (also) =>
      putDevice(also, { serviceId: other.serviceId, mac: '02-00-00-00-00-0A', ...device }),
    ).catch((error: unknown) => error)
    await somebodyWaits(database.sql)
    return { outcome }
  })
  expect(await second.outcome).toMatchObject({ code: 'services.device_taken' })
})

/** Until somebody in this database waits for somebody else. */
async function somebodyWaits(db: Kysely<DB>) {
  for (let waiting = 0; waiting === 0;) {
    const { rows } = await sql<{ many: number }>`
      select count(*)::int as many from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    waiting = rows[0]?.many ?? 0
  }
}
