import { sql } from 'kysely'
import { memberNames } from '#modules/staff/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Breakdown } from '../contract.ts'

const UUID = /^[0-9a-f-]{36}$/

const TABLES = {
  plan: sql`select id, name from catalog.plan`,
  site: sql`select id, name from organization.site`,
  segment: sql`select id, name_en as name from catalog.segment`,
} as const

/** What plans, sites, segments and those who sold are called; months and kinds of subscriber the screen knows. */
export async function namesOf(
  read: Read,
  by: Breakdown,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (by === 'kind' || by === 'cohort') return new Map()
  const ids = keys.filter((key) => UUID.test(key))
  if (by === 'seller') return memberNames(read, ids)
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from (${TABLES[by]}) as named where id = any (${ids}::uuid[])`.execute(read.sql)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
