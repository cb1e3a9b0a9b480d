import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { listWrongTries } from '../contract.ts'
import { SLOT_s, type Tries } from '../rules/guessing.ts'

/** How many wrong codes each of these tried lately: in this quarter of an hour and the one before. */
export async function triesOf(
  read: Read,
  whose: readonly { who: string; kind: 'device' | 'address' }[],
): Promise<(Tries & { readonly who: string })[]> {
  const { rows } = await sql<{ who_blind: string; tries: bigint }>`
    /* often */ select who_blind, sum(tries)::bigint as tries from vouchers.wrong_try
    where who_blind = any (${whose.map(({ who }) => who)}::text[])
      and slot > ${read.now.subtract({ seconds: 2 * SLOT_s })}
    group by who_blind`.execute(read.sql)
  const found = new Map(rows.map(({ who_blind, tries }) => [who_blind, Number(tries)]))
  return whose.map(({ who, kind }) => ({ who, kind, tries: found.get(who) ?? 0 }))
}

export function wrongTriesPage(
  read: Read,
  input: ParsedInputOf<typeof listWrongTries>,
): Promise<ReplyOf<typeof listWrongTries>> {
  return listRows(read, input, {
    name: 'vouchers.list-wrong-tries',
    query: read.sql
      .selectFrom('vouchers.wrong_try as one')
      .select(['one.id', 'one.kind', 'one.site_id', 'one.tries', 'one.stolen', 'one.last_at']),
    id: sql.ref('one.id'),
    sorts: { lastAt: { by: sql.ref('one.last_at'), type: 'timestamptz' } },
    filters: [among(sql.ref('one.kind'), input.kind)],
    item: (row) => ({
      ...{ id: row.id, siteId: row.site_id, tries: row.tries, stolen: row.stolen },
      kind: z.enum(['device', 'address']).parse(row.kind),
      lastAt: row.last_at.toString(),
    }),
  })
}
