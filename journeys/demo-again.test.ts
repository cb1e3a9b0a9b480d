import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import type { Client } from '#kernel/client.ts'
import { makeIsp } from '#main/demo/make-isp.ts'
import { USUAL } from '#main/demo/ports.ts'
import type { DemoRecord } from '#main/demo/record.ts'
import { COLLEAGUES } from '#main/demo/savanna.ts'
import { listMembers } from '#modules/staff/contract.ts'
import { World } from './world.ts'

class PowerCut extends Error {}

/** Of the town that `npm start` makes only so many; who comes on top is there whole. */
const PEOPLE = 50
/** The power goes after so many writes, each time that the demo is begun or gone on with. */
const WRITES = 71

test(
  'the demo that loses its power again and again is completed, and making it once more finds all of it there',
  async () => {
    await using world = await World.open()
    let left = 0
    const write = () => {
      if (left-- === 0) throw new PowerCut()
    }
    const fused = <T extends Client>(client: T): T => ({
      ...client,
      call: (endpoint, input, options) => {
        if (endpoint.method !== 'GET') write()
        return client.call(endpoint, input, options)
      },
    })
    const { units } = world.ground
    const ground = {
      ...world.ground,
      units: { ...units, unit: fusedUnit(units.unit, write) },
    }
    const owner = fused(await world.owner())
    let kept: DemoRecord = {
      ...{ isp: '', database: '', complete: false, addresses: { http: '' } },
      ...{ ports: USUAL, away: [], relaxed: [], routers: [] },
      ...{ wanting: [], services: [], staff: [] },
    }
    const { mailbox, settle } = world
    const house = { visitor: () => fused(world.visitor()), mailbox, settle }
    const begin = async (writes: number) => {
      left = writes
      const record = structuredClone(kept)
      await makeIsp(owner, ground, { record, house, people: PEOPLE, keep: () => (kept = record) })
    }

    let starts = 1
    for (; ; starts++) {
      try {
        await begin(WRITES)
        break
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error
        expect(starts).toBeLessThan(20)
      }
    }
    expect(starts).toBeGreaterThan(2)
    expect(kept.services.map(({ username }) => username)).toContain('demo-home')
    const { items: members } = await owner.call(listMembers, { limit: 200 })
    expect(members).toHaveLength(COLLEAGUES.length + 1)

    const made = await rowsOf(world)
    expect(made).toMatchObject({
      // The school and its branches, the lodges, and whoever has the lines that anybody may dial with.
      ...{ 'subscribers.subscriber': PEOPLE + 8 + 1 + 1, 'subscribers.contract': 2 },
      ...{ 'billing.held_coupon': 1, 'billing.outage': 1, 'catalog.price_change': 1 },
    })
    await begin(1000)
    expect(await rowsOf(world)).toEqual(made)
    await world.ground.units.read(ORIGIN, async (read) => {
      for (const { invariants = [] } of world.ground.manifests)
        for (const { name, violations } of invariants)
          expect({ name, found: await violations(read) }).toEqual({ name, found: [] })
    })
  },
  2 * 60_000,
)

const ORIGIN = { actor: system('test'), name: 'demo.look' }

function fusedUnit(unit: World['ground']['units']['unit'], write: () => void): typeof unit {
  return (origin, work, options) => {
    write()
    return unit(origin, work, options)
  }
}

/** How many rows each table of the rooms has. What the staff and the platform keep grows with whoever looks. */
async function rowsOf({ ground }: World): Promise<Record<string, number>> {
  const schemas = ground.manifests
    .map(({ name }) => name)
    .filter((name) => name !== 'staff' && name !== 'platform')
  return ground.units.read(ORIGIN, async (read) => {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = any (${schemas}::text[]) order by 1`.execute(read.sql)
    const counted: Record<string, number> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ rows: number }>`
        select count(*)::int as rows from ${sql.raw(name)}`.execute(read.sql)
      counted[name] = rows[0]?.rows ?? 0
    }
    return counted
  })
}
