import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { nobody } from '#kernel/actor.ts'
import { testUnits } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'

const origin = { actor: nobody, name: 'test.work', bookkeeping: true } as const

test('statements that were kept before a table had a column more go on: a newer Kasi migrates while older ones still work', async () => {
  const units = await testUnits()
  const admin = units.database.sql
  await sql`create table public.shelf (id integer)`.execute(admin)
  await sql`insert into public.shelf values (1)`.execute(admin)
  const look = async ({ sql: database }: Pick<Read, 'sql'>) =>
    (await sql`select /* often */ * from public.shelf`.execute(database)).rows.length
  const ways = {
    unit: () => units.unit(origin, look),
    read: () => units.read(origin, look),
    glance: () => units.glance(origin, look),
    stroke: () => units.stroke(origin, look),
  }
  for (const way of Object.values(ways)) expect(await way()).toBe(1)
  for (const column of ['colour', 'length']) {
    await sql`alter table public.shelf add column ${sql.ref(column)} text`.execute(admin)
    for (const way of Object.values(ways)) expect(await way()).toBe(1)
  }
})
