import { sql, type RawBuilder } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { hoursAtOnce } from '#modules/usage/index.ts'
import type { Stroke } from '#platform/tx.ts'
import {
  addingSessions,
  type KeptSession,
  type MovedSession,
  movingSessions,
  XID,
} from './accounted.ts'

type Parts = {
  readonly fresh: readonly KeptSession[]
  readonly known: readonly MovedSession[]
  readonly hours: ReturnType<typeof hoursAtOnce> | null
}

/**
 * Writes a batch in one statement, all of it or, where anything is not as it was remembered, nothing (40001). Gives the transaction. What is
 * written reads nothing that another part writes, so the parts may come in any order.
 */
export async function writeAtOnce(stroke: Stroke, { fresh, known, hours }: Parts): Promise<string> {
  const parts: RawBuilder<unknown>[] = []
  const counts: RawBuilder<unknown>[] = []
  const expects = (name: RawBuilder<unknown>, part: RawBuilder<unknown>, rows: number) => {
    parts.push(sql`${name} as (${part})`)
    counts.push(sql`(select count(*) from ${name}) = ${rows}::int`)
  }
  if (fresh.length > 0) expects(sql`added`, addingSessions(stroke, fresh), fresh.length)
  if (known.length > 0) expects(sql`moved`, movingSessions(known), known.length)
  if (hours) {
    parts.push(sql`counted as (${hours.adding})`)
    counts.push(sql`not exists (${hours.more})`)
  }
  const { rows } = await sql<{ xid: string }>`
    with ${sql.join(parts)}
    select access.or_start_over(${sql.join(counts, sql` and `)}), ${XID}
  `.execute(stroke.sql)
  return must(rows[0], 'a select without from gives a row').xid
}
