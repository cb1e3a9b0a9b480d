import { sql } from 'kysely'
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { testTx } from './testing.ts'
import { bigintArray, sqlArray, uuidArray } from './sql-array.ts'

test('PostgreSQL reads back what was written, whatever the values', async () => {
  await testTx(async (tx) => {
    // PostgreSQL keeps no character zero, and half of a pair is no character.
    const texts = fc.array(
      fc.option(
        fc.oneof(
          fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
          fc.constantFrom('', 'null', 'NULL', '{a,b}', 'a "b" \\c', ' x', '\\', '"'),
        ),
      ),
      { minLength: 1 },
    )
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const { rows } = await sql<{
          back: unknown
        }>`select ${sqlArray(given)}::text[] as back`.execute(tx.sql)
        expect(rows[0]?.back).toEqual(given)
      }),
      { numRuns: 60 },
    )
    const at = Temporal.Instant.from('2026-11-20T15:00:00.123456Z')
    const { rows } = await sql`
      select ${sqlArray([at, at, null])}::timestamptz[] as moments, ${sqlArray([1n, -2n])}::bigint[] as cents,
        (${sqlArray([new Uint8Array([0, 255])])}::bytea[])[1] as bytes, ${sqlArray([])}::int[] as nothing,
        (${sqlArray([true, false])}::boolean[])[2] as no,
        (${sqlArray([Temporal.PlainDate.from('2026-11-20')])}::date[])[1]::text as day`.execute(
      tx.sql,
    )
    expect(rows[0]).toEqual({
      ...{ moments: [at, at, null], cents: [1n, -2n], bytes: Buffer.from([0, 255]), nothing: [] },
      ...{ no: false, day: '2026-11-20' },
    })
  })
})

test('so it does what is sent in its own form, and what is no id is not sent', async () => {
  await testTx(async (tx) => {
    const given = fc.record({
      ids: fc.array(fc.option(fc.uuid())),
      cents: fc.array(fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))),
    })
    await fc.assert(
      fc.asyncProperty(given, async ({ ids, cents }) => {
        const { rows } = await sql`
          select ${uuidArray(ids)}::uuid[]::text[] as ids, ${bigintArray(cents)}::bigint[] as cents`.execute(
          tx.sql,
        )
        expect(rows[0]).toEqual({ ids, cents })
      }),
      { numRuns: 60 },
    )
  })
  const good = '01930000-0000-7000-8000-00000000000A'
  expect(uuidArray([good])).toEqual(uuidArray([good.toLowerCase()]))
  for (const bad of [
    '',
    'x',
    `${good}0`,
    good.slice(1),
    good.replace('-', ''),
    `g${good.slice(1)}`,
    `é${good.slice(1)}`,
  ])
    expect(() => uuidArray([bad]), bad).toThrow('is not an id')
})
