import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { idsOf, listOf } from '#platform/sql-list.ts'
import { testTx } from '#platform/testing.ts'

const TEXTS = [
  '',
  'null',
  'NULL',
  null,
  'plain-1',
  'a,b',
  '{x}',
  '"quoted"',
  String.raw`\back`,
  ' é ',
  'a\nb',
]

test('what is listed comes back as it was', async () => {
  await testTx(async (tx) => {
    const { rows } = await sql<{ text: string | null; count: bigint | null; none: string | null }>`
      select * from unnest(${listOf(TEXTS, (text) => text)}::text[],
        ${listOf(TEXTS, (text) => BigInt(text?.length ?? 0) << 50n)}::bigint[],
        ${listOf(TEXTS, () => null)}::text[]) as given(text, count, none)`.execute(tx.sql)
    expect(rows.map(({ text }) => text)).toEqual(TEXTS)
    expect(rows.map(({ count }) => count)).toEqual(
      TEXTS.map((text) => BigInt(text?.length ?? 0) << 50n),
    )
    expect(rows.every(({ none }) => none === null)).toBe(true)
  })
})

test('ids are listed as they are, and none at all is an empty list', () => {
  const ids = ['01a209cc-7f1f-71b2-9558-2c467a61b12a', null, '01a209cc-7f1f-71b2-9558-2c467a61b12b']
  expect(idsOf(ids, (id) => id)).toBe(listOf(ids, (id) => id))
  expect([idsOf([null, null], (id) => id), idsOf([], (id) => id)]).toEqual(['{}', '{}'])
})
